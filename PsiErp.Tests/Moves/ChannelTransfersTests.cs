using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static PsiErp.Tests.Edits.ChangeSetsTests;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Moves;

/// <summary>The prototype's channel transfers: moves within a warehouse, by their key.</summary>
public abstract class ChannelTransfersTests(PsiApp app)
{
    private static readonly string Tokyo = Uri.EscapeDataString("東京DC");

    private static Task<Guid> Plan(HttpClient client) => client.CreatePlan(
        Row("A", "2026-12-01", "0", "1", "100"), Row("A", "2026-12-02", "0", "1"),
        Row("A", "2026-12-01", "0", "2", "10", channel: "retail"), Row("A", "2026-12-02", "0", "2", channel: "retail"));

    private static object Transfer(Guid session, decimal? qty, string date = "2026-12-01", string from = "online", string to = "retail",
        string? note = null, string sku = "A") =>
        new
        {
            session_id = session,
            sku_code = sku,
            warehouse_name = "東京DC",
            transfer_date = date,
            from_channel = from,
            to_channel = to,
            qty,
            note
        };

    private static async Task<JsonNode> Post(
        HttpClient client, object transfer, HttpStatusCode expected = HttpStatusCode.Created, string path = "/api/channel-transfers")
    {
        using var answer = await client.PostAsJsonAsync(path, transfer);
        return await answer.Json(expected);
    }

