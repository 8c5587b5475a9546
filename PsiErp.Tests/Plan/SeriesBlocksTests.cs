using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Planning;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Plan;

/// <summary>What is kept of many series, some hundred at a time, is what they are.</summary>
public abstract class SeriesBlocksTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Totals_OfSoManySeriesThatSumsAreStored_AreThoseOfTheSeries()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan([.. Enumerable.Range(0, 11 * SeriesSum.BlockSize).Select(i =>
            Row($"S{i:0000}", Day(i % 9 - 4), anchor: $"{i % 50}", inbound: "2", outbound: "0.5"))]);

        Assert.True(await app.WithDb(db => db.SeriesSums.AnyAsync(sum => sum.SessionId == session && sum.Days != null)));
        await SameTotals(Day(-4), Day(4));
        foreach (var date in new[] { Day(-9), Day(40) })
            await client.Apply(session, new { sku_code = "S2000", warehouse_name = "東京DC", channel = "online", date, inbound_qty = 1 });
        await SameTotals(Day(-9), Day(40));

        async Task SameTotals(string first, string last)
        {
            var stored = await client.GetJson($"/api/psi/{session}/totals");
            // What is filtered is made of each series' own line
            var ofSeries = await client.GetJson($"/api/psi/{session}/totals?sku_code=S");
            Assert.Equal(ofSeries.ToJsonString(), stored.ToJsonString());
            Assert.Equal((first, last), ((string?)stored[0]!["date"], (string?)stored.AsArray()[^1]!["date"]));
        }
    }

    [Fact]
    public async Task Figures_OfSoManySeriesThatTheyAreKept_AreThoseOfTheSeriesAfterEveryChange()
    {
        using var client = await app.SignedInClient();
        var rows = Enumerable.Range(0, 11 * SeriesSum.BlockSize).Select(i => (Sku: $"FOLLOW-{i:0000}", Stock: i % 50)).ToList();
        var session = await client.CreatePlan([.. rows.SelectMany(row => Days(row.Sku, $"{row.Stock}"))]);
        await SameFigures(0);

        await ProductOf("FOLLOW-0007", 3, 5);
        await ProductOf("FOLLOW-1000", 1.5m, 2);
        await ProductOf("FOLLOW-2000", 7, 30);
        await SameFigures(0);
        await Stock("FOLLOW-0007");
        await SameFigures(1);
        await Stock([.. rows.Where((_, at) => at % 200 == 0).Select(row => row.Sku)]);
        await SameFigures(16);
        await ProductOf("FOLLOW-0200", 1, 2);
        await SameFigures(16);
        (await client.Upload(session, WideHeader + string.Concat(rows.Take(900).SelectMany(row => Days(row.Sku, "1"))), "replace-all"))
            .EnsureSuccessStatusCode().Dispose();
        // Edits outlive the file
        await SameFigures(16);

        static string[] Days(string sku, string stock) =>
        [
            Row(sku, Day(0), anchor: stock, outbound: "10", safety: "5", standard: "8"), Row(sku, Day(1), outbound: "9", inbound: "1"),
        ];

        async Task ProductOf(string code, decimal cost, int leadTime) => (await client.PostAsJsonAsync("/api/masters/products",
            new { data = new { code, unit_cost = cost, lead_time_days = leadTime } }, Ct)).EnsureSuccessStatusCode().Dispose();

        Task Stock(params string[] skus) => client.Apply(session, [.. skus.Select(sku => new
        {
            sku_code = sku,
            warehouse_name = "東京DC",
            channel = "online",
            date = Day(0),
            inbound_qty = 77,
        })]);

        async Task SameFigures(int edited)
        {
            var kept = (await client.GetJson($"/api/psi/{session}/figures")).AsObject();
            Assert.Equal(edited, (int)kept["edited"]!);
            // What is filtered is counted of the series themselves, and of no more than a thousand the stock is read, too
            var parts = new List<JsonObject>();
            foreach (var part in new[] { "0", "1", "2" })
                parts.Add((await client.GetJson($"/api/psi/{session}/figures?sku_code=FOLLOW-{part}")).AsObject());
            foreach (var (figure, value) in kept)
                Assert.Equal(parts.Sum(part => Number(part[figure])), Number(value));
            foreach (var alert in SnakeName.All<SeriesAlert>())
                Assert.Equal(await Count($"alert={alert}&sku_code=FOLLOW"), await Count($"alert={alert}"));
        }

        static decimal Number(JsonNode? figure) =>
            figure is JsonObject by ? by.Sum(one => Number(one.Value)) : (decimal?)figure ?? 0;

        async Task<string> Count(string which)
        {
            using var answer = await client.GetAsync($"/api/psi/{session}/series?{which}&limit=1", Ct);
            return answer.Headers.GetValues("X-Total-Count").Single();
        }
    }

    [Fact]
    public async Task Search_FindsSeriesThatAnEditHasBegun_AndWhatAProductIsCalledNow()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("SOUGHT-1", Day(0), anchor: "3"), Row("OTHER", Day(0), anchor: "3"));
        Assert.Equal(["SOUGHT-1"], await Found());

        await client.Apply(session, new
        {
            sku_code = "BEGUN-1",
            warehouse_name = "東京DC",
            channel = "online",
            date = Day(0),
            inbound_qty = 1,
        });
        Assert.Equal(["SOUGHT-1"], await Found());
        (await client.PostAsJsonAsync("/api/masters/products", new { data = new { code = "BEGUN-1", name = "a sought one" } }, Ct))
            .EnsureSuccessStatusCode().Dispose();

        Assert.Equal(["BEGUN-1", "SOUGHT-1"], await Found());

        async Task<IEnumerable<string?>> Found() =>
            ((JsonArray)await client.GetJson($"/api/psi/{session}/series?q=sought&sort=sku_code")).Select(one => (string?)one!["sku_code"]);
    }

    public sealed class OnSqlite(SqliteApp app) : SeriesBlocksTests(app);

    public sealed class OnPostgres(PostgresApp app) : SeriesBlocksTests(app);
}
