using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Plan;

public abstract class DailyTests(PsiApp app)
{
    [Theory]
    [InlineData("start_date=1899-12-31", "start_date")]
    [InlineData("end_date=2201-01-01", "end_date")]
    [InlineData("start_date=0001-01-01&end_date=9999-12-31", "start_date")]
    public async Task Daily_DaysThatNoPlanHas_Are422(string query, string field)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();

        foreach (var path in new[] { $"/api/psi/{session}/daily?{query}", $"/api/psi/daily?session_id={session}&{query}" })
        {
            var problem = await client.GetJson(path, HttpStatusCode.UnprocessableEntity);
            Assert.Contains("1900 to 2200", problem["errors"]![field]![0]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SeriesDaily_ProjectedDay_HasEveryMemberExactAndWithoutTrailingZeros()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", "0.100000", "3", anchor: "10.2", safety: "8", standard: "20"));

        var series = Assert.Single((JsonArray)await client.GetJson($"/api/psi/{session}/daily"))!;

        Assert.Equal(
            """{"date":"2026-12-01","stock_at_anchor":10.2,"inbound_qty":0.1,"outbound_qty":3,"channel_move":0,"net_flow":-2.9"""
                + ""","stock_closing":7.3,"safety_stock":8,"movable_stock":-0.7,"stdstock":20,"gap":-9.8,"inventory_days":2.433333}""",
            Assert.Single((JsonArray)series["daily"]!)!.ToJsonString());
        Assert.Equal(("A", "A name", "食品", "茶", "A", "B"), ((string?)series["sku_code"], (string?)series["sku_name"],
            (string?)series["category_1"], (string?)series["category_2"], (string?)series["fw_rank"], (string?)series["ss_rank"]));
        Assert.True(((JsonObject)series).ContainsKey("category_3"));
    }

    [Fact]
    public async Task Json_TextOfAnyScript_IsPlainUtf8AndMarkupIsEscaped()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("<b>茶</b>", "2026-12-01"));

        foreach (var path in new[] { $"/api/psi/{session}/daily", $"/api/psi/{session}/series" })
        {
            var text = await client.GetStringAsync(path);
            Assert.Contains(@"\u003Cb\u003E茶", text, StringComparison.Ordinal);
            Assert.Contains("東京DC", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SeriesDaily_LargestAndFinestQuantities_AreExact()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "999999999999.999999", "0.000001"));

