using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static PsiErp.Tests.Edits.ChangeSetsTests;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Moves;

/// <summary>Proposed moves are kept as plans, changed by hand, applied and taken back as one.</summary>
public abstract class TransferPlansTests(PsiApp app)
{
    private const string Start = "2026-12-01";
    private const string End = "2026-12-03";

    /// <summary>A warehouse of its own whose main channel lacks what another channel has too much of.</summary>
    private static async Task<(Guid Session, string Warehouse)> Short(HttpClient client)
    {
        var (warehouse, channel) = ($"W{Guid.NewGuid():N}", $"main{Guid.NewGuid():N}");
        using var main = await client.PostAsJsonAsync("/api/channels", new { channel });
        await main.Json(HttpStatusCode.Created);
        using var made = await client.PostAsJsonAsync("/api/warehouses", new { warehouse_name = warehouse, main_channel = channel });
        await made.Json(HttpStatusCode.Created);
        var session = await client.CreatePlan(
            Row("A", Start, "0", "5", "100", standard: "30", warehouse: warehouse, channel: "online"),
            Row("A", End, "0", "5", standard: "30", warehouse: warehouse, channel: "online"),
            Row("A", Start, "0", "4", "10", standard: "40", warehouse: warehouse, channel: channel),
            Row("A", End, "0", "4", standard: "40", warehouse: warehouse, channel: channel));
        return (session, $"{warehouse}/{channel}");
    }

    private static async Task<JsonNode> Recommend(HttpClient client, Guid session)
    {
        using var answer = await client.PostAsJsonAsync(
            "/transfer-plans/recommend/", new { session_id = session, start = Start, end = End });
        return await answer.Json(HttpStatusCode.Created);
    }

    private static async Task<JsonNode> Patch(
        HttpClient client, JsonNode plan, string status, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await client.PatchAsJsonAsync($"/api/transfer-plans/{plan["plan_id"]}", new { status });
        return await answer.Json(expected);
    }

    private static async Task<JsonNode> PutLines(HttpClient client, JsonNode plan, HttpStatusCode expected, params object[] lines)
    {
        using var answer = await client.PutAsJsonAsync($"/api/transfer-plans/{plan["plan_id"]}/lines", new { lines });
        return await answer.Json(expected);
    }

    private static object Line(string place, decimal qty, string? id = null, string to = "other", string? reason = null) => new
    {
        line_id = id,
        sku_code = "A",
        from_warehouse = place.Split('/')[0],
        from_channel = "online",
        to_warehouse = place.Split('/')[0],
        to_channel = to == "main" ? place.Split('/')[1] : to,
        qty,
        reason,
    };

    [Fact]
    public async Task Recommend_ByThePolicy_IsADraftThatChangesNothing()
    {
        using var client = await app.SignedInClient();
        var (session, place) = await Short(client);
        var before = await Numbers(client, session);

        var answer = await Recommend(client, session);

        var plan = (JsonObject)answer["plan"]!;
        Assert.Equal(["plan_id", "session_id", "start_date", "end_date", "status", "created_at", "updated_at"],
            plan.Select(member => member.Key));
        Assert.Equal(("draft", Start, End), ((string?)plan["status"], (string?)plan["start_date"], (string?)plan["end_date"]));
        var line = Assert.Single((JsonArray)answer["lines"]!)!;
        // Closing on the last day is 2, so that 38 are missing
        Assert.Equal(("38", "online", "fill main channel (intra)", "false"), (line["qty"]!.ToJsonString(), (string?)line["from_channel"],
            (string?)line["reason"], line["is_manual"]!.ToJsonString()));
        Assert.Equal(place, $"{line["to_warehouse"]}/{line["to_channel"]}");
        Assert.Equal(before, await Numbers(client, session));
        Assert.Equal(answer.ToJsonString(), (await client.GetJson($"/api/transfer-plans/{plan["plan_id"]}")).ToJsonString());
        Assert.Equal(plan.ToJsonString(), ((JsonArray)await client.GetJson($"/transfer-plans/?session_id={session}"))[0]!.ToJsonString());
        using var wrong = await client.PostAsJsonAsync(
            "/api/transfer-plans/recommend", new { session_id = session, start = End, end = Start });
        await wrong.Problem(HttpStatusCode.BadRequest);
        using var nowhere = await client.PostAsJsonAsync(
            "/api/transfer-plans/recommend", new { session_id = Guid.NewGuid(), start = Start, end = End });
        await nowhere.Problem(HttpStatusCode.NotFound);
        using var none = await client.PostAsJsonAsync(
            "/api/transfer-plans/recommend", new { session_id = session, start = Start, end = End, sku_codes = new[] { "B" } });
        Assert.Empty((JsonArray)(await none.Json(HttpStatusCode.Created))["lines"]!);
    }

