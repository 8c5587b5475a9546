using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static PsiErp.Tests.Edits.ChangeSetsTests;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Edits;

/// <summary>One thing done to many series, two sessions compared, and what one takes over from the other.</summary>
public abstract class ActionsTests(PsiApp app)
{
    [Fact]
    public async Task Action_IsPreviewedAppliedAsOneChange_AndUndone()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", outbound: "10", anchor: "5"), Row("A", "2026-12-02", outbound: "4"),
            Row("B", "2026-12-01", outbound: "20", anchor: "90"), Row("C", "2026-12-01", outbound: "1", channel: "shop"));
        var before = await Numbers(client, session);
        var order = new
        {
            action = "scale",
            percent = 50,
            filter = new { channel = "=online" },
            start_date = "2026-12-01",
            end_date = "2026-12-31",
            note = "campaign",
        };

        var preview = await Post(client, session, "actions/preview", order);

        Assert.Equal(before, await Numbers(client, session));
        Assert.Equal((2, 2, 3), ((int)preview["series"]!, (int)preview["changed_series"]!, (int)preview["cells"]!));
        Assert.Equal((34, 17), ((int)preview["before"]!["sales"]!, (int)preview["after"]!["sales"]!));
        Assert.Equal((1, 1), ((int)preview["before"]!["stock_out"]!, (int)preview["after"]!["stock_out"]!));
        Assert.Equal(["5", "2", "10"], preview["changed"]!.Column("new_value"));
        var change = await Post(client, session, "actions/apply", order);
        Assert.Equal(("scale", "campaign", 3), ((string?)change["kind"], (string?)change["note"], (int)change["cells"]!));
        var edits = await client.GetJson($"/api/psi-edits?session_id={session}");
        Assert.Equal(["\"A\"", "\"A\"", "\"B\""], edits.Column("sku_code").Order());
        Assert.Equal(["5", "2"], (await client.Days(session, "?sku_code=A")).Column("outbound_qty"));
        await Reverse(client, session, Id(change), "undo");
        Assert.Equal(before, await Numbers(client, session));

        var key = new { sku_code = "A", warehouse_name = "東京DC", channel = "online" };
        var filled = await Post(client, session, "actions/apply",
            new { action = "shift", days = 1, keys = new[] { key }, start_date = "2026-12-01", end_date = "2026-12-01" });
        Assert.Equal(0, (int)filled["cells"]!);
        foreach (var wrong in new object[] { new { action = "grow", filter = new { } }, new { action = "scale", percent = 1 },
            new { action = "scale", filter = new { } }, new { action = "shift", days = 0, filter = new { } },
            new { action = "scale", percent = 1, filter = new { colour = "red" } }, new { action = "copy_from", filter = new { } } })
            await Post(client, session, "actions/preview", wrong, HttpStatusCode.UnprocessableEntity);
        await Post(client, Guid.NewGuid(), "actions/apply", order, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Compare_StockOutsFirst_ThenSize_AndTakenOverSeriesAreTheSame()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", anchor: "50"), Row("A", "2026-12-02"), Row("B", "2026-12-01", anchor: "50"),
            Row("C", "2026-12-01", anchor: "50"));
        using var copied = await client.PostAsJsonAsync($"/api/sessions/{session}/copy", new { title = "what if" });
        var variant = (Guid)(await copied.Json(HttpStatusCode.Created))["id"]!;
        Assert.Empty((JsonArray)await client.GetJson($"/api/psi/{session}/compare?with={variant}"));
        await client.Apply(
            variant, Edit("B", "2026-12-01", inbound: 900), Edit("A", "2026-12-02", outbound: 60), Edit("N", "2026-12-01", 7));
        var path = $"/api/psi/{session}/compare?with={variant}";

        var differences = await client.GetJson(path);

        Assert.Equal(["\"A\"", "\"B\"", "\"N\""], differences.Column("sku_code"));
        Assert.Equal(["60", "-900", "-7"], differences.Column("closing_difference"));
        Assert.Equal(["\"2026-12-02\"", "null", "null"], differences.Column("with_stock_out_date"));
        Assert.Equal(["50", "50", "null"], differences.Column("closing"));
        Assert.Equal(["\"B\""], (await client.GetJson($"{path}&q=b+東京")).Column("sku_code"));
        Assert.Equal(["\"A\"", "\"N\"", "\"B\""], (await client.GetJson($"{path}&sort=-closing")).Column("sku_code"));
        var csv = await client.GetStringAsync($"{path}&format=csv", TestContext.Current.CancellationToken);
        Assert.Equal(4, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        await client.GetJson($"{path}&sort=colour", HttpStatusCode.UnprocessableEntity);
        await client.GetJson($"/api/psi/{session}/compare?with={Guid.NewGuid()}", HttpStatusCode.NotFound);

        await client.Apply(session, Edit("A", "2026-12-01", inbound: 3));
        var keys = new[] { "A", "N" }.Select(sku => new { sku_code = sku, warehouse_name = "東京DC", channel = "online" });
        var taken = await Post(client, session, $"take-over?from={variant}", new { keys });

        Assert.Equal(("take_over", 3), ((string?)taken["kind"], (int)taken["cells"]!));
        Assert.Equal(["\"B\""], (await client.GetJson(path)).Column("sku_code"));
        Assert.Equal(0, (int)(await Post(client, session, $"take-over?from={variant}", new { keys }))["cells"]!);
        var copy = await Post(client, session, "actions/apply", new
        {
            action = "copy_from",
            from_session_id = variant,
            filter = new { },
            start_date = "2026-12-01",
            end_date = "2026-12-31",
        });
        Assert.Equal(1, (int)copy["cells"]!);
        Assert.Empty((JsonArray)await client.GetJson(path));
        await Post(client, session, $"take-over?from={Guid.NewGuid()}", new { keys }, HttpStatusCode.NotFound);
        var half = new { keys = new[] { new { sku_code = "A" } } };
        await Post(client, session, $"take-over?from={variant}", half, HttpStatusCode.UnprocessableEntity);
    }

    private static async Task<JsonNode> Post(
        HttpClient client, Guid session, string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await client.PostAsJsonAsync($"/api/psi/{session}/{path}", body);
        return await answer.Json(expected);
    }

    public sealed class OnSqlite(SqliteApp app) : ActionsTests(app);

    public sealed class OnPostgres(PostgresApp app) : ActionsTests(app);
}