        Assert.Equal(["999999999999.999998"], (await client.Days(session)).Column("stock_closing"));
    }

    [Fact]
    public async Task SeriesDaily_QuantitiesOfEverySize_ComeBackExactly()
    {
        string[] digits = ["1", "10", "12", "99999", "123456", "1000001", "999999999999999999"];
        var sizes = from text in digits
                    from places in Enumerable.Range(0, 7)
                    from sign in new[] { "", "-" }
                    select sign
            + Shift(text, places);
        // Enough of them that they don't arrive in one piece
        string[] quantities = [.. Enumerable.Repeat(sizes.Where(text => text.TrimStart('-').Split('.')[0].Length <= 12), 40)
            .SelectMany(text => text)];
        var first = new DateOnly(2020, 1, 1);
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            [.. quantities.Select((text, day) => Row("A", $"{first.AddDays(day):yyyy-MM-dd}", safety: text))]);

        Assert.Equal(
            quantities.Select(text => PsiErp.Planning.Quantity.Normalize(decimal.Parse(text, CultureInfo.InvariantCulture))
                .ToString(CultureInfo.InvariantCulture)),
            (await client.Days(session)).Column("safety_stock"));

        static string Shift(string digits, int places) =>
            places == 0 ? digits : digits.PadLeft(places + 1, '0').Insert(Math.Max(1, digits.Length - places), ".");
    }

    [Fact]
    public async Task SeriesDaily_Window_RollsForwardFromBeforeIt()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", "1", anchor: "10"), Row("A", "2026-12-02", "2"), Row("A", "2026-12-03", "3"),
                Row("B", "2026-12-09", "1"));

        var days = await client.Days(session, "?start_date=2026-12-02&end_date=2026-12-02");

        Assert.Equal(["13"], days.Column("stock_closing"));
    }

    [Fact]
    public async Task SeriesDaily_Order_IsSkuWarehouseChannelDate()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("b", "2026-12-02"), Row("b", "2026-12-01"), Row("a", "2026-12-01", channel: "z"), Row("a", "2026-12-01", channel: "卸"),
            Row("a", "2026-12-01", warehouse: "A"), Row("B", "2026-12-01"));

        var series = await client.GetJson($"/api/psi/{session}/daily");

        Assert.Equal(["\"B\"", "\"a\"", "\"a\"", "\"a\"", "\"b\""], series.Column("sku_code"));
        Assert.Equal(["online", "online", "z", "卸", "online"], series.AsArray().Select(s => (string?)s!["channel"]));
        Assert.Equal(["\"2026-12-01\"", "\"2026-12-02\""], series[4]!["daily"]!.Column("date"));
    }

    [Theory]
    [InlineData("sku_code=ab", 2)]
    [InlineData("sku_code=AB1", 1)]
    [InlineData("sku_code=ａｂ１", 1)] // full width
    [InlineData("sku_code=%25", 0)]
    [InlineData("sku_code=_", 1)]
    [InlineData("warehouse_name=大阪", 1)]
    [InlineData("channel=ONL", 3)]
    [InlineData("sku_code=b&warehouse_name=東京&channel=line", 2)]
    [InlineData("sku_code=online", 0)]
    public async Task SeriesDaily_Filters_AreCaseInsensitiveSubstrings(string query, int expected)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("AB1", "2026-12-01"), Row("xaB2", "2026-12-01"), Row("C_3", "2026-12-01", warehouse: "大阪DC"));

        Assert.Equal(expected, ((JsonArray)await client.GetJson($"/api/psi/{session}/daily?{query}")).Count);
    }

    [Theory]
    [InlineData("start_date=2026-02-30")]
    [InlineData("end_date=tomorrow")]
    [InlineData("start_date=2026/12/01")]
    public async Task SeriesDaily_BadDate_Is422(string query)
    {
        using var client = await app.SignedInClient();
        using var answer = await client.GetAsync($"/api/psi/{await client.CreateSession()}/daily?{query}");
        await answer.Problem(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task SeriesDaily_EmptyOrUnknownSession_IsAnEmptyListOr404()
    {
        using var client = await app.SignedInClient();
        Assert.Empty((JsonArray)await client.GetJson($"/api/psi/{await client.CreateSession()}/daily"));
        foreach (var path in new[] { "daily", "summary", "series", "log", "export" })
        {
            using var answer = await client.GetAsync($"/api/psi/{Guid.NewGuid()}/{path}");
            await answer.Problem(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task SeriesDaily_MoreSeriesThanAreReadAtATime_AnswersThemAllInOrder()
    {
        using var client = await app.SignedInClient();
        var rows = Enumerable.Range(0, 450).Select(i => Row($"S{i:D4}", "2026-12-01", $"{i}")).ToArray();
        var session = await client.CreatePlan(rows);

        var series = (JsonArray)await client.GetJson($"/api/psi/{session}/daily");

        Assert.Equal(Enumerable.Range(0, 450).Select(i => $"{i}"), series.Select(s => Assert.Single(s!["daily"]!.Column("inbound_qty"))));
    }

    [Fact]
    public async Task Daily_Session_AddsUpPerDayFromTheOpeningOfTheFirstDayAnswered()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", "5", "1", anchor: "10", closing: "14"), Row("A", "2026-12-02", "0", "2", closing: "12"),
            Row("B", "2026-12-01", "1", "1", anchor: "100"), Row("B", "2026-12-03", "7", "0"));

        var all = await client.GetJson($"/api/psi/daily?session_id={session}");
        Assert.Equal(["6", "0", "7"], all.Column("production"));
        Assert.Equal(["4", "-2", "7"], all.Column("net_change"));
        Assert.Equal(["114", "112", "119"], all.Column("projected_inventory"));
        Assert.Equal(["14", "12", "null"], all.Column("reported_inventory"));

        var later = await client.GetJson($"/api/psi/daily?session_id={session}&start_date=2026-12-02");
        Assert.Equal(["112", "119"], later.Column("projected_inventory"));

        var given = await client.GetJson($"/api/psi/daily?session_id={session}&start_date=2026-12-02&starting_inventory=0.5");
        Assert.Equal(["-1.5", "5.5"], given.Column("projected_inventory"));
    }

    [Fact]
    public async Task Daily_NoAnchorInTheData_StartsFromZero()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        using var upload = await client.Upload(session, "date,production,sales\n2026-12-01,10,4\n2026-12-02,1,2\n");

        Assert.Equal(["6", "5"], (await client.GetJson($"/api/psi/daily?session_id={session}")).Column("projected_inventory"));
        Assert.Equal(["-1"], (await client.GetJson($"/api/psi/daily?session_id={session}&start_date=2026-12-02"))
            .Column("projected_inventory"));
    }

    [Fact]
    public async Task Summary_SaysRangeAndSize()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01"), Row("A", "2026-12-03", channel: "x"), Row("B", "2026-11-30"));

        var summary = await client.GetJson($"/api/psi/{session}/summary");

        Assert.Equal(
            $$"""{"session_id":"{{session}}","start_date":"2026-11-30","end_date":"2026-12-03","series":3,"rows":3,"skus":2}""",
            summary.ToJsonString());
        var empty = await client.GetJson($"/api/psi/{await client.CreateSession()}/summary");
        Assert.Equal("null", empty["start_date"]?.ToJsonString() ?? "null");
    }

    [Fact]
    public async Task Series_StoredSummary_FiltersSortsAndPages()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", outbound: "5", anchor: "3"),
            Row("B", "2026-12-01", outbound: "1", anchor: "30", safety: "40"), Row("B", "2026-12-02", outbound: "1", safety: "40"),
            Row("C", "2026-12-01", anchor: "100", standard: "10"), Row("D", "2026-12-01", anchor: "5"));

        Assert.Equal(["\"A\""], (await client.GetJson($"/api/psi/{session}/series?alert=stock_out")).Column("sku_code"));
        Assert.Equal(["\"B\""], (await client.GetJson($"/api/psi/{session}/series?alert=shortage")).Column("sku_code"));
        Assert.Equal(["\"C\""], (await client.GetJson($"/api/psi/{session}/series?alert=over")).Column("sku_code"));
        Assert.Equal(["\"D\""], (await client.GetJson($"/api/psi/{session}/series?alert=none")).Column("sku_code"));
        Assert.Equal(["100", "28", "5", "-2"], (await client.GetJson($"/api/psi/{session}/series?sort=-closing")).Column("closing"));

        using var page = await client.GetAsync($"/api/psi/{session}/series?limit=2&offset=1");
        Assert.Equal("4", Assert.Single(page.Headers.GetValues("X-Total-Count")));
        Assert.Equal(["\"B\"", "\"C\""], (await page.Json(HttpStatusCode.OK)).Column("sku_code"));

        foreach (var query in new[] { "limit=0", "limit=5001", "offset=-1", "sort=name", "alert=all" })
        {
            using var answer = await client.GetAsync($"/api/psi/{session}/series?{query}");
            await answer.Problem(HttpStatusCode.UnprocessableEntity);
        }
    }

    public sealed class OnSqlite(SqliteApp app) : DailyTests(app);

    public sealed class OnPostgres(PostgresApp app) : DailyTests(app);
}
