using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static PsiErp.Tests.Edits.ChangeSetsTests;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Moves;

/// <summary>Stock that goes from one warehouse and channel to another is in every figure of both.</summary>
public abstract class StockMovesTests(PsiApp app)
{
    private const string Online = "東京DC/online";
    private const string Retail = "東京DC/retail";
    private const string Osaka = "大阪DC/online";

    private static Task<Guid> TwoChannels(HttpClient client) => client.CreatePlan(
        Row("A", "2026-12-01", "0", "1", "100", safety: "20"), Row("A", "2026-12-02", "0", "1", safety: "20"),
        Row("A", "2026-12-03", "0", "1", safety: "20"),
        Row("A", "2026-12-01", "0", "2", "10", channel: "retail"), Row("A", "2026-12-02", "0", "2", channel: "retail"),
        Row("A", "2026-12-03", "0", "2", channel: "retail"));

    [Fact]
    public async Task Move_LeavesTheDonorAndArrivesInTheReceiver_InDaysSummariesAndTotals()
    {
        using var client = await app.SignedInClient();
        var session = await TwoChannels(client);

        var move = await client.Move(session, 5.5m, "2026-12-01", "2026-12-02", note: " promotion ");

        Assert.Equal(["-5.5", "0", "0"], (await client.DaysOf(session, Online)).Column("channel_move"));
        Assert.Equal(["-6.5", "-1", "-1"], (await client.DaysOf(session, Online)).Column("net_flow"));
        Assert.Equal(["93.5", "92.5", "91.5"], (await client.DaysOf(session, Online)).Column("stock_closing"));
        Assert.Equal(["0", "5.5", "0"], (await client.DaysOf(session, Retail)).Column("channel_move"));
        Assert.Equal(["8", "11.5", "9.5"], (await client.DaysOf(session, Retail)).Column("stock_closing"));
        var series = await client.GetJson($"/api/psi/{session}/series?sort=channel");
        Assert.Equal(["91.5", "9.5"], series.Column("closing"));
        // On the first day five and a half are on their way
        Assert.Equal(["101.5", "104", "101"], (await client.GetJson($"/api/psi/{session}/totals?bucket=day")).Column("closing"));
        Assert.Equal(["101.5", "104", "101"],
            (await client.GetJson($"/api/psi/daily?session_id={session}")).Column("projected_inventory"));
        Assert.Equal(("promotion", "2026-12-02"), ((string?)move["note"], (string?)move["arrives_on"]));
        Assert.Empty((JsonArray)move["warnings"]!);
        var csv = await client.GetStringAsync($"/api/psi/{session}/export?format=csv");
        Assert.Contains("東京DC,online,2026-12-01,100,0,1,-6.5,93.5", csv);
    }

