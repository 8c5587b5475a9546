using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PsiErp.Tests.Pages;

namespace PsiErp.Tests.Import;

/// <summary>What a file was taken over with, but may not have been meant, is said.</summary>
public abstract class ImportWarningTests(PsiApp app)
{
    private const string Header = "sku_code,warehouse_name,channel,date,outbound_qty\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("TEA,W,EC,2026-11-30,1\n")]
    public async Task KeyTwice_TheLastRowHoldsAndTheOthersAreCounted(string before)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        if (before.Length > 0) await Upload(client, session, Header + before);

        var report = await Upload(client, session,
            Header + "TEA,W,EC,2026-12-01,10\nTEA,W,EC,2026-12-02,1\nTEA,W,EC,2026-12-01,25\nTEA,W,EC,2026-12-01,26\n");

        var warning = Assert.Single((JsonArray)report["warnings"]!)!;
        Assert.Equal("repeated_key", (string?)warning["kind"]);
        Assert.StartsWith("rows that came again further down: 2", (string?)warning["message"], StringComparison.Ordinal);
        Assert.Equal((4, 2), ((int)report["rows_imported"]!, (int)report["inserted"]!));
        var series = Assert.Single((JsonArray)await client.GetJson($"/api/psi/{session}/daily?start_date=2026-12-01"))!;
        Assert.Equal(["26", "1"], series["daily"]!.Column("outbound_qty"));
    }

    [Fact]
    public async Task KeysThatLookAlike_AreTakenAndListedBesideWhatTheyLookLike()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        await Upload(client, session, Header + "TEA-500,東京 倉庫,EC,2026-12-01,1\n0000770,東京 倉庫,EC,2026-12-01,1\n");

        var report = await Upload(client, session, Header
            + "ＴＥＡ－５００,東京 倉庫,EC,2026-12-01,1\n770,東京 倉庫,ec,2026-12-01,1\n0000770,(All),EC,2026-12-01,1\n");

        Assert.Equal(
            [
                "look_alike_key 2 sku_code 'ＴＥＡ－５００' looks like 'TEA-500'",
                "look_alike_key 3 channel 'ec' looks like 'EC'",
                "lost_zeros 3 sku_code '770' looks like '0000770'",
                "total_row 4 warehouse_name '(All)' looks like a total",
            ],
            ((JsonArray)report["warnings"]!).Select(Short).Order(StringComparer.Ordinal));
        Assert.Equal(5, ((JsonArray)await client.GetJson($"/api/psi/{session}/daily")).Count);

        static string Short(JsonNode? warning) =>
            $"{warning!["kind"]} {warning["line"]} {warning["message"]}".Split([",", ";", " without"], StringSplitOptions.None)[0];
    }

    [Fact]
    public async Task KeysThatAreOne_AreOneSeries()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        var report = await Upload(client, session, Header
            + "TEA,ガレージ〜A,EC,2026-12-01,1\nTEA\u200B,カ\u3099レージ～A,EC,2026-12-02,1\n\"=\"\"TEA\"\"\",ガレージ〜A,EC ,2026-12-03,1\n");

        Assert.Equal((1, 3, 0), ((int)report["series"]!, (int)report["inserted"]!, ((JsonArray)report["warnings"]!).Count));
        Assert.Equal(["ガレージ〜A"], ((JsonArray)await client.GetJson($"/api/psi/{session}/daily"))
            .Select(series => (string?)series!["warehouse_name"]));
    }

    [Fact]
    public async Task DayFarFromTheOthers_IsSaid()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        var report = await Upload(client, session, Header + "TEA,W,EC,1900-01-01,1\nTEA,W,EC,2026-12-01,1\nTEA,W,EC,2026-12-02,1\n");

        var warning = Assert.Single((JsonArray)report["warnings"]!)!;
        Assert.Equal("far_dates", (string?)warning["kind"]);
        Assert.StartsWith("1900-01-01 is far", (string?)warning["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task NumberThatCanBeMeantTwoWays_IsReadByThePointAndSaid()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        var report = await Upload(client, session, (Header + "TEA,W,EC,2026-12-01,1.250\n").Replace(',', ';'));

        var warning = Assert.Single((JsonArray)report["warnings"]!)!;
        Assert.Equal(("ambiguous_decimal", 2), ((string?)warning["kind"], (int)warning["line"]!));
        Assert.StartsWith("'1.250' was read as 1.25, and nothing in the file tells whether 1250 was meant", (string?)warning["message"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_NamesTheEncodingAndThreeNamesAsRead()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        var text = Header + string.Concat(Enumerable.Range(1, 4).Select(i => $"TEA,倉庫{i},EC,2026-12-01,1\n"));

        using var answer = await client.Upload(session, CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(text));
        var report = await answer.Json(HttpStatusCode.OK);

        Assert.Equal("CP932", (string?)report["encoding"]);
        Assert.Equal(["倉庫1", "倉庫2", "倉庫3"], ((JsonArray)report["names"]!).Select(name => (string?)name));
    }

    [Fact]
    public async Task UploadPage_ShowsTheWarningsInJapanese()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        client.DefaultRequestHeaders.Add("Accept-Language", "ja");
        await Upload(client, session, Header + "TEA-５００,東京DC,online,2026-12-01,10\n");

        var page = await client.Upload(await client.GetPage($"/sessions/{session}/upload"), "wide-utf8.csv");

        Assert.Contains("「TEA-500」は「TEA-５００」とよく似ていますが", page.Find(".notice li").TextContent, StringComparison.Ordinal);
        Assert.Contains("UTF-8", page.Find("dl.report").TextContent, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> Upload(PsiClient client, Guid session, string text)
    {
        using var answer = await client.Upload(session, text);
        return await answer.Json(HttpStatusCode.OK);
    }

    public sealed class OnSqlite(SqliteApp app) : ImportWarningTests(app);

    public sealed class OnPostgres(PostgresApp app) : ImportWarningTests(app);
}
