using System.Net;
using System.Text.Json.Nodes;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Import;

public abstract class UploadTests(PsiApp app)
{
    [Theory]
    [InlineData("wide-utf8.csv")]
    [InlineData("wide-utf8-bom-semicolon.csv")]
    [InlineData("wide-utf16le-tableau.tsv")]
    [InlineData("wide-cp932-excel.csv")]
    public async Task Upload_AnySampleEncoding_LoadsTheSamePlan(string sample)
    {
        using var client = await app.SignedInClient();
        var (expected, session) = (await client.CreateSession(), await client.CreateSession());
        using var _ = await client.Upload(expected, Sample("wide-utf8.csv"));

        using var answer = await client.Upload(session, Sample(sample));

        var report = await answer.Json(HttpStatusCode.OK);
        Assert.Equal((224, 16, 224, 0, 0), (Number(report, "rows_imported"), Number(report, "series"), Number(report, "inserted"),
            Number(report, "updated"), Number(report, "deleted")));
        Assert.Equal("merge", (string?)report["mode"]);
        Assert.Equal(14, ((JsonArray)report["dates"]!).Count);
        Assert.Equal("2026-12-01", (string?)report["dates"]![0]);
        Assert.Equal(await WholePlan(client, expected), await WholePlan(client, session));
    }

    [Fact]
    public async Task Upload_DailyFormat_AddsRowsOfADayUpInTheDefaultSeries()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        using var answer = await client.Upload(
            session, "Date,Production,SALES,Inventory\n2026-12-02,5,1,7\n2026-12-01,10,4,\n2026-12-02,1,,2\n");

