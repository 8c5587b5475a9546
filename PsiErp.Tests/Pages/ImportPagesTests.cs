using System.Net;
using System.Text.Json.Nodes;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>Looking at a file before it counts, and taking the last one back.</summary>
public abstract class ImportPagesTests(PsiApp app)
{
    private static readonly string Monday = WideHeader + Row("A", "2026-12-01", "5") + Row("B", "2026-12-01", "3");
    private static readonly string Tuesday = WideHeader + Row("A", "2026-12-01", "5", "9") + Row("Ａ", "2026-12-02", "1");

    [Fact]
    public async Task Review_ShowsWhatTheFileWillDo_AndTakesItOver()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client);
        var address = await Stage(client, session);

        var review = await client.GetPage(address);

        Assert.Equal(["2", "1", "1 of 1 met", "0", "▼ 0 → ▼ 1", "! 0 → ! 0"],
            review.Texts(".figures dd").Select(text => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
                .Select((text, place) => place == 0 ? text.Split(' ')[0] : text));
        Assert.Contains("looks like", review.Find(".warnings").TextContent, StringComparison.Ordinal);
        Assert.Contains("▼ 1 Dec", review.Find(".changes tbody tr:first-child .change-alert").TextContent, StringComparison.Ordinal);
        var taken = await client.Press(review, "TakeOver");
        Assert.Equal(HttpStatusCode.Redirect, taken.Answer.StatusCode);
        var imports = await client.GetPage(taken.Answer.Headers.Location!.OriginalString);
        Assert.Contains("in the plan now", imports.Find(".notice[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["current", "past"], imports.Texts(".imports .tag"));
    }

    [Fact]
    public async Task Review_OfAnotherMode_ShowsWhatThatWouldDo()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client);
        var address = await Stage(client, session);

        await client.Submit(await client.GetPage(address), "Renew", ("mode", "ReplaceAll"));

        var review = await client.GetPage(address);
        Assert.Equal("ReplaceAll", review.Find("[name=mode][checked]").GetAttribute("value"));
        Assert.Equal("1", review.Find(".figures > div:nth-child(4) dd").TextContent.Trim());
    }

    [Fact]
    public async Task Review_OvertakenByAnotherImport_IsWorkedOutAnewWithoutTheFile()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client);
        var address = await Stage(client, session);
        using var other = await client.Upload(session, WideHeader + Row("A", "2026-12-01", "100"));

        var overtaken = await client.GetPage(address);
        Assert.Contains("Another import", overtaken.Find(".notice[role=alert]").TextContent, StringComparison.Ordinal);
        await client.Submit(overtaken, "Renew");

        var review = await client.GetPage(address);
        Assert.Null(review.Document.QuerySelector(".notice[role=alert]"));
        await client.Press(review, "TakeOver");
        Assert.Equal(["5"], (await client.Days(session, "?sku_code=A&end_date=2026-12-01")).Column("inbound_qty"));
    }

    [Fact]
    public async Task Review_Discarded_ChangesNothing_AndSaysThatItIsGone()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client);
        var address = await Stage(client, session);

        await client.Submit(await client.GetPage(address), "Discard");

        var gone = await client.GetPage(address);
        Assert.Equal(HttpStatusCode.Gone, gone.Answer.StatusCode);
        Assert.Single((await client.GetPage($"/sessions/{session}/imports")).Texts(".imports tbody tr"));
    }

    [Fact]
    public async Task Imports_UndoAndRedo_ByOneClickEach()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client);
        using var upload = await client.Upload(session, Tuesday);
        var imports = $"/sessions/{session}/imports";

        await client.Submit(await client.GetPage(imports), "Undo");
        Assert.Equal(["5"], (await client.Days(session, "?sku_code=A")).Column("stock_closing"));
        var undone = await client.GetPage(imports);
        Assert.Equal(["undone", "current"], undone.Texts(".imports .tag"));
        await client.Submit(undone, "Redo");

        Assert.Equal(["current", "past"], (await client.GetPage(imports)).Texts(".imports .tag"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetPage($"/sessions/{Guid.NewGuid()}/imports")).Answer.StatusCode);
    }

    [Fact]
    public async Task Edits_ThatTheFileSaysToo_AreTakenBackWithIt_OrLater_AsOneChange()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client);
        await client.Apply(
            session,
            new { sku_code = "A", warehouse_name = "東京DC", channel = "online", date = "2026-12-01", inbound_qty = 5, outbound_qty = 9 },
            new { sku_code = "B", warehouse_name = "東京DC", channel = "online", date = "2026-12-01", outbound_qty = 4 });
        var imports = await client.GetPage($"/sessions/{session}/imports");
        Assert.Contains("1 of 3 edited values", imports.Find("form.agreed").TextContent, StringComparison.Ordinal);

        var review = await client.GetPage(await Stage(client, session));
        Assert.Contains(
            "Edited values that stay on top: 3. The file says 2 of them too.", review.Find("#mode").TextContent, StringComparison.Ordinal);
        await client.Press(review, "TakeOver", ("takeBack", "true"));

        var left = Assert.Single((JsonArray)await client.GetJson($"/api/psi-edits?session_id={session}"));
        Assert.Equal(("B", "4"), ((string?)left!["sku_code"], left["outbound_qty"]!.ToString()));
        Assert.Equal(["-4"], (await client.Days(session, "?sku_code=A&end_date=2026-12-01")).Column("stock_closing"));
        Assert.Null((await client.GetPage($"/sessions/{session}/imports")).Document.QuerySelector("form.agreed"));
        var change = (await client.GetJson($"/api/psi/{session}/changes"))[0]!;
        Assert.Equal(("take_back", 2), ((string?)change["kind"], (int)change["cells"]!));
        using var undo = await client.PostAsync($"/api/psi/{session}/changes/{change["change_id"]}/undo", null);
        Assert.Equal(2, (int)(await undo.Json(HttpStatusCode.OK))["undone"]!);
        using var again = await client.PostAsync($"/api/psi/{session}/edits/take-back-agreed", null);
        Assert.Equal(2, (int)(await again.Json(HttpStatusCode.OK))["cells"]!);
    }

    [Theory]
    [InlineData(-3, -1)]
    [InlineData(0, null)]
    public async Task Understanding_ProposesYesterday_WhenTheFileReachesIntoThePast(int first, int? proposed)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        var page = await client.GetPage($"/sessions/{session}/import");
        page.Find("[data-import]").SetAttribute("action", page.Find("[data-import]").GetAttribute("data-sample")!);

        var understood = await client.SubmitFile(
            page, "Sample", "", WideHeader + Row("A", Day(first), anchor: "5") + Row("A", Day(1), "2"), ("whole", "true"));

        Assert.Equal(proposed is { } days ? Day(days) : null, understood.Find("#asOf").GetAttribute("value"));
    }

    [Fact]
    public async Task Imports_OfAFreshSession_SayWhatToDo()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        var page = await client.GetPage($"/sessions/{session}/imports");

        Assert.Equal("No file has been imported yet", page.Find(".empty h2").TextContent);
    }

    private static async Task<Guid> Session(PsiClient client)
    {
        var session = await client.CreateSession();
        using var answer = await client.Upload(session, Monday);
        await answer.Json(HttpStatusCode.OK);
        return session;
    }

    private static async Task<string> Stage(PsiClient client, Guid session)
    {
        using var answer = await client.UploadTo($"/api/psi/{session}/upload?preview=true", Tuesday);
        return $"/sessions/{session}/imports/{(string?)(await answer.Json(HttpStatusCode.OK))["import_id"]}";
    }

    public sealed class OnSqlite(SqliteApp app) : ImportPagesTests(app);

    public sealed class OnPostgres(PostgresApp app) : ImportPagesTests(app);
}
