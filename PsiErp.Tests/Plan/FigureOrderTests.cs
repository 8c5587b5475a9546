using System.Net;
using System.Net.Http.Json;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Plan;

/// <summary>
/// The worklist by what no column of the database holds: stock of the day, its worth, and how long, large and dear alerts are.
/// </summary>
public abstract class FigureOrderTests(PsiApp app)
{
    /// <summary>After today, whenever this is run: the stock that is told is that of the first day.</summary>
    private const string First = "2090-12-01", Second = "2090-12-02", Third = "2090-12-03";

    [Fact]
    public async Task List_ByAFigure_HasTheSmallestOrTheLargestFirst_AndBlanksLast()
    {
        using var admin = await app.SignedInClient(admin: true);
        var session = await Plan(admin);

        foreach (var (sort, expected) in new[]
        {
            ("stock_as_of", "FIG-C 東 -15, FIG-A 東 30, FIG-C 西 50, FIG-B 東 100, FIG-D 東 "),
            ("-stock_as_of", "FIG-B 東 100, FIG-C 西 50, FIG-A 東 30, FIG-C 東 -15, FIG-D 東 "),
            ("-stock_value", "FIG-C 西 500, FIG-A 東 60, FIG-C 東 -150, FIG-B 東 , FIG-D 東 "),
            ("alert_value", "FIG-A 東 20, FIG-C 東 150, FIG-B 東 , FIG-C 西 , FIG-D 東 "),
        })
        {
            Assert.Equal((sort, expected), (sort, await Listed(admin, $"{session}/series?sort={sort}", sort.TrimStart('-'))));
        }
        var longest = await Listed(admin, $"{session}/series?sort=-alert_days", "shortage_days");
        Assert.StartsWith("FIG-A 東 2, FIG-C 東 0", longest, StringComparison.Ordinal);
        var largest = await Listed(admin, $"{session}/series?sort=-alert_units", "lowest_stock");
        Assert.StartsWith("FIG-C 東 -15, FIG-A 東 30", largest, StringComparison.Ordinal);
        Assert.Equal("FIG-A 東 30, FIG-C 西 50", await Listed(admin, $"{session}/series?sort=stock_as_of&offset=1&limit=2", "stock_as_of"));
    }

    [Fact]
    public async Task Skus_ByAFigure_AreSortedByWhatTheirSeriesHaveTogether()
    {
        using var admin = await app.SignedInClient(admin: true);
        var session = await Plan(admin);

        Assert.Equal(
            "FIG-B  100, FIG-C  35, FIG-A  30, FIG-D  ",
            await Listed(admin, $"{session}/series?group_by=sku&sort=-stock_as_of", "stock_as_of"));
        Assert.Equal(
            "FIG-C  350, FIG-A  60, FIG-B  , FIG-D  ",
            await Listed(admin, $"{session}/series?group_by=sku&sort=-stock_value", "stock_value"));
    }

    [Fact]
    public async Task Columns_OfTheWorklist_SortItAllOfThem_AndItsFileIsInTheSameOrder()
    {
        using var admin = await app.SignedInClient(admin: true);
        var session = await Plan(admin);

        const string Columns = "stock,stock_value,alert_days,alert_units,alert_value";
        var page = await admin.GetPage($"/sessions/{session}?columns={Columns}&sort=-stock_as_of");
        var csv = await admin.GetStringAsync(
            page.Find("a[href$='format=csv']").GetAttribute("href")!, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["FIG-B", "FIG-C", "FIG-A", "FIG-C", "FIG-D"],
            page.Document.QuerySelectorAll(".worklist tbody .list-name > a").Select(link => link.TextContent.Trim()));
        Assert.Equal("descending", page.Find("th:has(a[href*='sort=stock_as_of'])").GetAttribute("aria-sort"));
        foreach (var column in new[] { "stock_value", "alert_days", "alert_units", "alert_value" })
            Assert.NotNull(page.Find($"th a[href*='sort=-{column}']"));
        Assert.Equal(
            ["FIG-B", "FIG-C", "FIG-A", "FIG-C", "FIG-D"],
            csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0]));
    }

    private static async Task<string> Listed(PsiClient client, string address, string figure) => string.Join(", ",
        (await client.GetJson($"/api/psi/{address}")).AsArray().Select(row => $"{row!["sku_code"]} {row["warehouse_name"]} {row[figure]}"));

    private static async Task<Guid> Plan(PsiClient admin)
    {
        foreach (var (code, cost) in new[] { ("FIG-A", 2), ("FIG-C", 10) })
        {
            using var product = await admin.PostAsJsonAsync("/api/masters/products", new { data = new { code, unit_cost = cost } });
            Assert.Equal(HttpStatusCode.Created, product.StatusCode);
        }
        return await admin.CreatePlan(
            Row("FIG-A", First, anchor: "30", warehouse: "東", safety: "40"), Row("FIG-A", Second, warehouse: "東", safety: "40"),
            Row("FIG-B", First, anchor: "100", warehouse: "東"), Row("FIG-C", First, anchor: "5", outbound: "20", warehouse: "東"),
            Row("FIG-C", First, anchor: "50", warehouse: "西"), Row("FIG-D", Third, anchor: "70", warehouse: "東"));
    }

    public sealed class OnSqlite(SqliteApp app) : FigureOrderTests(app);

    public sealed class OnPostgres(PostgresApp app) : FigureOrderTests(app);
}