    [Fact]
    public async Task Transfer_IsAnsweredAsTheContractHasIt_AndMovesBothChannels()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);

        // As the prototype's client calls it
        var made = (JsonObject)await Post(client, Transfer(session, 12.500000m), path: "/channel-transfers/");

        Assert.Equal(["session_id", "sku_code", "warehouse_name", "transfer_date", "from_channel", "to_channel", "qty", "created_at",
            "updated_at", "created_by_username", "updated_by_username"], made.Select(member => member.Key));
        Assert.Equal(("12.5", client.Username), (made["qty"]!.ToJsonString(), (string?)made["created_by_username"]));
        Assert.Equal(["-12.5", "0"], (await client.DaysOf(session, "東京DC/online")).Column("channel_move"));
        Assert.Equal(["20.5", "18.5"], (await client.DaysOf(session, "東京DC/retail")).Column("stock_closing"));
        Assert.Equal(made.ToJsonString(), Assert.Single(await client.Transfers(session))!.ToJsonString());
        var listed = (JsonArray)await client.GetJson($"/channel-transfers/?session_id={session}");
        Assert.Equal(made.ToJsonString(), Assert.Single(listed)!.ToJsonString());
    }

    [Fact]
    public async Task Transfer_KeyTaken_SameChannelOrHalf_IsRefused()
    {
        using var client = await app.SignedInClient();
        var session = await Plan(client);
        await Post(client, Transfer(session, 1));

        await Post(client, Transfer(session, 2), HttpStatusCode.Conflict);
        await Post(client, Transfer(session, 2, to: "online"), HttpStatusCode.BadRequest);
        await Post(client, Transfer(session, null), HttpStatusCode.UnprocessableEntity);
        await Post(client, Transfer(session, 0, "2026-12-02"), HttpStatusCode.UnprocessableEntity);
        await Post(client, Transfer(Guid.NewGuid(), 1), HttpStatusCode.NotFound);
        // The other way is another key, and so is a move that arrives later
        await Post(client, Transfer(session, 2, from: "retail", to: "online"));
        await client.Move(session, 3, "2026-12-01", "2026-12-02");

        Assert.Equal(2, (await client.Transfers(session)).Count);
        Assert.Equal(3, (await client.Moves(session)).Count);
        Assert.Equal(["-2", "0"], (await client.DaysOf(session, "東京DC/online")).Column("channel_move"));
    }

    [Fact]
    public async Task Transfer_Changed_MayGetAnotherKey_AndKeepsWhatIsNotSent()
    {
        using var client = await app.SignedInClient();
        using var tanaka = await app.SignedInClient();
        var session = await Plan(client);
        var before = await Numbers(client, session);
        await Post(client, Transfer(session, 1, note: "first"));
        await Post(client, Transfer(session, 5, "2026-12-02"));
        var path = $"/api/channel-transfers/{session}/A/{Tokyo}/2026-12-01/online/retail";

        using var quantity = await tanaka.PutAsJsonAsync(path, new { qty = 4 });
        var changed = await quantity.Json(HttpStatusCode.OK);
        Assert.Equal(("4", "first", client.Username, tanaka.Username), (changed["qty"]!.ToJsonString(), (string?)changed["note"],
            (string?)changed["created_by_username"], (string?)changed["updated_by_username"]));
        using var taken = await client.PutAsJsonAsync(path, new { transfer_date = "2026-12-02" });
        await taken.Problem(HttpStatusCode.Conflict);
        using var circle = await client.PutAsJsonAsync(path, new { to_channel = "online" });
        await circle.Problem(HttpStatusCode.BadRequest);
        using var key = await client.PutAsJsonAsync(path, new { to_channel = "outlet", note = (string?)null });
        Assert.Null((await key.Json(HttpStatusCode.OK))["note"]);
        Assert.Equal(["4"], (await client.DaysOf(session, "東京DC/outlet")).Column("channel_move"));
        using var gone = await client.PutAsJsonAsync(path, new { qty = 1 });
        await gone.Problem(HttpStatusCode.NotFound);
        using var same = await client.PutAsJsonAsync(path.Replace("retail", "outlet"), new { qty = 4 });
        await same.Json(HttpStatusCode.OK);

        var changes = (JsonArray)await client.GetJson($"/api/psi/{session}/changes");
        Assert.Equal(4, changes.Count);
        foreach (var change in changes) await Reverse(client, session, (Guid)change!["change_id"]!, "undo");
        Assert.Equal(before, await Numbers(client, session));
    }

    [Fact]
    public async Task Transfer_Deleted_IsGoneByItsKey()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A/B %", "2026-12-01", "0", "1", "100"));
        await Post(client, Transfer(session, 1, sku: "A/B %"));
        var path = $"/channel-transfers/{session}/A%2FB%20%25/{Tokyo}/2026-12-01/online/retail/";

        using var answer = await client.DeleteAsync(path);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        using var again = await client.DeleteAsync(path);
        await again.Problem(HttpStatusCode.NotFound);
        using var date = await client.DeleteAsync(path.Replace("2026-12-01", "tomorrow"));
        await date.Problem(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(1, (int)(await client.GetJson($"/api/psi/{session}/summary"))["series"]!);
    }

    [Fact]
    public async Task Transfers_AreNarrowedAndOrdered_AndExported()
    {
        using var client = await app.SignedInClient();
        using var tanaka = await app.SignedInClient();
        var session = await client.CreateSession("計画, 12月");
        await Post(client, Transfer(session, 2, "2026-12-02", note: "=1+1"));
        await Post(tanaka, Transfer(session, 1.5m, sku: "b2"));
        await Post(client, Transfer(session, 3, sku: "A", from: "retail", to: "online"));

        Assert.Equal(["3", "1.5", "2"], (await client.Transfers(session)).Column("qty"));
        foreach (var (query, found) in new[] { ("sku_code=B", 1), ("warehouse_name=東京", 3), ("start_date=2026-12-02", 1),
            ("end_date=2026-12-01", 2), ($"username={tanaka.Username}", 1), ($"actor={tanaka.Username}", 1),
            ("actor=00000000-0000-0000-0000-000000000000", 0),
            ("updated_at=2020-01-01", 0), ("updated_at=2020-01-01T00:00:00Z", 3), ("limit=1", 1) })
            Assert.Equal(found, (await client.Transfers(session, $"&{query}")).Count);
        await client.GetJson("/api/channel-transfers?updated_at=soon", HttpStatusCode.UnprocessableEntity);
        await client.GetJson($"/api/channel-transfers?session_id={Guid.NewGuid()}", HttpStatusCode.NotFound);

        using var file = await client.GetAsync($"/api/channel-transfers/{session}/export?channel=online");
        Assert.Equal($"channel-transfers-{session}.csv", file.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Equal(
            "session_title,transfer_date,sku_code,warehouse_name,from_channel,to_channel,qty,note\n"
            + "\"計画, 12月\",2026-12-01,A,東京DC,retail,online,3,\n"
            + "\"計画, 12月\",2026-12-01,b2,東京DC,online,retail,1.5,\n"
            + "\"計画, 12月\",2026-12-02,A,東京DC,online,retail,2,'=1+1\n",
            (await file.Content.ReadAsStringAsync()).ReplaceLineEndings("\n"));
        var audited = await client.GetByteArrayAsync($"/api/channel-transfers/{session}/export?include_audit=true&bom=true");
        Assert.Equal([0xEF, 0xBB, 0xBF], audited[..3]);
        Assert.Contains(",created_by,updated_by,created_at,updated_at", System.Text.Encoding.UTF8.GetString(audited));
        await client.GetJson($"/api/channel-transfers/{Guid.NewGuid()}/export", HttpStatusCode.NotFound);
    }

    public sealed class OnSqlite(SqliteApp app) : ChannelTransfersTests(app);

    public sealed class OnPostgres(PostgresApp app) : ChannelTransfersTests(app);
}