    [Fact]
    public async Task Move_OnDaysAndToSeriesThatAreNotThere_MakesThemExistWithZeros()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "0", "0", "100"), Row("A", "2026-12-03", "0", "0"));

        await client.Move(session, 10, "2026-12-02", "2026-12-05", to: Osaka);
        await client.Move(session, 1, "2026-12-07", "2026-12-07");

        var donor = await client.DaysOf(session, Online);
        Assert.Equal(["\"2026-12-01\"", "\"2026-12-02\"", "\"2026-12-03\"", "\"2026-12-07\""], donor.Column("date"));
        Assert.Equal(["100", "90", "90", "89"], donor.Column("stock_closing"));
        Assert.Equal(["10"], (await client.DaysOf(session, Osaka)).Column("stock_closing"));
        Assert.Equal(["\"2026-12-05\""], (await client.DaysOf(session, Osaka)).Column("date"));
        Assert.Equal(3, (int)(await client.GetJson($"/api/psi/{session}/summary"))["series"]!);
    }

    [Fact]
    public async Task Move_WithoutArrival_TakesAsLongAsTheLane()
    {
        using var client = await app.SignedInClient();
        var (from, to) = ($"W{Guid.NewGuid():N}", $"W{Guid.NewGuid():N}");
        using var lane = await client.PostAsJsonAsync("/api/lanes", new { from_warehouse = from, to_warehouse = to, transit_days = 3 });
        await lane.Json(HttpStatusCode.Created);
        var session = await TwoChannels(client);

        var far = await client.Move(session, 1, "2026-12-30", from: $"{from}/online", to: $"{to}/online");
        var near = await client.Move(session, 1, "2026-12-30", from: $"{to}/online", to: $"{from}/online");

        Assert.Equal(("2027-01-02", "2026-12-30"), ((string?)far["arrives_on"], (string?)near["arrives_on"]));
    }

    [Theory]
    [InlineData(95, "below_zero", "2026-12-01", "-2")]
    [InlineData(79, "below_safety", "2026-12-01", "20")]
    [InlineData(70, "below_safety", "2026-12-02", "20")]
    public async Task Move_OfMoreThanTheDonorCanGive_IsTakenAndSaysSo(int qty, string kind, string date, string level)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", "0", "7", "100", safety: "20"), Row("A", "2026-12-02", "0", "7", safety: "20"));

        var warning = Assert.Single((JsonArray)(await client.Move(session, qty, "2026-12-01"))["warnings"]!)!;

        Assert.Equal((kind, date, "online"), ((string?)warning["kind"], (string?)warning["date"], (string?)warning["channel"]));
        Assert.Equal(level, kind == "below_zero" ? $"{warning["stock_closing"]}" : $"{warning["safety_stock"]}");
        Assert.Single(await client.Moves(session));
    }

    [Fact]
    public async Task Move_ThatMakesNoSense_IsRefusedWithTheField()
    {
        using var client = await app.SignedInClient();
        var session = await TwoChannels(client);
        foreach (var (field, answer) in new[]
        {
            ("qty", await client.PostMove(session, 0, "2026-12-01")), ("qty", await client.PostMove(session, -1, "2026-12-01")),
            ("qty", await client.PostMove(session, 0.0000001m, "2026-12-01")),
            ("qty", await client.PostMove(session, 1_000_000_000_001m, "2026-12-01")),
            ("to_channel", await client.PostMove(session, 1, "2026-12-01", to: Online)),
            ("arrives_on", await client.PostMove(session, 1, "2026-12-02", "2026-12-01")),
            ("leaves_on", await client.PostMove(session, 1, "1800-12-02", "2026-12-01")),
            ("sku_code", await client.PostMove(session, 1, "2026-12-02", sku: " A")),
            ("note", await client.PostMove(session, 1, "2026-12-02", note: new string('x', 1001))),
        })
        {
            using (answer) Assert.NotNull((await answer.Json(HttpStatusCode.UnprocessableEntity))["errors"]![field]);
        }
        using var blank = await client.PostAsJsonAsync($"/api/psi/{session}/moves", new { qty = 1 });
        Assert.Equal(6, ((JsonObject)(await blank.Json(HttpStatusCode.UnprocessableEntity))["errors"]!).Count);
        using var nowhere = await client.PostMove(Guid.NewGuid(), 1, "2026-12-01");
        await nowhere.Problem(HttpStatusCode.NotFound);
        Assert.Empty(await client.Moves(session));
        Assert.Empty((JsonArray)await client.GetJson($"/api/psi/{session}/changes"));
    }

    [Fact]
    public async Task Move_UndoneRedoneAndDeleted_PutsEveryNumberBack()
    {
        using var client = await app.SignedInClient();
        var session = await TwoChannels(client);
        var before = await Numbers(client, session);
        var move = await client.Move(session, 10, "2026-12-02", "2026-12-04", to: Osaka);
        var moved = await Numbers(client, session);

        var undone = await Reverse(client, session, Id(move), "undo");

        Assert.Equal(before, await Numbers(client, session));
        Assert.Empty(await client.Moves(session));
        Assert.Equal((2, 0), ((int)undone["undone"]!, (int)undone["kept_count"]!));
        await Reverse(client, session, Id(move), "redo");
        Assert.Equal(moved, await Numbers(client, session));
        Assert.Equal((string?)move["id"], (string?)Assert.Single(await client.Moves(session))!["id"]);

        using var gone = await client.DeleteAsync($"/api/psi/{session}/moves/{move["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal(before, await Numbers(client, session));
        using var again = await client.DeleteAsync($"/api/psi/{session}/moves/{move["id"]}");
        await again.Problem(HttpStatusCode.NotFound);

        // It is gone already, and undoing the undo's redo keeps it so
        var kept = await Reverse(client, session, Id(move), "undo");
        Assert.Null(kept["change_id"]);
        Assert.Equal(("channel_move", "already_so"), ((string?)kept["kept"]![0]!["field"], (string?)kept["kept"]![0]!["why"]));
        var changes = await client.GetJson($"/api/psi/{session}/changes");
        Assert.Equal(["\"move\"", "\"redo\"", "\"undo\"", "\"move\""], changes.Column("kind"));
        var cells = (await client.GetJson($"/api/psi/{session}/changes/{Id(move)}"))["changed"]!;
        Assert.Equal(["\"channel_move\"", "\"channel_move\""], cells.Column("field"));
        Assert.Equal(["-10", "10"], cells.Column("new_value").Order());
        Assert.Equal(["0", "0"], cells.Column("old_value"));
    }

    [Fact]
    public async Task Undo_OfAMoveThatSomebodyChangedSince_LeavesItAndSaysWho()
    {
        using var client = await app.SignedInClient();
        using var tanaka = await app.SignedInClient();
        var session = await TwoChannels(client);
        var move = await client.Move(session, 10, "2026-12-02");
        using var changed = await tanaka.PutAsJsonAsync(
            $"/api/channel-transfers/{session}/A/{Uri.EscapeDataString("東京DC")}/2026-12-02/online/retail", new { qty = 12 });
        await changed.Json(HttpStatusCode.OK);

        var kept = await Reverse(client, session, Id(move), "undo");

        Assert.Equal(("changed_since", "12", tanaka.Username), ((string?)kept["kept"]![0]!["why"], $"{kept["kept"]![0]!["current"]}",
            (string?)kept["kept"]![0]!["changed_by_username"]));
        Assert.Equal(["12"], (await client.Moves(session)).Column("qty"));
    }

    [Fact]
    public async Task Moves_AndEdits_LieOverEachOther()
    {
        using var client = await app.SignedInClient();
        var session = await TwoChannels(client);
        await client.Move(session, 10, "2026-12-02");
        await client.Apply(session, Edit("A", "2026-12-02", 4, 1, 20));
        await client.Apply(session, Edit("A", "2026-12-09", 1));
        await client.Move(session, 2, "2026-12-09");

        var days = await client.DaysOf(session, Online);

        Assert.Equal(["99", "92", "91", "90"], days.Column("stock_closing"));
        Assert.Equal(["0", "-10", "0", "-2"], days.Column("channel_move"));
        // A series that only moves name outlasts the edits that name it, too
        await client.Move(session, 3, "2026-12-02", to: Osaka);
        await client.Apply(session, Edit("A", "2026-12-02", 4, warehouse: "大阪DC"));
        await client.Apply(session, Edit("A", "2026-12-02", warehouse: "大阪DC"));
        Assert.Equal(["3"], (await client.DaysOf(session, Osaka)).Column("stock_closing"));
        using var fill = await client.PostAsJsonAsync($"/api/psi/{session}/actions/apply", new
        {
            action = "fill_to_safety",
            filter = new { sku_code = "A" },
            start_date = "2026-12-01",
            end_date = "2026-12-31",
        });
        await fill.Json(HttpStatusCode.OK);
        Assert.DoesNotContain("-", string.Concat((await client.DaysOf(session, Retail)).Column("stock_closing")));
    }

    [Fact]
    public async Task Moves_OfASession_AreListedByDayAndNarrowed()
    {
        using var client = await app.SignedInClient();
        var session = await TwoChannels(client);
        await client.Move(session, 3, "2026-12-03", "2026-12-06", to: Osaka);
        await client.Move(session, 1, "2026-12-01");
        await client.Move(session, 2, "2026-12-01", sku: "B", from: Retail, to: Online);

        Assert.Equal(["1", "2", "3"], (await client.Moves(session)).Column("qty"));
        foreach (var (query, found) in new[] { ("sku_code=b", 1), ("warehouse_name=大阪", 1), ("warehouse_name=東京", 3), ("channel=RETAIL", 2),
            ("start_date=2026-12-05", 1), ("end_date=2026-12-02", 2), ("start_date=2026-12-02&end_date=2026-12-02", 0),
            ("limit=1&offset=1", 1), ($"plan_id={Guid.NewGuid()}", 0) })
            Assert.Equal(found, (await client.Moves(session, $"?{query}")).Count);
        using var page = await client.GetAsync($"/api/psi/{session}/moves?limit=1");
        Assert.Equal("3", Assert.Single(page.Headers.GetValues("X-Total-Count")));
        await client.GetJson($"/api/psi/{session}/moves?start_date=x", HttpStatusCode.UnprocessableEntity);
        await client.GetJson($"/api/psi/{Guid.NewGuid()}/moves", HttpStatusCode.NotFound);
    }

    public sealed class OnSqlite(SqliteApp app) : StockMovesTests(app);

    public sealed class OnPostgres(PostgresApp app) : StockMovesTests(app);
}
