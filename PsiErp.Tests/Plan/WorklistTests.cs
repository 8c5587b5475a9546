using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using MiniExcelLibs;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Plan;

/// <summary>What a planner asks a plan of many series: which of them, in which order, how many, and as a file.</summary>
public abstract class WorklistTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Filters_AreTakenTogether_AndCountedBeforePaging()
    {
        using var client = await app.SignedInClient();
        var plan = await Plan.Of(client);

        Assert.Equal(["A", "B", "C", "D", "E"], await plan.Skus(""));
        Assert.Equal(["D"], await plan.Skus("q=緑茶"));
        Assert.Equal(["D"], await plan.Skus("q=%20green%20TEA%20"));
        Assert.Equal(["A", "C", "E"], await plan.Skus($"q=online {plan.East}"));
        Assert.Empty(await plan.Skus("q=tea nothing-like-this"));
        Assert.Empty(await plan.Skus("q=%25"));
        Assert.Equal(["D"], await plan.Skus("category_1=飲&category_2=葉&category_3=緑&fw_rank=s&ss_rank=c"));
        Assert.Equal(["B", "D"], await plan.Skus("region=kan"));
        Assert.Equal(["B", "D"], await plan.Skus($"region==Kansai&warehouse_name={plan.West}"));
        Assert.Empty(await plan.Skus("region==kan"));
        Assert.Equal(["A", "C", "E"], await plan.Skus("channel==online"));
        Assert.Empty(await plan.Skus("channel==onlin"));
        Assert.Equal(["B"], await plan.Skus("sku_code==B&channel=卸"));

        using var page = await client.GetAsync($"/api/psi/{plan.Session}/series?channel=online&sort=-sku_code&limit=1&offset=1", Ct);
        Assert.Equal("3", Assert.Single(page.Headers.GetValues("X-Total-Count")));
        Assert.Equal(["\"C\""], (await page.Json(HttpStatusCode.OK)).Column("sku_code"));
    }

    [Fact]
    public async Task Alerts_SeriesHasTheGravest_AndSeveralMayBeAsked()
    {
        using var client = await app.SignedInClient();
        var plan = await Plan.Of(client);

        Assert.Equal(["A", "B"], await plan.Skus("alert=stock_out"));
        Assert.Equal(["C"], await plan.Skus("alert=shortage"));
        Assert.Equal(["D"], await plan.Skus("alert=over"));
        Assert.Equal(["E"], await plan.Skus("alert=edited"));
        Assert.Equal(["E"], await plan.Skus("alert=none"));
        Assert.Equal(["A", "B", "C"], await plan.Skus("alert=stock_out,%20shortage"));
        Assert.Equal(["C", "E"], await plan.Skus("alert=edited,shortage&channel=online"));
        Assert.Equal(["A"], await plan.Skus($"stock_out_before={Day(8)}"));
        foreach (var wrong in new[] { "alert=stock_out,gone", "stock_out_before=soon", "sort=alert,sku_code", "format=pdf" })
            await (await client.GetAsync($"/api/psi/{plan.Session}/series?{wrong}", Ct)).Problem(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Sort_ByAnyColumn_EitherWay_BlanksLast()
    {
        using var client = await app.SignedInClient();
        var plan = await Plan.Of(client);
        var columns = (await client.GetJson($"/api/psi/{plan.Session}/series?limit=1"))[0]!.AsObject().Select(member => member.Key);

        string[] unsorted = ["days_of_supply_beyond", "stock_as_of", "unit", "stock_value", "potential", "gaps", "alert_value"];
        foreach (var column in columns.Except(unsorted))
        {
            Assert.Equal(5, (await plan.Skus($"sort={column}")).Length);
            Assert.Equal(5, (await plan.Skus($"sort=-{column}")).Length);
        }
        Assert.Equal(["A", "B", "C", "D", "E"], await plan.Skus("sort=alert"));
        Assert.Equal(["E", "D", "C", "B", "A"], await plan.Skus("sort=-alert"));
        Assert.Equal(["B", "A", "C", "D", "E"], await plan.Skus("sort=-stock_out_date"));
        Assert.Equal(["B", "A", "E", "C", "D"], await plan.Skus("sort=lowest_stock"));
        Assert.Equal("E", (await plan.Skus("sort=-last_edited_at"))[0]);
    }

    [Fact]
    public async Task Rows_SayStockOfTodayItsUnitAndWorth_AndWhenAPlannerChangedThem()
    {
        using var client = await app.SignedInClient();
        var plan = await Plan.Of(client);
        var code = $"P-{Guid.NewGuid():N}";
        using var product = await client.PostAsJsonAsync(
            "/api/masters/products", new { data = new { code, unit = "pcs", unit_cost = 2.5 } }, Ct);
        await product.Json(HttpStatusCode.Created);
        var session = await client.CreatePlan(
            Row(code, Day(-1), anchor: "10", outbound: "1"), Row(code, Day(0), outbound: "2"), Row(code, Day(1), outbound: "4"),
            Row("LATE", Day(1), anchor: "3"));

        var rows = await client.GetJson($"/api/psi/{session}/series?sort=-sku_code");
        var edited = await client.GetJson($"/api/psi/{plan.Session}/series?alert=edited");

        Assert.Equal(["7", "null"], rows.Column("stock_as_of"));
        Assert.Equal(["\"pcs\"", "null"], rows.Column("unit"));
        Assert.Equal(["17.5", "null"], rows.Column("stock_value"));
        Assert.Equal(["null", "null"], rows.Column("last_edited_at"));
        Assert.InRange(MovedClock.Now - (DateTimeOffset)edited[0]!["last_edited_at"]!, TimeSpan.Zero, TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Figures_CountTheSameSeries_AndChangeWithThePlan()
    {
        using var client = await app.SignedInClient();
        var plan = await Plan.Of(client);

        Assert.Equal(
            """{"series":5,"skus":5,"stock_out":{"in_7":1,"in_30":2,"all":2},"shortage":1,"over":1,"edited":1,"stock":195,"standard":10,"""
            + "\"potential\":0,\"surplus_order\":0,\"count_differs\":0,\"data\":5,\"new\":0,\"snoozed\":0}",
            (await client.GetJson($"/api/psi/{plan.Session}/figures")).ToJsonString());
        var west = await client.GetJson($"/api/psi/{plan.Session}/figures?region=Kansai&alert=over");
        Assert.Equal((1, 1, 100m), ((int)west["series"]!, (int)west["over"]!, (decimal)west["stock"]!));

        await client.Apply(plan.Session, new
        {
            sku_code = "A",
            warehouse_name = plan.East,
            channel = "online",
            date = Day(0),
            inbound_qty = 100
        });

        var after = await client.GetJson($"/api/psi/{plan.Session}/figures");
        Assert.Equal((0, 1, 2), ((int)after["stock_out"]!["in_7"]!, (int)after["stock_out"]!["all"]!, (int)after["edited"]!));
        Assert.Equal(0, (int)(await client.GetJson($"/api/psi/{await client.CreateSession()}/figures"))["series"]!);
        await (await client.GetAsync($"/api/psi/{Guid.NewGuid()}/figures", Ct)).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Totals_AddTheSameSeriesUp_ByDayWeekAndMonth()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", anchor: "10.5", inbound: "2", safety: "3", standard: "20"),
            Row("A", "2026-12-08", outbound: "4", safety: "3"),
            Row("B", "2026-12-03", anchor: "100", outbound: "0.25"), Row("C", "2027-01-04", inbound: "7", channel: "shop"));

        var days = await client.GetJson($"/api/psi/{session}/totals");
        var weeks = await client.GetJson($"/api/psi/{session}/totals?bucket=week&channel==online");
        var months = await client.GetJson($"/api/psi/{session}/totals?bucket=month");

        Assert.Equal(["12.5", "112.25", "108.25", "115.25"], days.Column("closing"));
        Assert.Equal(["0", "0.25", "4", "0"], days.Column("sales"));
        Assert.Equal(["20", "20", "0", "0"], days.Column("standard"));
        Assert.Equal(["3", "3", "3", "3"], days.Column("safety"));
        Assert.Equal(["\"2026-11-30\"", "\"2026-12-07\""], weeks.Column("date"));
        Assert.Equal(["112.25", "108.25"], weeks.Column("closing"));
        Assert.Equal(["2", "0"], weeks.Column("production"));
        Assert.Equal(["4.25", "0"], months.Column("sales"));
        await (await client.GetAsync($"/api/psi/{session}/totals?bucket=year", Ct)).Problem(HttpStatusCode.UnprocessableEntity);

        await client.Apply(session, new
        {
            sku_code = "A",
            warehouse_name = "東京DC",
            channel = "online",
            date = "2026-12-01",
            inbound_qty = 3
        });
        Assert.Equal("13.5", (await client.GetJson($"/api/psi/{session}/totals")).Column("closing")[0]);
    }

    [Fact]
    public async Task Totals_ReachTheDaysOfEditsOutsideTheHorizon()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("TEA", Day(-1), anchor: "10", outbound: "1"), Row("TEA", Day(1), outbound: "2"));
        var before = await client.GetJson($"/api/psi/{session}/totals");

        foreach (var date in new[] { Day(-9), Day(40) })
            await client.Apply(session, new { sku_code = "TEA", warehouse_name = "東京DC", channel = "online", date, inbound_qty = 1 });

        Assert.Equal([Day(-1), Day(1)], before.AsArray().Select(day => (string)day!["date"]!));
        Assert.Equal(
            [Day(-9), Day(-1), Day(1), Day(40)],
            (await client.GetJson($"/api/psi/{session}/totals")).AsArray().Select(day => (string)day!["date"]!));
    }

    [Fact]
    public async Task Files_HoldExactlyWhatIsFiltered_InItsOrder()
    {
        using var client = await app.SignedInClient();
        var plan = await Plan.Of(client);

        var csv = (await client.GetStringAsync($"/api/psi/{plan.Session}/series?format=csv&channel=online&sort=-sku_code&limit=1", Ct))
            .TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        using var workbook = new MemoryStream(
            await client.GetByteArrayAsync($"/api/psi/{plan.Session}/series?format=xlsx&alert=stock_out&sort=alert", Ct));
        var days = await client.GetStringAsync($"/api/psi/{plan.Session}/export?region=Kansai&alert=over", Ct);

        Assert.StartsWith("sku_code,sku_name,warehouse_name,channel,category_1,", csv[0], StringComparison.Ordinal);
        Assert.Equal(["E", "C", "A"], csv[1..].Select(line => line[..line.IndexOf(',')]));
        var sheet = workbook.Query(useHeaderRow: true).Cast<IDictionary<string, object>>().ToList();
        Assert.Equal(["A", "B"], sheet.Select(row => row["sku_code"]));
        Assert.Equal(-5, Convert.ToDouble(sheet[0]["lowest_stock"], CultureInfo.InvariantCulture));
        Assert.Single(days.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..]);
    }

    /// <summary>A and B run out, in this week and in this month; C is short, D is over, E is fine but edited.</summary>
    private sealed record Plan(PsiClient Client, Guid Session, string East, string West)
    {
        public static async Task<Plan> Of(PsiClient client)
        {
            var (east, west) = ($"東{Guid.NewGuid():N}", $"西{Guid.NewGuid():N}");
            using var place = await client.PostAsJsonAsync("/api/warehouses", new { warehouse_name = west, region = "Kansai" }, Ct);
            await place.Json(HttpStatusCode.Created);
            var session = await client.CreatePlan(
                Row("A", Day(0), anchor: "5", warehouse: east), Row("A", Day(3), outbound: "10", warehouse: east),
                Row("B", Day(0), anchor: "10", warehouse: west, channel: "卸"),
                Row("B", Day(20), outbound: "20", warehouse: west, channel: "卸"),
                Row("C", Day(0), anchor: "60", safety: "70", warehouse: east), Row("E", Day(0), anchor: "19", warehouse: east),
                $"D,緑茶 Green tea,飲料,葉,緑茶,s,c,{west},卸,{Day(0)},100,,,,,,,10,\n");
            await client.Apply(session, new { sku_code = "E", warehouse_name = east, channel = "online", date = Day(0), inbound_qty = 1 });
            return new Plan(client, session, east, west);
        }

        /// <summary>The SKUs that a query finds, in its order.</summary>
        public async Task<string[]> Skus(string query) =>
            [.. (await Client.GetJson($"/api/psi/{Session}/series?{query}")).Column("sku_code").Select(code => code.Trim('"'))];
    }

    public sealed class OnSqlite(SqliteApp app) : WorklistTests(app);

    public sealed class OnPostgres(PostgresApp app) : WorklistTests(app);
}