        var report = await answer.Json(HttpStatusCode.OK);
        Assert.Equal((3, 1, 2), (Number(report, "rows_imported"), Number(report, "series"), Number(report, "inserted")));
        var series = Assert.Single((JsonArray)await client.GetJson($"/api/psi/{session}/daily"))!;
        Assert.Equal(("", "", ""), ((string?)series["sku_code"], (string?)series["warehouse_name"], (string?)series["channel"]));
        Assert.Equal(["4", "9"], series["daily"]!.Column("stock_closing"));
        Assert.Equal(["null", "9"], (await client.GetJson($"/api/psi/daily?session_id={session}")).Column("reported_inventory"));
    }

    [Fact]
    public async Task Upload_SameFileAgain_ReplacesEverythingAndChangesNoNumber()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        using var first = await client.Upload(session, Sample("wide-utf8.csv"));
        var before = await WholePlan(client, session);

        using var again = await client.Upload(session, Sample("wide-utf8.csv"));

        var report = await again.Json(HttpStatusCode.OK);
        Assert.Equal((0, 0, 224, 0), (Number(report, "inserted"), Number(report, "updated"), Number(report, "unchanged"),
            Number(report, "deleted")));
        Assert.Equal(before, await WholePlan(client, session));
    }

    [Fact]
    public async Task Upload_Merge_ReplacesRowsOfTheSameKeyAndLeavesOthers()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"), Row("A", "2026-12-02", "2"), Row("B", "2026-12-01", "3"));

        using var answer = await client.Upload(session, WideHeader + Row("A", "2026-12-02", "20") + Row("A", "2026-12-03", "30"));

        var report = await answer.Json(HttpStatusCode.OK);
        Assert.Equal((1, 1, 0), (Number(report, "inserted"), Number(report, "updated"), Number(report, "deleted")));
        Assert.Equal(["1", "20", "30"], (await client.Days(session, "?sku_code=A")).Column("inbound_qty"));
        Assert.Equal(["3"], (await client.Days(session, "?sku_code=B")).Column("inbound_qty"));
    }

    [Fact]
    public async Task Upload_ReplaceDates_RemovesAllRowsOfTheFilesDatesFirst()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", "1"), Row("A", "2026-12-02", "2"), Row("B", "2026-12-02", "3"), Row("C", "2026-12-03", "4"));

        using var answer = await client.Upload(session, WideHeader + Row("A", "2026-12-02", "20"), "replace-dates");

        var report = await answer.Json(HttpStatusCode.OK);
        Assert.Equal((0, 1, 1), (Number(report, "inserted"), Number(report, "updated"), Number(report, "deleted")));
        Assert.Equal(["1", "20"], (await client.Days(session, "?sku_code=A")).Column("inbound_qty"));
        Assert.Equal(["\"A\"", "\"C\""], (await client.GetJson($"/api/psi/{session}/series")).Column("sku_code"));
    }

    [Fact]
    public async Task Upload_ReplaceAll_LeavesTheFileAndTheEditsOnly()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"), Row("B", "2026-12-01", "2"));
        await client.Apply(session, Edit("A", "2026-12-01", inbound: 9));

        using var answer = await client.Upload(session, WideHeader + Row("C", "2026-12-05", "3"), "replace-all");

        Assert.Equal((1, 2), (Number(await answer.Json(HttpStatusCode.OK), "inserted"), 2));
        Assert.Equal(["\"A\"", "\"C\""], (await client.GetJson($"/api/psi/{session}/series")).Column("sku_code"));
        Assert.Equal(["9"], (await client.Days(session, "?sku_code=A")).Column("stock_closing"));
    }

    [Fact]
    public async Task Upload_NoModeNamed_DoesWhatTheSettingSays()
    {
        await using var like = app.With(("UPLOAD_MODE", "replace-dates"));
        using var client = await like.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"), Row("B", "2026-12-02", "2"));

        using var answer = await client.Upload(session, WideHeader + Row("C", "2026-12-02", "3"));
        using var named = await client.Upload(session, WideHeader + Row("D", "2026-12-02", "4"), "merge");

        Assert.Equal("replace-dates", (string?)(await answer.Json(HttpStatusCode.OK))["mode"]);
        Assert.Equal("merge", (string?)(await named.Json(HttpStatusCode.OK))["mode"]);
        Assert.Equal(["\"A\"", "\"C\"", "\"D\""], (await client.GetJson($"/api/psi/{session}/series")).Column("sku_code"));
        var page = await client.GetPage($"/sessions/{session}/upload");
        Assert.Equal("ReplaceDates", page.Find("[name=mode][checked]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("2026-12-01", "2026-12-02", "2026-12-01")]
    [InlineData("2026-12-03", "2026-12-01", "2026-12-03")]
    [InlineData("2026-12-01", "2026-12-01", "2026-12-01")]
    public async Task Upload_KeyTwiceInAFile_TheLastRowWins(string first, string second, string third)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        using var answer = await client.Upload(session, WideHeader + Row("A", first, "1") + Row("A", second, "2") + Row("A", third, "3"));

        var report = await answer.Json(HttpStatusCode.OK);
        var dates = new[] { first, second, third }.Distinct().Count();
        Assert.Equal((3, dates, 0), (Number(report, "rows_imported"), Number(report, "inserted"), Number(report, "updated")));
        Assert.Contains("3", (await client.Days(session)).Column("inbound_qty"));
        Assert.DoesNotContain("1", (await client.Days(session)).Column("inbound_qty"));
    }

    [Fact]
    public async Task Upload_OverEdits_LeavesThemInForce()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1", anchor: "10"));
        await client.Apply(session, Edit("A", "2026-12-01", inbound: 5));

        using var answer = await client.Upload(session, WideHeader + Row("A", "2026-12-01", "2", "3", anchor: "10"));

        Assert.Equal(["12"], (await client.Days(session)).Column("stock_closing"));
        Assert.Equal(["12"], (await client.GetJson($"/api/psi/{session}/series")).Column("closing"));
    }

    [Fact]
    public async Task UploadDaily_SessionInTheQuery_IsTheSame()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Sample("daily.csv")), "file", "daily.csv" } };

        using var answer = await client.PostAsync($"/api/psi/upload?session_id={session}", form);

        Assert.Equal(5, Number(await answer.Json(HttpStatusCode.OK), "rows_imported"));
    }

    [Fact]
    public async Task Upload_TwoAtOnce_BothLand()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        var answers = await Task.WhenAll(
            client.Upload(session, WideHeader + Row("A", "2026-12-01", "1")),
            client.Upload(session, WideHeader + Row("B", "2026-12-01", "2")),
            client.Upload(session, WideHeader + Row("A", "2026-12-02", "3")));

        foreach (var answer in answers) await answer.Json(HttpStatusCode.OK);
        Assert.Equal(3, Number(await client.GetJson($"/api/psi/{session}/summary"), "rows"));
    }

    internal static async Task<string> WholePlan(HttpClient client, Guid session) =>
        (await client.GetJson($"/api/psi/{session}/daily")).ToJsonString()
        + (await client.GetJson($"/api/psi/{session}/series")).ToJsonString();

    private static object Edit(string sku, string date, decimal inbound) =>
        new { sku_code = sku, warehouse_name = "東京DC", channel = "online", date, inbound_qty = inbound };

    internal static long Number(JsonNode node, string member) => node[member]!.GetValue<long>();

    internal static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    public sealed class OnSqlite(SqliteApp app) : UploadTests(app);

    public sealed class OnPostgres(PostgresApp app) : UploadTests(app);
}
