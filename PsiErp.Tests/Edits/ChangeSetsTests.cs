using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Edits;

/// <summary>What planners did to a plan can be looked through, taken back and done again, each action as one.</summary>
public abstract class ChangeSetsTests(PsiApp app)
{
    private static readonly string[] Descriptions =
        ["sku_name", "category_1", "category_2", "category_3", "fw_rank", "ss_rank", "last_edited_at"];

    private static readonly string[] Overrides =
        ["sku_code", "warehouse_name", "channel", "date", "inbound_qty", "outbound_qty", "safety_stock"];

    [Fact]
    public async Task Undo_OfTheEditAndTheImportThatASeriesRestedOn_LeavesNoEmptySeries()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        var edit = await client.Apply(session, Edit("A", "2026-12-02", 5));
        using var upload = await client.Upload(session, WideHeader + Row("A", "2026-12-01", "3"));

        using var undo = await client.PostAsync($"/api/psi/{session}/changes/{edit["change_id"]}/undo", null);
        using var back = await client.PostAsync($"/api/psi/{session}/imports/undo", null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (undo.StatusCode, back.StatusCode));
        Assert.Empty((JsonArray)await client.GetJson($"/api/psi/{session}/series"));
    }

    [Fact]
    public async Task Undo_OfSomebodyElsesChange_PutsEveryNumberBack_AndRedoDoesItAgain()
    {
        using var sato = await app.SignedInClient();
        using var tanaka = await app.SignedInClient();
        var session = await sato.CreatePlan(Row("A", "2026-12-01", "1", "2", "10"), Row("A", "2026-12-02", "1"), Row("B", "2026-12-01"));
        var before = await Numbers(sato, session);
        var change = Id(await sato.Apply(
            session, Edit("A", "2026-12-01", 5, 6, 7), Edit("A", "2026-12-02", 8), Edit("NEW", "2026-12-01", 9)));
        var changed = await Numbers(sato, session);

        var undone = await Reverse(tanaka, session, change, "undo");

        Assert.Equal(before, await Numbers(sato, session));
        Assert.Equal((5, 0), ((int)undone["undone"]!, (int)undone["kept_count"]!));
        var list = await sato.GetJson($"/api/psi/{session}/changes");
        Assert.Equal(["\"undo\"", "\"edit\""], list.Column("kind"));
        Assert.Equal([$"\"{tanaka.Username}\"", $"\"{sato.Username}\""], list.Column("username"));
        Assert.Equal(["null", $"\"{Id(undone)}\""], list.Column("undone_by"));
        Assert.Equal([$"\"{change}\"", "null"], list.Column("undoes"));
        await Reverse(sato, session, change, "undo", HttpStatusCode.Conflict);

        var redone = await Reverse(sato, session, change, "redo");

        Assert.Equal(changed, await Numbers(sato, session));
        Assert.Equal(5, (int)redone["undone"]!);
        await Reverse(sato, session, change, "redo", HttpStatusCode.Conflict);
        // Taking the redo back is taking the change back; taking that back does it again
        var again = await Reverse(sato, session, Id(redone), "undo");
        Assert.Equal(before, await Numbers(sato, session));
        await Reverse(sato, session, Id(again), "undo");
        Assert.Equal(changed, await Numbers(sato, session));
        Assert.Equal(25, ((JsonArray)await sato.GetJson($"/api/psi/{session}/log")).Count);
    }

    [Fact]
    public async Task Undo_CellsThatSomebodyChangedSince_StayAndItSaysWho()
    {
        using var sato = await app.SignedInClient();
        using var tanaka = await app.SignedInClient();
        var session = await sato.CreatePlan(Row("A", "2026-12-01", "1"), Row("A", "2026-12-02", "1"), Row("A", "2026-12-03", "1"));
        var change = Id(await sato.Apply(session, Edit("A", "2026-12-01", 5), Edit("A", "2026-12-02", 6), Edit("A", "2026-12-03", 7)));
        await tanaka.Apply(session, Edit("A", "2026-12-01", 50), Edit("A", "2026-12-02"));

        var undone = await Reverse(sato, session, change, "undo");

        Assert.Equal(["50", "1", "1"], (await sato.Days(session)).Column("inbound_qty"));
        Assert.Equal((1, 2), ((int)undone["undone"]!, (int)undone["kept_count"]!));
        Assert.Equal(["\"changed_since\"", "\"already_so\""], undone["kept"]!.Column("why"));
        Assert.Equal(["50", "null"], undone["kept"]!.Column("current"));
        Assert.Equal(tanaka.Username, (string?)undone["kept"]![0]!["changed_by_username"]);
        // A redo is about what the undo did
        Assert.Equal(1, (int)(await Reverse(sato, session, change, "redo"))["undone"]!);
        Assert.Equal(["50", "1", "7"], (await sato.Days(session)).Column("inbound_qty"));
    }

    [Fact]
    public async Task Undo_NothingLeftToPutBack_IsNoChange()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));
        var change = Id(await client.Apply(session, Edit("A", "2026-12-01", 5), Edit("NEW", "2026-12-01", 5)));
        await client.Apply(session, Edit("A", "2026-12-01"), Edit("NEW", "2026-12-01"));

        var undone = await Reverse(client, session, change, "undo");

        Assert.Null(undone["change_id"]);
        Assert.Equal(["\"already_so\"", "\"already_so\""], undone["kept"]!.Column("why"));
        Assert.Equal(2, ((JsonArray)await client.GetJson($"/api/psi/{session}/changes")).Count);
    }

    [Fact]
    public async Task Undo_OfACellSetTwiceInACall_GoesBackToWhatWasBefore()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));
        await client.Apply(session, Edit("A", "2026-12-01", 3));
        var change = Id(await client.Apply(session, Edit("A", "2026-12-01", 5), Edit("A", "2026-12-01", 8)));

        await Reverse(client, session, change, "undo");

        Assert.Equal(["3"], (await client.Days(session)).Column("inbound_qty"));
    }

    [Fact]
    public async Task Changes_AreFilteredNotedAndHaveTheirCells()
    {
        using var client = await app.SignedInClient();
        using var other = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"));
        using var noted = await client.PostAsJsonAsync(
            $"/api/psi/{session}/edits/apply", new { edits = new[] { Edit("A", "2026-12-01", 5) }, note = " the truck is late " });
        var first = Id(await noted.Json(HttpStatusCode.OK));
        var second = Id(await other.Apply(session, Edit("A", "2026-12-01", 6), Edit("B", "2026-12-02", outbound: 2.5m)));
        Assert.Null((await client.Apply(session, Edit("A", "2026-12-01", 6)))["change_id"]);
        var path = $"/api/psi/{session}/changes";

        foreach (var (query, found) in new[] { ("", 2), ($"username={other.Username![..20]}", 1), ("sku_code=b", 1), ("sku_code=a", 2),
            ("kind=edit", 2), ("kind=undo", 0), ("start_date=2020-01-01&end_date=2020-12-31", 0), ("start_date=2020-01-01", 2),
            ("limit=1", 1) })
            Assert.Equal(found, ((JsonArray)await client.GetJson($"{path}?{query}")).Count);
        await client.GetJson($"{path}?kind=nothing", HttpStatusCode.UnprocessableEntity);

        var one = await client.GetJson($"{path}/{first}");
        Assert.Equal(("the truck is late", "A", 1), ((string?)one["note"], (string?)one["sku_code"], (int)one["cells"]!));
        using var renoted = await client.PatchAsJsonAsync($"{path}/{second}", new { note = "because" });
        Assert.Equal(HttpStatusCode.NoContent, renoted.StatusCode);
        var two = await client.GetJson($"{path}/{second}");
        Assert.Equal(("because", 2, false), ((string?)two["note"], (int)two["cells"]!, ((JsonObject)two).ContainsKey("sku_code")));
        Assert.Equal(["5", "null"], two["changed"]!.Column("old_value"));
        Assert.Equal(["6", "2.5"], two["changed"]!.Column("new_value"));
        var log = await client.GetJson($"/api/psi/{session}/log");
        Assert.Equal([$"\"{second}\"", $"\"{second}\"", $"\"{first}\""], log.Column("change_id"));
        using var tooLong = await client.PatchAsJsonAsync($"{path}/{second}", new { note = new string('x', 1001) });
        await tooLong.Problem(HttpStatusCode.UnprocessableEntity);

        var elsewhere = await client.CreateSession();
        await client.GetJson($"/api/psi/{elsewhere}/changes/{first}", HttpStatusCode.NotFound);
        await Reverse(client, elsewhere, first, "undo", HttpStatusCode.NotFound);
        await Reverse(client, elsewhere, first, "redo", HttpStatusCode.NotFound);
        await client.GetJson($"/api/psi/{Guid.NewGuid()}/changes", HttpStatusCode.NotFound);
        using var copied = await client.PostAsJsonAsync($"/api/sessions/{session}/copy", new { title = "what if" });
        var copy = (await copied.Json(HttpStatusCode.Created))["id"];
        Assert.Empty((JsonArray)await client.GetJson($"/api/psi/{copy}/changes"));
    }

    [Fact]
    public async Task Undo_OfTenThousandEdits_IsOneChange()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("S0", "2026-01-01", "1"));
        var before = await Numbers(client, session);
        var start = new DateOnly(2026, 1, 1);
        var change = Id(await client.Apply(session, [.. Enumerable.Range(0, 10_000)
            .Select(i => Edit($"S{i / 20}", $"{start.AddDays(i % 20):yyyy-MM-dd}", i + 1))]));
        var changed = await Numbers(client, session);

        var undone = await Reverse(client, session, change, "undo");

        Assert.Equal(10_000, (int)undone["undone"]!);
        Assert.Equal(before, await Numbers(client, session));
        await Reverse(client, session, change, "redo");
        Assert.Equal(changed, await Numbers(client, session));
        using var first = await client.GetAsync($"/api/psi/{session}/changes/{change}?limit=2", TestContext.Current.CancellationToken);
        Assert.Equal(["10000"], first.Headers.GetValues("X-Total-Count"));
        Assert.Equal(2, ((JsonArray)(await first.Json(HttpStatusCode.OK))["changed"]!).Count);
    }

    internal static object Edit(
        string sku, string date, decimal? inbound = null, decimal? outbound = null, decimal? safety = null,
        string warehouse = "東京DC") => new
        {
            sku_code = sku,
            warehouse_name = warehouse,
            channel = "online",
            date,
            inbound_qty = inbound,
            outbound_qty = outbound,
            safety_stock = safety,
        };

    internal static Guid Id(JsonNode answer) => (Guid)answer["change_id"]!;

    internal static async Task<JsonNode> Reverse(
        HttpClient client, Guid session, Guid change, string how, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await client.PostAsync($"/api/psi/{session}/changes/{change}/{how}", null);
        return await answer.Json(expected);
    }

    /// <summary>Every day, every stored summary and every override.</summary>
    internal static async Task<string> Numbers(HttpClient client, Guid session)
    {
        var series = (JsonArray)await client.GetJson($"/api/psi/{session}/series?limit=5000&sort=sku_code");
        var days = (JsonArray)await client.GetJson($"/api/psi/{session}/daily");
        // What describes a series stays with it while it has edits, whatever becomes of its file
        foreach (var one in series.Concat(days))
        {
            foreach (var name in Descriptions) ((JsonObject)one!).Remove(name);
        }
        var edits = (JsonArray)await client.GetJson($"/api/psi-edits?session_id={session}");
        var overrides = edits.Select(edit => string.Join(',', Overrides.Select(name => $"{edit![name]}")));
        return days.ToJsonString() + series.ToJsonString() + string.Join(";", overrides);
    }

    public sealed class OnSqlite(SqliteApp app) : ChangeSetsTests(app);

    public sealed class OnPostgres(PostgresApp app) : ChangeSetsTests(app);
}
