using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Plan;

/// <summary>The worklist with a row a SKU.</summary>
public abstract class SkuWorklistTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Skus_AddUpTheirSeries_ThatTheFiltersLeave()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);

        var rows = await client.GetJson($"/api/psi/{session}/series?group_by=sku&sort=sku_code");
        var west = await client.GetJson($"/api/psi/{session}/series?group_by=sku&warehouse_name==西");

        Assert.Equal(["\"A\"", "\"B\"", "\"C\""], rows.Column("sku_code"));
        Assert.Equal(["2", "1", "1"], rows.Column("series"));
        Assert.Equal(["9.5", "3", "0"], rows.Column("total_inbound"));
        Assert.Equal(["37.5", "6", "100"], rows.Column("closing"));
        Assert.Equal(["-2", "6", "100"], rows.Column("lowest_stock"));
        Assert.Equal(["\"stock_out\"", "\"shortage\"", "\"none\""], rows.Column("alert"));
        Assert.Equal(["1", "0", "0"], rows.Column("stock_out"));
        Assert.Equal(["\"A\""], west.Column("sku_code"));
        Assert.Equal(["39.5"], west.Column("closing"));
    }

    [Fact]
    public async Task Skus_AreSortedAndPagedByTheDatabase()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        async Task<string[]> Skus(string query)
        {
            var rows = await client.GetJson($"/api/psi/{session}/series?group_by=sku&{query}");
            return [.. rows.Column("sku_code").Select(code => code.Trim('"'))];
        }

        Assert.Equal(["A", "B", "C"], await Skus("sort=alert"));
        Assert.Equal(["C", "A", "B"], await Skus("sort=-closing"));
        Assert.Equal(["A", "B", "C"], await Skus("sort=-total_inbound"));
        Assert.Equal(["A", "B", "C"], await Skus("sort=lowest_stock"));
        Assert.Equal(["A", "B", "C"], await Skus("sort=-series"));
        Assert.Equal(["B"], await Skus("sort=alert&limit=1&offset=1"));
        foreach (var column in PsiErp.Plan.SkuWorklist.Columns) Assert.Equal(3, (await Skus($"sort=-{column}")).Length);
        using var page = await client.GetAsync($"/api/psi/{session}/series?group_by=sku&limit=1&alert=stock_out", Ct);
        Assert.Equal("1", Assert.Single(page.Headers.GetValues("X-Total-Count")));
        var csv = (await client.GetStringAsync($"/api/psi/{session}/series?group_by=sku&format=csv&sort=-closing&limit=1", Ct))
            .TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("sku_code,sku_name,series,alert,", csv[0], StringComparison.Ordinal);
        Assert.Equal(["C", "A", "B"], csv[1..].Select(line => line[..line.IndexOf(',')]));
    }

    private static Task<Guid> Plan(PsiClient client) => client.CreatePlan(
        Row("A", "2026-12-01", anchor: "30", inbound: "9.5", warehouse: "西"),
        Row("A", "2026-12-01", anchor: "1", outbound: "3", warehouse: "東"),
        Row("B", "2026-12-01", anchor: "3", inbound: "3", safety: "7"), Row("C", "2026-12-01", anchor: "100"));

    public sealed class OnSqlite(SqliteApp app) : SkuWorklistTests(app);

    public sealed class OnPostgres(PostgresApp app) : SkuWorklistTests(app);
}