    [Fact]
    public async Task Apply_MakesItsLinesMovesOnce_AndCancelTakesExactlyThemBack()
    {
        using var client = await app.SignedInClient();
        var (session, place) = await Short(client);
        await client.Move(session, 7, Start, from: $"{place.Split('/')[0]}/online", to: place);
        var before = await Numbers(client, session);
        var plan = (await Recommend(client, session))["plan"]!;

        var applied = await Patch(client, plan, "applied");

        Assert.Equal("applied", (string?)applied["status"]);
        Assert.Equal(["7", "31"], (await client.Moves(session)).Column("qty"));
        Assert.Equal(["31"], (await client.Moves(session, $"?plan_id={plan["plan_id"]}")).Column("qty"));
        // Both are transfers of one key
        Assert.Equal(2, (await client.Transfers(session)).Count);
        await PutLines(client, plan, HttpStatusCode.Conflict);
        await Patch(client, plan, "draft", HttpStatusCode.Conflict);
        Assert.Null((await Patch(client, plan, "applied"))["change_id"]);

        Assert.Equal("cancelled", (string?)(await Patch(client, plan, "cancelled"))["status"]);
        Assert.Equal("cancelled", (string?)(await Patch(client, plan, "cancelled"))["status"]);

        Assert.Equal(before, await Numbers(client, session));
        Assert.Equal(["7"], (await client.Moves(session)).Column("qty"));
        var changes = await client.GetJson($"/api/psi/{session}/changes");
        Assert.Equal(["\"cancel_plan\"", "\"apply_plan\"", "\"move\""], changes.Column("kind"));
    }

