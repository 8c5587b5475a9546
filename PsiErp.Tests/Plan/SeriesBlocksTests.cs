using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
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
    public async Task Answers_OfSoManySeriesThatTheyAreKept_AreThoseOfAFreshPlanAfterEveryChange()
    {
        using var client = await app.SignedInClient();
        var rows = Enumerable.Range(0, 11 * SeriesSum.BlockSize)
            .Select(i => (Sku: $"FOLLOW-{i / 2:0000}", Channel: i % 2, Stock: i % 50)).ToList();
        var session = await client.CreatePlan([.. rows.SelectMany(row => Days(row.Sku, row.Channel, $"{row.Stock}"))]);
        await ProductOf("FOLLOW-0007", 3, 5);
        await ProductOf("FOLLOW-1000", 1.5m, 2);
        await ProductOf("FOLLOW-1200", 7, 30);
        await SameAsOfACopy(edited: 0);

        await Stock("FOLLOW-0007");
        await SameAsOfACopy(edited: 1);
        await Stock([.. rows.Where((_, at) => at % 200 == 0).Select(row => row.Sku)]);
        await ProductOf("FOLLOW-0200", 1, 2);
        await Stock("FOLLOW-BEGUN");
        await SameAsOfACopy(edited: 17);
        (await client.Upload(session, WideHeader + string.Concat(rows.Take(900).SelectMany(row => Days(row.Sku, row.Channel, "1"))),
            "replace-all")).EnsureSuccessStatusCode().Dispose();
        // Edits outlive the file
        await SameAsOfACopy(edited: 17);

        static string[] Days(string sku, int channel, string stock) =>
        [
            Row(sku, Day(0), channel: $"C{channel}", anchor: stock, outbound: "10", safety: "5", standard: "8"),
            Row(sku, Day(1), channel: $"C{channel}", outbound: "9", inbound: "1"),
        ];

        async Task ProductOf(string code, decimal cost, int leadTime) => (await client.PostAsJsonAsync("/api/masters/products",
            new { data = new { code, unit_cost = cost, lead_time_days = leadTime } }, Ct)).EnsureSuccessStatusCode().Dispose();

        Task Stock(params string[] skus) => client.Apply(session, [.. skus.Select(sku => new
        {
            sku_code = sku,
            warehouse_name = "東京DC",
            channel = "C0",
            date = Day(0),
            inbound_qty = 77,
        })]);

        // Of a session that was not there before, nothing can have been kept
        async Task SameAsOfACopy(int edited)
        {
            Assert.Equal(edited, (int)(await client.GetJson($"/api/psi/{session}/figures"))["edited"]!);
            using var made = await client.PostAsJsonAsync($"/api/sessions/{session}/copy", new { title = "fresh" }, Ct);
            var copy = (Guid)(await made.Json(HttpStatusCode.Created))["id"]!;
            foreach (var question in Questions)
                Assert.Equal($"{question}: {await Answer(copy, question)}", $"{question}: {await Answer(session, question)}");
            (await client.DeleteAsync($"/api/sessions/{copy}", Ct)).EnsureSuccessStatusCode().Dispose();
        }

        async Task<string> Answer(Guid plan, string question)
        {
            using var answer = await client.GetAsync($"/api/psi/{plan}/{question}", Ct);
            answer.Headers.TryGetValues("X-Total-Count", out var count);
            var text = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Ct);
            // A copy has no import before it, than which anything could be graver
            return $"{count?.Single()} {Regex.Replace(text, "\"new\":\\d+", "")}";
        }
    }

    /// <summary>What is asked of many series, of fewer than are kept, and of those that can't be kept.</summary>
    private static IEnumerable<string> Questions =>
    [
        "figures", "figures?channel==C0", "series?alert=potential&limit=1", "series?alert=edited&limit=1",
        "series?sort=-alert_value&limit=20", "series?sort=stock_value&channel==C0&limit=20&offset=700",
        "series?sort=alert_units&sku_code=FOLLOW-00&limit=20",
        "figures?q=follow-00", "series?q=follow-b&sort=-alert_value",
    ];

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
