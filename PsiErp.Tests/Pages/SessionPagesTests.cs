namespace PsiErp.Tests.Pages;

public abstract class SessionPagesTests(PsiApp app)
{
    private static string NewTitle() => $"計画 {Guid.NewGuid():N}";

    [Fact]
    public async Task New_WithoutTitle_StaysToBeMended()
    {
        using var client = await app.SignedInClient();

        var page = await client.Submit(await client.GetPage("/sessions/new"), "/sessions/new", ("Form.Title", " "),
            ("Form.Description", "kept"));

        Assert.Equal(422, (int)page.Answer.StatusCode);
        Assert.Equal("Give the session a title.", page.Find(".field-validation-error").TextContent);
        Assert.Equal("kept", page.Find("textarea").TextContent.Trim());
    }

    [Fact]
    public async Task List_Search_FindsByTitleAndSaysWhenNothingFits()
    {
        using var client = await app.SignedInClient();
        var title = NewTitle();
        await client.CreateSession(title);

        var found = await client.GetPage($"/sessions?search={title[3..12]}");
        var none = await client.GetPage("/sessions?search=nothing-is-called-this");

        Assert.Contains(title, found.Texts(".list-name a"));
        Assert.Contains("Nothing found", none.Find(".empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_TitleAndDescription_AreInTheList()
    {
        using var client = await app.SignedInClient();
        var id = await client.CreateSession(NewTitle());
        var title = NewTitle();

        await client.Submit(await client.GetPage($"/sessions/{id}/edit"), "/edit", ("Form.Title", title),
            ("Form.Description", "<b>& more"));

        var list = await client.GetPage($"/sessions?search={Uri.EscapeDataString(title)}");
        Assert.Equal("<b>& more", list.Find($"#session-{id} .list-name small").TextContent);
    }

    [Fact]
    public async Task Leader_Set_IsTheOnlyOne()
    {
        using var client = await app.SignedInClient();
        await client.CreateSession(NewTitle());
        var title = NewTitle();
        var id = await client.CreateSession(title);

        await client.Submit(await client.GetPage($"/sessions?search={Uri.EscapeDataString(title)}"), "/sessions", ("id", id),
            ("handler", "Leader"));
        var form = await client.GetPage("/sessions");

        Assert.Equal(id, form.Find(".tag.lead").Closest("tr")!.Id!["session-".Length..]);
    }

    [Fact]
    public async Task Copy_HasTheDataOfTheOriginal()
    {
        using var client = await app.SignedInClient();
        var id = await client.CreateSession(NewTitle(), "wide-utf8.csv");
        var title = NewTitle();

        await client.Submit(await client.GetPage($"/sessions/{id}/copy"), "/copy", ("Title", title));

        var list = await client.GetPage($"/sessions?search={Uri.EscapeDataString(title)}");
        Assert.Equal("16", list.Find("td.num").TextContent);
    }

    [Fact]
    public async Task Delete_NeedsTheTitle()
    {
        using var client = await app.SignedInClient();
        var title = NewTitle();
        var id = await client.CreateSession(title);
        var form = await client.GetPage($"/sessions/{id}/delete");

        var refused = await client.Submit(form, "/delete", ("Typed", "delete"));
        Assert.Equal(422, (int)refused.Answer.StatusCode);
        Assert.Equal(200, (int)(await client.GetPage($"/sessions/{id}/psi")).Answer.StatusCode);

        await client.Submit(form, "/delete", ("Typed", title));
        var gone = await client.GetPage($"/sessions/{id}/psi");
        Assert.Equal(404, (int)gone.Answer.StatusCode);
        Assert.Equal("/sessions", gone.Find("main .button").GetAttribute("href"));
    }

    [Fact]
    public async Task Upload_Sample_ReportsWhatItDid()
    {
        using var client = await app.SignedInClient();
        var id = await client.CreateSession(NewTitle());

        var report = await client.Upload(await client.GetPage($"/sessions/{id}/upload"), "wide-utf16le-tableau.tsv");

        Assert.Equal(["224", "16", "1 Dec – 14 Dec 2026 14 days", "224", "0", "UTF-16 LE 緑茶 500ml, 東京DC, 卸"], report.Texts(".report dd"));
    }

    [Fact]
    public async Task Upload_BadFile_ListsProblemsByLine()
    {
        using var client = await app.SignedInClient();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ja");
        var id = await client.CreateSession(NewTitle());

        var page = await client.Upload(await client.GetPage($"/sessions/{id}/upload"), "bad-four-problems.csv", ("mode", "ReplaceAll"));

        Assert.Equal(422, (int)page.Answer.StatusCode);
        Assert.Equal(["6", "10", "18", "22"], page.Texts(".problems td.num"));
        Assert.Contains("「2026-02-30」は存在しない日付です", page.Find(".problems").TextContent, StringComparison.Ordinal);
        Assert.Equal("ReplaceAll", page.Find("input[name=mode][checked]").GetAttribute("value"));
    }

    [Fact]
    public async Task Post_WithoutAntiforgeryToken_IsRefused()
    {
        using var client = await app.SignedInClient();

        using var content = new FormUrlEncodedContent([new("Form.Title", "x")]);
        using var answer = await client.PostAsync("/sessions/new", content, TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Collection("The leader on SQLite")]
    public sealed class OnSqlite(SqliteApp app) : SessionPagesTests(app);

    [Collection("The leader on PostgreSQL")]
    public sealed class OnPostgres(PostgresApp app) : SessionPagesTests(app);
}