    [Fact]
    public async Task Apply_ByManyAtOnce_MovesNothingTwice()
    {
        using var client = await app.SignedInClient();
        var (session, _) = await Short(client);
        var before = await Numbers(client, session);
        var plan = (await Recommend(client, session))["plan"]!;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Patch(client, plan, "applied")));
        Assert.Equal(["38"], (await client.Moves(session)).Column("qty"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Patch(client, plan, "cancelled")));

        Assert.Equal(before, await Numbers(client, session));
        Assert.Equal(2, ((JsonArray)await client.GetJson($"/api/psi/{session}/changes")).Count);
    }

    [Fact]
    public async Task Undo_OfAnAppliedPlan_CancelsIt_AndRedoAppliesIt()
    {
        using var client = await app.SignedInClient();
        var (session, _) = await Short(client);
        var before = await Numbers(client, session);
        var plan = (await Recommend(client, session))["plan"]!;
        var change = Id(await Patch(client, plan, "applied"));
        var applied = await Numbers(client, session);
        async Task<string?> Status() => (string?)(await client.GetJson($"/api/transfer-plans/{plan["plan_id"]}"))["plan"]!["status"];

        await Reverse(client, session, change, "undo");

        Assert.Equal(("cancelled", before), (await Status(), await Numbers(client, session)));
        await Reverse(client, session, change, "redo");
        Assert.Equal(("applied", applied), (await Status(), await Numbers(client, session)));
        var cancelled = Id(await Patch(client, plan, "cancelled"));
        await Reverse(client, session, cancelled, "undo");
        Assert.Equal(("applied", applied), (await Status(), await Numbers(client, session)));
    }

    [Fact]
    public async Task Lines_ReplacedByHand_AreCheckedAsAWhole()
    {
        using var client = await app.SignedInClient();
        var (session, place) = await Short(client);
        var answer = await Recommend(client, session);
        var (plan, first) = (answer["plan"]!, (string)answer["lines"]![0]!["line_id"]!);
        var other = (string)(await Recommend(client, session))["lines"]![0]!["line_id"]!;
        async Task<JsonNode> Lines() => (await client.GetJson($"/api/transfer-plans/{plan["plan_id"]}"))["lines"]!;
        var before = (await Lines()).ToJsonString();

        foreach (var lines in new object[][]
        {
            [Line(place, 1, to: "online")], [Line(place, 0)], [Line(place, 1, first), Line(place, 2, first, "main")],
            [Line(place, 1, other)], [Line(place, 60), Line(place, 41, to: "main")], [new { qty = 1 }],
        })
            await PutLines(client, plan, HttpStatusCode.UnprocessableEntity, lines);
        Assert.Equal(before, (await Lines()).ToJsonString());

        Assert.Equal("{\"ok\":true}", (await PutLines(client, plan, HttpStatusCode.OK,
            Line(place, 60), Line(place, 38, first, "main", "fill main channel (intra)"), Line(place, 2, to: "third"))).ToJsonString());
        Assert.Equal(["60", "38", "2"], (await Lines()).Column("qty"));
        Assert.Equal(["true", "false", "true"], (await Lines()).Column("is_manual"));
        Assert.Equal($"\"{first}\"", (await Lines()).Column("line_id")[1]);
        // All that there is leaves: then sales make it run out
        var applied = await Patch(client, plan, "applied");
        Assert.Equal(["\"below_zero\""], applied["warnings"]!.Column("kind"));
        Assert.Equal(3, (await client.Moves(session)).Count);
        await PutLines(client, JsonNode.Parse($$"""{"plan_id":"{{Guid.NewGuid()}}"}""")!, HttpStatusCode.NotFound);
        await Patch(client, plan, "maybe", HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Plans_AreListedByTheDaysThatTheyTouch_NewestFirst()
    {
        using var client = await app.SignedInClient();
        var (session, _) = await Short(client);
        var plans = new List<string>();
        for (var i = 0; i < 3; i++) plans.Insert(0, ((await Recommend(client, session))["plan"]!["plan_id"])!.ToJsonString());

        Assert.Equal(plans, (await client.GetJson($"/api/transfer-plans?session_id={session}")).Column("plan_id"));
        foreach (var (query, found) in new[] { ("limit=2", 2), ("start=2026-12-04", 0), ("end=2026-11-30", 0),
            ("start=2026-12-03&end=2026-12-03", 3) })
            Assert.Equal(found, ((JsonArray)await client.GetJson($"/api/transfer-plans?session_id={session}&{query}")).Count);
        using var deleted = await client.DeleteAsync($"/api/sessions/{session}");
        await client.GetJson($"/api/transfer-plans?session_id={session}", HttpStatusCode.NotFound);
        await client.GetJson($"/api/transfer-plans/{plans[0].Trim('"')}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Matrix_TellsBothDaysAndWhatAPlanMoves_OnceItIsAppliedToo()
    {
        using var client = await app.SignedInClient();
        var (session, place) = await Short(client);
        await client.Apply(session, Edit("A", "2026-12-02", 3, 1, 5, warehouse: place.Split('/')[0]));
        await client.Move(session, 10, "2026-12-02", from: $"{place.Split('/')[0]}/online", to: $"{place.Split('/')[0]}/outlet");
        var plan = (await Recommend(client, session))["plan"]!;
        string Path(string query) => $"/api/psi/matrix?session_id={session}&start=2026-12-02&end=2026-12-02{query}";

        var online = (JsonObject)((JsonArray)await client.GetJson(Path("&channels=online&channels=outlet&sku_codes=A")))[0]!;

        Assert.Equal(["sku_code", "sku_name", "warehouse_name", "channel", "stock_at_anchor", "inbound_qty", "outbound_qty",
            "stock_closing", "stdstock", "gap", "move", "stock_fin"], online.Select(member => member.Key));
        Assert.Equal("95 3 1 87  0 87", string.Join(' ', new[] { "stock_at_anchor", "inbound_qty", "outbound_qty", "stock_closing",
            "stdstock", "move", "stock_fin" }.Select(name => $"{online[name]}")));
        var drafted = await client.GetJson(Path($"&plan_id={plan["plan_id"]}"));
        await Patch(client, plan, "applied");
        var applied = await client.GetJson(Path($"&plan_id={plan["plan_id"]}"));
        Assert.Equal(drafted.Column("stock_fin"), applied.Column("stock_fin"));
        Assert.Equal(drafted.Column("stock_closing"), applied.Column("stock_closing"));
        Assert.Equal(applied.Column("stock_fin"), (await client.GetJson(Path(""))).Column("stock_closing"));
        // Before the first day and after the last: what there is then
        var outside = (await client.GetJson(
            $"/api/psi/matrix?session_id={session}&start=2026-11-01&end=2027-01-01&channels=online"))[0]!;
        Assert.Equal(("100", "30"), ($"{outside["stock_at_anchor"]}", $"{outside["stdstock"]}"));
        await client.GetJson($"/api/psi/matrix?session_id={session}&start=2026-12-03&end=2026-12-02", HttpStatusCode.BadRequest);
        await client.GetJson($"/api/psi/matrix?session_id={session}&start=2026-12-03", HttpStatusCode.UnprocessableEntity);
        await client.GetJson(Path($"&plan_id={Guid.NewGuid()}"), HttpStatusCode.NotFound);
    }

    public sealed class OnSqlite(SqliteApp app) : TransferPlansTests(app);

    public sealed class OnPostgres(PostgresApp app) : TransferPlansTests(app);
}
