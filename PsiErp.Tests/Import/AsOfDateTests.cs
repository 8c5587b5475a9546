using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Import;

/// <summary>
/// Up to a session's as-of date what was counted is what counts: on the wire, in lists, through imports, edits and copies.
/// </summary>
public abstract class AsOfDateTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly string[] Counted =
    [
        Row("A", "2026-12-01", outbound: "10", anchor: "100", closing: "88"), Row("A", "2026-12-02", outbound: "10", anchor: "85"),
        Row("A", "2026-12-03", outbound: "80"), Row("A", "2026-12-04", outbound: "10"),
        Row("B", "2026-12-01", outbound: "3", anchor: "2"), Row("B", "2026-12-02", inbound: "9", anchor: "0"), Row("B", "2026-12-03"),
    ];

    [Fact]
    public async Task Set_CountsHoldUpToIt_AndThePlanRollsOnFromThere()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Counted);
        var before = await Everything(client, session);
        Assert.DoesNotContain("adjustment", before, StringComparison.Ordinal);

        var changed = await SetAsOf(client, session, "2026-12-02");

        Assert.Equal("2026-12-02", (string?)changed["as_of"]);
        var days = await client.Days(session, "?sku_code=A");
        Assert.Equal(["100", "85", "75", "-5"], days.Column("stock_at_anchor"));
        Assert.Equal(["88", "75", "-5", "-15"], days.Column("stock_closing"));
        Assert.Equal(["-2", "-3"], days.Where(day => day!["adjustment"] is not null).Select(day => day!["adjustment"]!.ToString()));
        // B ran out on the first, which is over; A runs out a day sooner than flows alone would say
        Assert.Equal(["A 2026-12-03", "B "], await StockOuts(client, session));
        var totals = (JsonArray)await client.GetJson($"/api/psi/daily?session_id={session}");
        // B has 9 left: its stock of the first day was counted as none on the second
        Assert.Equal(["87", "84", "4", "-6"], totals.Column("projected_inventory"));

        var back = await SetAsOf(client, session, null);

        Assert.Null(back["as_of"]);
        Assert.Equal(before, await Everything(client, session));
    }

    [Fact]
    public async Task Upload_WithIt_IsUndoneAndRedoneWithIt()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Counted);
        var before = await Everything(client, session);

        // The file says nothing of B, whose past is over all the same
        await Upload(client, session, "2026-12-01", Row("A", "2026-12-04", outbound: "12"));

        Assert.Equal("2026-12-01", (string?)(await client.GetJson($"/api/sessions/{session}"))["as_of"]);
        Assert.Equal(["2026-12-01", null], (await Imports(client, session)).Select(import => (string?)import!["as_of"]));
        Assert.Equal(["A 2026-12-03", "B "], await StockOuts(client, session));
        var after = await Summarized(client, session);

        await Post(client, session, "undo");
        Assert.Null((await client.GetJson($"/api/sessions/{session}"))["as_of"]);
        Assert.Equal(before, await Everything(client, session));

        await Post(client, session, "redo");
        Assert.Equal("2026-12-01", (string?)(await client.GetJson($"/api/sessions/{session}"))["as_of"]);
        Assert.Equal(after, await Everything(client, session));
    }

    [Fact]
    public async Task Upload_WithNone_TakesItAway_AndWithoutIt_LeavesIt()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Counted);
        await SetAsOf(client, session, "2026-12-02");

        await Upload(client, session, null, Row("A", "2026-12-05", outbound: "1"));
        Assert.Equal("2026-12-02", (string?)(await client.GetJson($"/api/sessions/{session}"))["as_of"]);
        await Summarized(client, session);

        await Upload(client, session, "none", Row("A", "2026-12-06", outbound: "1"));
        Assert.Null((await client.GetJson($"/api/sessions/{session}"))["as_of"]);
        Assert.Equal(["A 2026-12-04", "B 2026-12-01"], await StockOuts(client, session));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2026-12-01")]
    public async Task SetWhileAFileWaits_TheFileIsTakenOverOnIt(string? told)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Counted);
        await SetAsOf(client, session, "2026-12-01");
        var staged = await Upload(client, session, told, Row("A", "2026-12-04", outbound: "12"), "&preview=true");

        await SetAsOf(client, session, "2026-12-03");
        await Post(client, session, $"{staged["import_id"]}/commit");

        Assert.Equal(told ?? "2026-12-03", (string?)(await client.GetJson($"/api/sessions/{session}"))["as_of"]);
        await Summarized(client, session);
        await Post(client, session, "undo");
        Assert.Equal("2026-12-03", (string?)(await client.GetJson($"/api/sessions/{session}"))["as_of"]);
        await Summarized(client, session);
    }

    [Fact]
    public async Task SetBetweenUndoAndRedo_EverySeriesFollows_HoweverOften()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Counted);
        await SetAsOf(client, session, "2026-12-02");
        await Upload(client, session, "2026-12-02", Row("A", "2026-12-04", outbound: "12"));
        foreach (var day in new[] { "2026-12-01", "2026-12-03", "2026-12-01" })
        {
            await Post(client, session, "undo");
            await SetAsOf(client, session, day);
            await Summarized(client, session);
            await Post(client, session, "redo");
            await Summarized(client, session);
        }
    }

    [Fact]
    public async Task SetBetweenUndoAndRedoOfAFileWithout_EverySeriesFollows_HoweverOften()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Counted);
        await Upload(client, session, null, Row("A", "2026-12-04", outbound: "12"));
        foreach (var day in new[] { "2026-12-01", "2026-12-03", "2026-12-01" })
        {
            await Post(client, session, "undo");
            await SetAsOf(client, session, day);
            await Post(client, session, "redo");
            await Summarized(client, session);
            await Post(client, session, "undo");
            await Post(client, session, "redo");
            await Summarized(client, session);
        }
    }

    [Fact]
    public async Task Edit_OfADayThatWasCounted_ChangesTheDifferenceAndNoLaterStock()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Counted);
        await SetAsOf(client, session, "2026-12-02");

        await client.Apply(
            session, new { sku_code = "A", warehouse_name = "東京DC", channel = "online", date = "2026-12-01", outbound_qty = 11 });

        var days = await client.Days(session, "?sku_code=A");
        Assert.Equal(["88", "75", "-5", "-15"], days.Column("stock_closing"));
        Assert.Equal("-1", days[0]!["adjustment"]!.ToString());
        await Summarized(client, session);
    }

    [Fact]
    public async Task Copy_HasItToo()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Counted);
        await SetAsOf(client, session, "2026-12-02");

        using var answer = await client.PostAsJsonAsync($"/api/sessions/{session}/copy", new { title = "What if" }, Ct);
        var copy = await answer.Json(HttpStatusCode.Created);

        Assert.Equal("2026-12-02", (string?)copy["as_of"]);
        Assert.Equal(["A 2026-12-03", "B "], await StockOuts(client, (Guid)copy["id"]!));
    }

    [Fact]
    public async Task Refused_WhatIsNoDayOfAPlan()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Counted);

        using var put = await client.PutAsJsonAsync($"/api/sessions/{session}", new { as_of = "0001-01-01" }, Ct);
        using var upload = await client.UploadTo($"/api/psi/{session}/upload?as_of=yesterday", WideHeader + Counted[0]);

        Assert.Contains("1900", await Body(put), StringComparison.Ordinal);
        Assert.Contains("YYYY-MM-DD", await Body(upload), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_AreOnRecord()
    {
        using var client = await app.SignedInClient(admin: true);
        var session = await client.CreatePlan(Counted);

        await SetAsOf(client, session, "2026-12-02");

        var log = (JsonArray)await client.GetJson($"/api/audit?kind=as_of_changed&name={client.Username}");
        var entry = Assert.Single(log, entry => (string?)entry!["actor"] == client.Username);
        Assert.Contains("2026-12-02", entry!.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task<string> Body(HttpResponseMessage refused)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        return await refused.Content.ReadAsStringAsync(Ct);
    }

    private static async Task<JsonNode> SetAsOf(PsiClient client, Guid session, string? day)
    {
        using var answer = await client.PutAsJsonAsync($"/api/sessions/{session}", new { as_of = day }, Ct);
        return await answer.Json(HttpStatusCode.OK);
    }

    private static async Task<JsonNode> Upload(PsiClient client, Guid session, string? asOf, string row, string more = "")
    {
        using var answer = await client.UploadTo(
            $"/api/psi/{session}/upload?mode=merge{(asOf is null ? "" : $"&as_of={asOf}")}{more}", WideHeader + row);
        return await answer.Json(HttpStatusCode.OK);
    }

    private static async Task<JsonNode> Post(PsiClient client, Guid session, string path)
    {
        using var answer = await client.PostAsync($"/api/psi/{session}/imports/{path}", null, Ct);
        return await answer.Json(HttpStatusCode.OK);
    }

    private static async Task<JsonArray> Imports(PsiClient client, Guid session) =>
        (await client.GetJson($"/api/psi/{session}/imports")).AsArray();

    private static async Task<IEnumerable<string>> StockOuts(PsiClient client, Guid session) =>
        ((JsonArray)await client.GetJson($"/api/psi/{session}/series?sort=sku_code"))
            .Select(series => $"{series!["sku_code"]} {series["stock_out_date"]}");

    private static async Task<string> Everything(PsiClient client, Guid session) =>
        (await client.GetJson($"/api/psi/{session}/daily")).ToJsonString()
        + (await client.GetJson($"/api/psi/{session}/series?sort=sku_code")).ToJsonString()
        + (await client.GetJson($"/api/psi/daily?session_id={session}")).ToJsonString();

    /// <summary>All there is to see, after looking whether summaries made anew say the same.</summary>
    private static async Task<string> Summarized(PsiClient client, Guid session)
    {
        var asOf = (string?)(await client.GetJson($"/api/sessions/{session}"))["as_of"];
        var stored = await Everything(client, session);
        await SetAsOf(client, session, "2026-11-01");
        await SetAsOf(client, session, asOf);
        Assert.Equal(stored, await Everything(client, session));
        return stored;
    }

    public sealed class OnSqlite(SqliteApp app) : AsOfDateTests(app);

    public sealed class OnPostgres(PostgresApp app) : AsOfDateTests(app);
}
