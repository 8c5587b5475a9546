using System.Net;
using System.Text.Json.Nodes;

namespace PsiErp.Tests.Import;

/// <summary>A file says nothing about what it has no column for.</summary>
public abstract class PartialFileTests(PsiApp app)
{
    private const string Full =
        "sku_code,sku_name,warehouse_name,channel,date,category_1,fw_rank,stock_at_anchor,inbound_qty,outbound_qty,safety_stock,stdstock\n"
        + "TEA,Green tea,W,EC,2026-12-01,Drinks,A,100,5,10,20,50\nTEA,Green tea,W,EC,2026-12-02,Drinks,A,,5,10,20,50\n";

    [Fact]
    public async Task Merge_FileWithSalesOnly_LeavesEverythingElse()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        using var full = await client.Upload(session, Full);
        await full.Json(HttpStatusCode.OK);

        using var partial = await client.Upload(session, "sku_code,warehouse_name,channel,date,outbound_qty\nTEA,W,EC,2026-12-01,30\n");
        var report = await partial.Json(HttpStatusCode.OK);

        Assert.Equal((0, 1), ((int)report["inserted"]!, (int)report["updated"]!));
        var series = Assert.Single((JsonArray)await client.GetJson($"/api/psi/{session}/daily"))!;
        Assert.Equal(("Green tea", "Drinks", "A"),
            ((string?)series["sku_name"], (string?)series["category_1"], (string?)series["fw_rank"]));
        Assert.Equal(["100", "75"], series["daily"]!.Column("stock_at_anchor"));
        Assert.Equal(["30", "10"], series["daily"]!.Column("outbound_qty"));
        Assert.Equal(["20", "20"], series["daily"]!.Column("safety_stock"));
        Assert.Equal(["50", "50"], series["daily"]!.Column("stdstock"));
    }

    [Fact]
    public async Task Merge_ColumnThatIsThereAndBlank_Clears()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        using var full = await client.Upload(session, Full);
        await full.Json(HttpStatusCode.OK);

        using var blank = await client.Upload(
            session, "sku_code,sku_name,warehouse_name,channel,date,safety_stock\nTEA,,W,EC,2026-12-01,\n");
        await blank.Json(HttpStatusCode.OK);

        var series = Assert.Single((JsonArray)await client.GetJson($"/api/psi/{session}/daily"))!;
        Assert.Null(series["sku_name"]);
        Assert.Equal(["null", "20"], series["daily"]!.Column("safety_stock"));
    }

    [Fact]
    public async Task Export_OfDailyAndWideData_UploadsToTheSamePlan()
    {
        using var client = await app.SignedInClient();
        var (session, copy) = (await client.CreateSession(), await client.CreateSession());
        foreach (var file in new[] { "date,production,sales\n2026-12-01,5,3\n2026-12-01,2,1\n", Full })
        {
            using var answer = await client.Upload(session, file);
            await answer.Json(HttpStatusCode.OK);
        }

        using var again = await client.Upload(copy, await client.GetStringAsync($"/api/psi/{session}/export?format=csv", Ct));
        var report = await again.Json(HttpStatusCode.OK);

        Assert.Equal(["blank_keys"], ((JsonArray)report["warnings"]!).Select(warning => (string?)warning!["kind"]));
        Assert.Equal(
            (await client.GetJson($"/api/psi/{session}/daily")).ToJsonString(), (await client.GetJson($"/api/psi/{copy}/daily"))
                .ToJsonString());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public sealed class OnSqlite(SqliteApp app) : PartialFileTests(app);

    public sealed class OnPostgres(PostgresApp app) : PartialFileTests(app);
}
