using System.Net;
using System.Net.Http.Json;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Plan;

/// <summary>Alerts as work: what can be asked of them, putting them off, and what an import brought.</summary>
public abstract class AlertsTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Potential_IsAStockOutWithinTheProductsLeadTime()
    {
        using var client = await app.SignedInClient();
        var (slow, quick, unknown) = (Code(), Code(), Code());
        foreach (var (code, days) in new[] { (slow, 14), (quick, 2) })
        {
            using var product = await client.PostAsJsonAsync("/api/masters/products",
                new { data = new { code, lead_time_days = days, unit_cost = 2.5 } }, Ct);
            await product.Json(HttpStatusCode.Created);
        }
        string[] Out(string sku) => [Row(sku, Day(0), anchor: "5", safety: "1"), Row(sku, Day(5), outbound: "12")];
        var session = await client.CreatePlan([.. Out(slow), .. Out(quick), .. Out(unknown)]);

        var rows = await client.GetJson($"/api/psi/{session}/series?alert=potential");
        var all = await client.GetJson($"/api/psi/{session}/series");

        Assert.Equal([$"\"{slow}\""], rows.Column("sku_code"));
        Assert.Equal(("true", "17.5", "1"),
            (rows.Column("potential")[0], rows.Column("alert_value")[0], rows.Column("stock_out_days")[0]));
        Assert.Equal(1, all.Column("potential").Count(potential => potential == "true"));
        var figures = await client.GetJson($"/api/psi/{session}/figures");
        Assert.Equal((1, 3), ((int)figures["potential"]!, (int)figures["stock_out"]!["all"]!));
        Assert.Equal(0, (int)(await client.GetJson($"/api/psi/{session}/figures?sku_code={quick}"))["potential"]!);
    }

    [Fact]
    public async Task Limits_AskForAlertsOfMoreDaysOrUnits()
    {
        using var client = await app.SignedInClient();
        var plan = await Sizes(client);
        Task<string[]> Skus(string query) => SkusOf(client, plan, query);

        Assert.Equal(["OUT"], await Skus("alert=stock_out&more_than_days=1"));
        Assert.Empty(await Skus("alert=stock_out&more_than_days=2"));
        Assert.Equal(["OUT"], await Skus("alert=stock_out&more_than_units=9.5"));
        Assert.Empty(await Skus("alert=stock_out&more_than_units=10"));
        Assert.Equal(["OUT", "SHORT"], await Skus("more_than_units=4"));
        Assert.Equal(["OVER"], await Skus("alert=over&more_than_units=2.5"));
        Assert.Equal(["ORDER"], await Skus("alert=surplus_order&more_than_units=6&sort=-surplus_qty"));
        Assert.Empty(await Skus("alert=surplus_order&more_than_units=7"));
        Assert.Equal(["NOTHING"], await Skus("alert=data&more_than_days=500"));
        Assert.Equal(["COUNT"], await Skus("alert=count_differs&more_than_units=3"));
        Assert.Empty(await Skus("alert=count_differs&more_than_units=4"));
        var figures = await client.GetJson($"/api/psi/{plan}/figures");
        Assert.Equal((1, 1, 1), ((int)figures["surplus_order"]!, (int)figures["count_differs"]!, (int)figures["data"]!));
        var bare = await client.GetJson($"/api/psi/{plan}/series?alert=data");
        Assert.Equal("\"no_sales,no_levels\"", Assert.Single(bare.Column("gaps")));
        foreach (var wrong in new[] { "more_than_days=-1", "more_than_units=many", "new=perhaps", "snoozed=later", "group_by=warehouse" })
            await (await client.GetAsync($"/api/psi/{plan}/series?{wrong}", Ct)).Problem(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task New_IsWhatCallsForSomethingGraverThanBeforeTheImport()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("WORSE", Day(0), anchor: "10", safety: "20"), Row("SAME", Day(0), anchor: "10", safety: "20"),
            Row("BETTER", Day(0), anchor: "-1"), Row("UNTOUCHED", Day(0), anchor: "-1"));
        Assert.Empty(await SkusOf(client, session, "new=true"));

        using var import = await client.Upload(session, WideHeader
            + Row("WORSE", Day(0), anchor: "-3") + Row("SAME", Day(0), anchor: "9", safety: "20")
            + Row("BETTER", Day(0), anchor: "50") + Row("ADDED", Day(0), anchor: "-4"));
        await import.Json(HttpStatusCode.OK);

        Assert.Equal(["ADDED", "WORSE"], await SkusOf(client, session, "new=true&sort=sku_code"));
        Assert.Equal(2, (int)(await client.GetJson($"/api/psi/{session}/figures"))["new"]!);
        using var undo = await client.PostAsync($"/api/psi/{session}/imports/undo", null, Ct);
        await undo.Json(HttpStatusCode.OK);
        Assert.Empty(await SkusOf(client, session, "new=true"));
        using var redo = await client.PostAsync($"/api/psi/{session}/imports/redo", null, Ct);
        await redo.Json(HttpStatusCode.OK);
        await client.Apply(
            session, new { sku_code = "ADDED", warehouse_name = "東京DC", channel = "online", date = Day(0), inbound_qty = 9 });
        Assert.Equal(["WORSE"], await SkusOf(client, session, "new=true"));
    }

    [Fact]
    public async Task Snoozed_IsLeftOutUntilItsDay_UnlessSomethingGraverComesUp()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", Day(0), anchor: "10", safety: "20"), Row("B", Day(0), anchor: "10", safety: "20"), Row("C", Day(0), anchor: "-1"));

        var snooze = await Snooze(client, session, "A", "shortage", Day(7));

        Assert.Equal(["B", "C"], await SkusOf(client, session, "snoozed=hide&sort=sku_code"));
        Assert.Equal(["B"], await SkusOf(client, session, "snoozed=hide&alert=shortage"));
        Assert.Equal(["A", "B"], await SkusOf(client, session, "alert=shortage&sort=sku_code"));
        Assert.Equal(["A"], await SkusOf(client, session, "snoozed=only"));
        var figures = await client.GetJson($"/api/psi/{session}/figures?snoozed=hide");
        Assert.Equal((2, 1, 1), ((int)figures["series"]!, (int)figures["shortage"]!, (int)figures["snoozed"]!));
        Assert.Equal("truck is late", (string?)snooze["reason"]);
        Assert.Equal(client.Username, (string?)snooze["owner"]);

        await client.Apply(session, new { sku_code = "A", warehouse_name = "東京DC", channel = "online", date = Day(0), outbound_qty = 90 });
        Assert.Contains("A", await SkusOf(client, session, "snoozed=hide"));
    }

    [Fact]
    public async Task Snoozes_AreReplacedListedEndedCopiedAndOnRecord()
    {
        using var client = await app.SignedInClient();
        using var admin = await app.SignedInClient(admin: true);
        var session = await client.CreatePlan(Row("A", Day(0), anchor: "-1"), Row("B", Day(0), anchor: "-1"));
        await Snooze(client, session, "B", "stock_out", Day(9));
        var first = await Snooze(client, session, "A", "stock_out", Day(3));
        var second = await Snooze(client, session, "A", "stock_out", Day(5), owner: "花子");

        var listed = await client.GetJson($"/api/psi/{session}/snoozes");
        using var copied = await client.PostAsJsonAsync($"/api/sessions/{session}/copy", new { title = "What if" }, Ct);
        var copy = (await copied.Json(HttpStatusCode.Created))["id"];
        using var ended = await client.DeleteAsync($"/api/psi/{session}/snoozes/{second["snooze_id"]}", Ct);
        using var again = await client.DeleteAsync($"/api/psi/{session}/snoozes/{second["snooze_id"]}", Ct);

        Assert.Equal($"{first["snooze_id"]}", $"{second["snooze_id"]}");
        Assert.Equal(["\"A\"", "\"B\""], listed.Column("sku_code"));
        Assert.Equal("花子", (string?)listed[0]!["owner"]);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (ended.StatusCode, again.StatusCode));
        Assert.Equal(["A"], await SkusOf(client, session, "snoozed=hide"));
        Assert.Empty(await SkusOf(client, Guid.Parse($"{copy}"), "snoozed=hide"));
        var audit = await admin.GetJson($"/api/audit?name={client.Username}&kind=alert_snoozed");
        Assert.Equal(3, audit.Column("kind").Length);
        Assert.Single((await admin.GetJson($"/api/audit?name={client.Username}&kind=snooze_ended")).Column("kind"));
    }

    [Theory]
    [InlineData("alert", "edited")]
    [InlineData("until", "2020-01-01")]
    [InlineData("reason", " ")]
    public async Task Snooze_ThatMakesNoSense_IsRefused(string field, string value)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", Day(0), anchor: "-1"));
        var body = new Dictionary<string, string>
        {
            ["sku_code"] = "A",
            ["warehouse_name"] = "東京DC",
            ["channel"] = "online",
            ["alert"] = "stock_out",
            ["until"] = Day(3),
            ["reason"] = "r",
            [field] = value,
        };

        using var answer = await client.PutAsJsonAsync($"/api/psi/{session}/snoozes", body, Ct);
        var problem = await answer.Json(HttpStatusCode.UnprocessableEntity);
        body[field] = field switch { "alert" => "stock_out", "until" => Day(3), _ => "r" };
        body["sku_code"] = "NOT-THERE";
        using var elsewhere = await client.PutAsJsonAsync($"/api/psi/{session}/snoozes", body, Ct);

        Assert.NotNull(problem["errors"]![field]);
        await elsewhere.Problem(HttpStatusCode.NotFound);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> Snooze(
        PsiClient client, Guid session, string sku, string alert, string until, string? owner = null)
    {
        using var answer = await client.PutAsJsonAsync($"/api/psi/{session}/snoozes", new
        {
            sku_code = sku,
            warehouse_name = "東京DC",
            channel = "online",
            alert,
            until,
            reason = "truck is late",
            owner,
        }, Ct);
        return await answer.Json(HttpStatusCode.OK);
    }

    /// <summary>A series of each alert, of a size that is easily told.</summary>
    private static Task<Guid> Sizes(PsiClient client) => client.CreatePlan(
        Row("OUT", Day(0), anchor: "0", outbound: "4", safety: "0", standard: "1"), Row("OUT", Day(1), outbound: "6"),
        Row("SHORT", Day(0), anchor: "5", outbound: "1", safety: "9"),
        Row("OVER", Day(0), anchor: "19", outbound: "1", standard: "10"),
        Row("ORDER", Day(0), anchor: "15", standard: "14"), Row("ORDER", Day(1), inbound: "7", outbound: "1", standard: "14"),
        Row("ORDER", Day(2), standard: "14"),
        Row("NOTHING", Day(0), anchor: "5"),
        Row("COUNT", Day(0), anchor: "5", outbound: "1", safety: "1"), Row("COUNT", Day(1), anchor: "8", safety: "1"));

    private static async Task<string[]> SkusOf(PsiClient client, Guid session, string query) =>
        [.. (await client.GetJson($"/api/psi/{session}/series?{query}")).Column("sku_code").Select(code => code.Trim('"'))];

    private static string Code() => $"P-{Guid.NewGuid():N}";

    public sealed class OnSqlite(SqliteApp app) : AlertsTests(app);

    public sealed class OnPostgres(PostgresApp app) : AlertsTests(app);
}
