using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PsiErp.Tests.Archive;
using static PsiErp.Tests.Edits.ChangeSetsTests;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Moves;

/// <summary>Whatever becomes of a session, its moves stay what they are, and the figures have them.</summary>
public abstract class MovesKeptTests(PsiApp app)
{
    private const string Retail = "東京DC/retail";

    private static readonly string[] Rows =
    [
        Row("A", "2026-12-01", "0", "1", "100"), Row("A", "2026-12-02", "0", "1"),
        Row("A", "2026-12-01", "0", "2", "10", channel: "retail"), Row("A", "2026-12-02", "0", "2", channel: "retail"),
    ];

    private static async Task Upload(HttpClient client, Guid session, string? mode, params string[] rows)
    {
        using var answer = await client.Upload(session, WideHeader + string.Concat(rows), mode);
        await answer.Json(HttpStatusCode.OK);
    }

    private static async Task Post(HttpClient client, string path)
    {
        using var answer = await client.PostAsync(path, null);
        await answer.Json(HttpStatusCode.OK);
    }

    /// <summary>Summaries as they would be if they were made from the days.</summary>
    private static async Task AssertSummariesAreTrue(HttpClient client, Guid session)
    {
        var days = (JsonArray)await client.GetJson($"/api/psi/{session}/daily");
        var series = (JsonArray)await client.GetJson($"/api/psi/{session}/series?sort=sku_code&limit=5000");
        Assert.Equal(
            days.ToDictionary(one => Key(one!), one => one!["daily"]!.Column("stock_closing")[^1]).OrderBy(one => one.Key),
            series.ToDictionary(one => Key(one!), one => one!["closing"]!.ToJsonString()).OrderBy(one => one.Key));

        static string Key(JsonNode one) => $"{one["sku_code"]}/{one["warehouse_name"]}/{one["channel"]}";
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("replace-dates")]
    [InlineData("replace-all")]
    public async Task Import_LaysItsDaysUnderTheMoves_AndItsUndoToo(string mode)
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Rows);
        await client.Move(session, 10, "2026-12-02");
        await client.Move(session, 4, "2026-12-02", "2026-12-05", to: "大阪DC/online");
        var before = await Numbers(client, session);

        await Upload(client, session, mode, Row("A", "2026-12-01", "0", "1", "200"), Row("A", "2026-12-02", "0", "1"));

        Assert.Equal(["199", "184"], (await client.DaysOf(session, "東京DC/online")).Column("stock_closing"));
        Assert.Equal(mode == "merge" ? "16" : "10", (await client.DaysOf(session, Retail)).Column("stock_closing")[^1]);
        Assert.Equal(["4"], (await client.DaysOf(session, "大阪DC/online")).Column("stock_closing"));
        await AssertSummariesAreTrue(client, session);
        var after = await Numbers(client, session);
        await Post(client, $"/api/psi/{session}/imports/undo");
        Assert.Equal(before, await Numbers(client, session));
        await Post(client, $"/api/psi/{session}/imports/redo");
        Assert.Equal(after, await Numbers(client, session));
    }

    [Fact]
    public async Task Import_Staged_TakesOverWhatWasMovedMeanwhile()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Rows);
        using var staged = await client.UploadTo($"/api/psi/{session}/upload?preview=true&mode=replace-all",
            WideHeader + Row("A", "2026-12-01", "0", "1", "200") + Row("NEW", "2026-12-01", "0", "1", "7"));
        var import = (string)(await staged.Json(HttpStatusCode.OK))["import_id"]!;

        // One to a series whose number the file's new one was going to have
        await client.Move(session, 10, "2026-12-01", to: "大阪DC/online");
        await client.Move(session, 2, "2026-12-01", sku: "NEW");
        await Post(client, $"/api/psi/{session}/imports/{import}/commit");

        Assert.Equal(["189"], (await client.DaysOf(session, "東京DC/online")).Column("stock_closing"));
        Assert.Equal(["10"], (await client.DaysOf(session, "大阪DC/online")).Column("stock_closing"));
        Assert.Equal(["4"], (await client.DaysOf(session, "東京DC/online", "NEW")).Column("stock_closing"));
        Assert.Equal(["2"], (await client.DaysOf(session, Retail, "NEW")).Column("stock_closing"));
        await AssertSummariesAreTrue(client, session);
        await Post(client, $"/api/psi/{session}/imports/undo");
        await AssertSummariesAreTrue(client, session);
        Assert.Equal(["-2"], (await client.DaysOf(session, "東京DC/online", "NEW")).Column("stock_closing"));
        using var asOf = await client.PutAsJsonAsync($"/api/sessions/{session}", new { as_of = "2026-12-01" });
        await asOf.Json(HttpStatusCode.OK);
        await AssertSummariesAreTrue(client, session);
        Assert.Equal("89", (await client.DaysOf(session, "東京DC/online")).Column("stock_closing")[0]);
    }

    [Fact]
    public async Task Copy_HasTheMoves_WithoutTheTransferPlanThatTheyAreOf()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Rows);
        await client.Move(session, 10, "2026-12-02", note: "promotion");
        using var recommended = await client.PostAsJsonAsync(
            "/api/transfer-plans/recommend", new { session_id = session, start = "2026-12-01", end = "2026-12-02" });
        var plan = (string)(await recommended.Json(HttpStatusCode.Created))["plan"]!["plan_id"]!;
        using var lines = await client.PutAsJsonAsync($"/api/transfer-plans/{plan}/lines", new
        {
            lines = new[]
            {
                new
                {
                    sku_code = "A", from_warehouse = "東京DC", from_channel = "online", to_warehouse = "大阪DC", to_channel = "online", qty = 3,
                },
            },
        });
        await lines.Json(HttpStatusCode.OK);
        using var applied = await client.PatchAsJsonAsync($"/api/transfer-plans/{plan}", new { status = "applied" });
        await applied.Json(HttpStatusCode.OK);
        var before = await Numbers(client, session);

        using var answer = await client.PostAsJsonAsync($"/api/sessions/{session}/copy", new { title = "What if" });
        var copy = (Guid)(await answer.Json(HttpStatusCode.Created))["id"]!;

        Assert.Equal(before, await Numbers(client, copy));
        Assert.Equal(["null", "null"], (await client.Moves(copy)).Column("plan_id"));
        Assert.Empty((JsonArray)await client.GetJson($"/api/transfer-plans?session_id={copy}"));
        // Each is its own: what is taken back here stays there
        using var cancelled = await client.PatchAsJsonAsync($"/api/transfer-plans/{plan}", new { status = "cancelled" });
        await cancelled.Json(HttpStatusCode.OK);
        Assert.Equal(before, await Numbers(client, copy));
        var differs = (JsonArray)await client.GetJson($"/api/psi/{copy}/compare?with={session}");
        Assert.Equal(["\"online\"", "\"online\""], differs.Column("channel"));
        using var gone = await client.DeleteAsync($"/api/psi/{copy}/moves/{(await client.Moves(copy))[0]!["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Single(await client.Moves(session));
    }

    [Fact]
    public async Task Deleted_HidesTheMoves_RestoredHasThem_RemovedHasNone()
    {
        using var admin = await app.SignedInClient(admin: true);
        var session = await admin.CreatePlan(Rows);
        await admin.Move(session, 10, "2026-12-02");
        using var recommended = await admin.PostAsJsonAsync(
            "/api/transfer-plans/recommend", new { session_id = session, start = "2026-12-01", end = "2026-12-02" });
        await recommended.Json(HttpStatusCode.Created);
        var before = await Numbers(admin, session);
        using (var deleted = await admin.DeleteAsync($"/api/sessions/{session}")) Assert.True(deleted.IsSuccessStatusCode);

        foreach (var path in new[] { $"/api/psi/{session}/moves", $"/api/channel-transfers?session_id={session}",
            $"/api/channel-transfers/{session}/export", $"/sessions/{session}/moves",
            $"/api/psi/matrix?session_id={session}&start=2026-12-01&end=2026-12-01" })
        {
            using var answer = await admin.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, path);
        }
        Assert.DoesNotContain(session.ToString(), (await admin.GetJson("/api/channel-transfers")).ToJsonString());
        using var post = await admin.PostMove(session, 1, "2026-12-01");
        await post.Problem(HttpStatusCode.NotFound);

        await Post(admin, $"/api/sessions/{session}/restore");
        Assert.Equal(before, await Numbers(admin, session));
        Assert.Single(await admin.Moves(session));

        using (var again = await admin.DeleteAsync($"/api/sessions/{session}")) Assert.True(again.IsSuccessStatusCode);
        using (var removed = await admin.DeleteAsync($"/api/sessions/deleted/{session}")) Assert.True(removed.IsSuccessStatusCode);
        Assert.Equal(0, await app.WithDb(async db => await db.StockMoves.CountAsync(move => move.SessionId == session)
            + await db.TransferPlans.CountAsync(plan => plan.SessionId == session)
            + await db.StockMoveChanges.CountAsync(change => change.SessionId == session)));
    }

    [Fact]
    public async Task Archive_CarriesMovesAndTransferPlans_AndUndoGoesOn()
    {
        await using var old = app.WithEmptyDatabase();
        await using var now = app.WithEmptyDatabase();
        using var before = await old.SignedInClient();
        var session = await before.CreatePlan(Rows);
        var empty = await Numbers(before, session);
        var move = await before.Move(session, 10, "2026-12-02", "2026-12-03", note: "promotion");
        using var recommended = await before.PostAsJsonAsync(
            "/api/transfer-plans/recommend", new { session_id = session, start = "2026-12-01", end = "2026-12-02" });
        await recommended.Json(HttpStatusCode.Created);

        await now.Import(await old.Export());

        using var after = now.AnonymousClient();
        await after.SignIn(before.Username!);
        foreach (var path in new[] { $"/api/psi/{session}/moves", $"/api/psi/{session}/daily",
            $"/api/transfer-plans?session_id={session}" })
            Assert.Equal((await before.GetJson(path)).ToJsonString(), (await after.GetJson(path)).ToJsonString());
        await Reverse(after, session, Id(move), "undo");
        Assert.Equal(empty, await Numbers(after, session));
    }

    public sealed class OnSqlite(SqliteApp app) : MovesKeptTests(app);

    public sealed class OnPostgres(PostgresApp app) : MovesKeptTests(app);
}
