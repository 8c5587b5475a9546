using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Accounts;
using PsiErp.Import;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Import;

/// <summary>A file is seen before it counts, and taken back when it was wrong; what planners have edited stays.</summary>
public abstract class ImportVersionsTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly string Monday =
        WideHeader + Row("A", "2026-12-01", "1", "5") + Row("A", "2026-12-02", "2") + Row("B", "2026-12-01", "3");

    private static readonly string Tuesday =
        WideHeader + Row("A", "2026-12-02", "20") + Row("A", "2026-12-03", "30") + Row("C", "2026-12-01", "7", "9");

    [Fact]
    public async Task Preview_ChangesNothing_AndSaysWhatItWouldDo()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client, Monday);
        var before = await Everything(client, session);

        var staged = await Stage(client, session, Tuesday);

        Assert.Equal(before, await Everything(client, session));
        Assert.Equal(("staged", 2, 1, 0, 0), ((string?)staged["status"], (int)staged["inserted"]!, (int)staged["updated"]!,
            (int)staged["unchanged"]!, (int)staged["gone"]!));
        Assert.Equal("""{"before":1,"after":2}""", staged["alerts"]!["stock_out"]!.ToJsonString());
        Assert.True((DateTimeOffset)staged["expires_at"]! > MovedClock.Now.AddMinutes(50));

        var taken = await Post(client, session, $"{staged["import_id"]}/commit");

        Assert.Equal(("current", "plan.csv"), ((string?)taken["status"], (string?)taken["file_name"]));
        Assert.Equal(["1", "20", "30"], (await client.Days(session, "?sku_code=A")).Column("inbound_qty"));
        Assert.Equal(["current", "past"], (await Imports(client, session)).Select(import => (string?)import!["status"]));
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("replace-dates")]
    [InlineData("replace-all")]
    public async Task UndoAndRedo_PutEveryNumberBack(string mode)
    {
        using var client = await app.SignedInClient();
        var session = await Session(client, Monday);
        await client.Apply(session, Edit("B", "2026-12-01", inbound: 50));
        var monday = await Everything(client, session);
        using var upload = await client.Upload(session, Tuesday, mode);
        await upload.Json(HttpStatusCode.OK);
        var tuesday = await Everything(client, session);
        Assert.NotEqual(monday, tuesday);

        var current = await Post(client, session, "undo");

        Assert.Equal(("plan.csv", "current"), ((string?)current["file_name"], (string?)current["status"]));
        Assert.Equal(monday, await Everything(client, session));
        Assert.Equal(["undone", "current"], (await Imports(client, session)).Select(import => (string?)import!["status"]));

        await Post(client, session, "redo");
        Assert.Equal(tuesday, await Everything(client, session));
    }

    [Fact]
    public async Task Undo_OfTheFirstImport_LeavesTheEditsOnly_AndSaysThatNoFileIsCurrent()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client, Monday);
        await client.Apply(session, Edit("A", "2026-12-01", inbound: 9));

        using var answer = await client.PostAsync($"/api/psi/{session}/imports/undo", null, Ct);

        Assert.Equal("null", await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(["\"A\""], (await client.GetJson($"/api/psi/{session}/series")).Column("sku_code"));
        Assert.Equal(["9"], (await client.Days(session)).Column("stock_closing"));
        using var again = await client.PostAsync($"/api/psi/{session}/imports/undo", null, Ct);
        Assert.Contains("nothing kept", await again.Problem(HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EditsMadeMeanwhile_CountAfterTakingOverUndoAndRedo()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client, Monday);
        var staged = await Stage(client, session, Tuesday);
        // Of a series that the file changes, of one that the file brings, and of one that nobody knows
        await client.Apply(session,
            Edit("A", "2026-12-02", inbound: 100), Edit("C", "2026-12-01", inbound: 8), Edit("D", "2026-12-05", inbound: 4));

        await Post(client, session, $"{staged["import_id"]}/commit");
        await AssertProjected(client, session, ("A", 126), ("B", 3), ("C", -1), ("D", 4));

        await client.Apply(session, Edit("A", "2026-12-03", inbound: 0));
        await Post(client, session, "undo");
        await AssertProjected(client, session, ("A", 96), ("B", 3), ("C", 8), ("D", 4));

        await Post(client, session, "redo");
        await AssertProjected(client, session, ("A", 96), ("B", 3), ("C", -1), ("D", 4));
    }

    [Fact]
    public async Task SeriesThatAnEditBeganMeanwhile_AreTheFilesSeries_WhateverNumbersTheyHave()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client, Monday);
        var staged = await Stage(client, session, WideHeader + Row("Y", "2026-12-01", "1") + Row("Z", "2026-12-01", "2"));
        // They take the numbers that the waiting rows have, the other way round
        await client.Apply(session, Edit("Z", "2026-12-02", inbound: 20));
        await client.Apply(session, Edit("X", "2026-12-02", inbound: 30));

        await Post(client, session, $"{staged["import_id"]}/commit");

        await AssertProjected(client, session, ("A", -2), ("B", 3), ("X", 30), ("Y", 1), ("Z", 22));
        await Post(client, session, "undo");
        await AssertProjected(client, session, ("A", -2), ("B", 3), ("X", 30), ("Z", 20));
        await Post(client, session, "redo");
        await AssertProjected(client, session, ("A", -2), ("B", 3), ("X", 30), ("Y", 1), ("Z", 22));
    }

    [Fact]
    public async Task OvertakenPreview_IsRefusedByTheApi_AndCanBeLaidOverWhatCame()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client, Monday);
        var id = Guid.Parse((string)(await Stage(client, session, "sku_code,warehouse_name,channel,date,outbound_qty\n"
            + "A,東京DC,online,2026-12-02,6\nE,東京DC,online,2026-12-02,1\n"))["import_id"]!);
        using var other = await client.Upload(session, WideHeader + Row("A", "2026-12-02", "200") + Row("B", "2026-12-01", "4"));
        await other.Json(HttpStatusCode.OK);

        using var late = await client.PostAsync($"/api/psi/{session}/imports/{id}/commit", null, Ct);
        Assert.Contains("Another import", await late.Problem(HttpStatusCode.Conflict), StringComparison.Ordinal);

        Assert.IsType<TakeOver.Done>(await TakeOver(client, session, id));
        // The other file's production, this one's sales
        await AssertProjected(client, session, ("A", -4 + 200 - 6), ("B", 4), ("E", -1));
        Assert.Equal("\"A name\"", (await client.GetJson($"/api/psi/{session}/daily?sku_code=A"))[0]!["sku_name"]!.ToJsonString());
        await Post(client, session, "undo");
        await AssertProjected(client, session, ("A", -4 + 200), ("B", 4));
    }

    [Fact]
    public async Task Mode_MayStillChange_WhenTakingOver()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client, Monday);
        var staged = await Stage(client, session, Tuesday);

        var taken = await Post(client, session, $"{staged["import_id"]}/commit?mode=replace-all");

        Assert.Equal(("replace-all", 2), ((string?)taken["mode"], (int)taken["deleted"]!));
        Assert.Equal(["\"A\"", "\"C\""], (await client.GetJson($"/api/psi/{session}/series")).Column("sku_code"));
        await AssertProjected(client, session, ("A", 50), ("C", -2));
    }

    [Fact]
    public async Task Discarded_IsGone_AndSoIsOneThatWaitedTooLong()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client, Monday);
        var (first, second) = (await Stage(client, session, Tuesday), await Stage(client, session, Tuesday));

        using var discarded = await client.DeleteAsync($"/api/psi/{session}/imports/{first["import_id"]}", Ct);
        Assert.Equal(HttpStatusCode.NoContent, discarded.StatusCode);
        await app.WithDb(db => db.BaseVersions.Where(import => import.SessionId == session && import.ExpiresAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(import => import.ExpiresAt, MovedClock.Now.AddMinutes(-1)), Ct));
        using var late = await client.PostAsync($"/api/psi/{session}/imports/{second["import_id"]}/commit", null, Ct);

        Assert.True(late.StatusCode is HttpStatusCode.Gone or HttpStatusCode.NotFound);
        Assert.Single(await Imports(client, session));
        await Clean();
        Assert.Equal(3, await Rows(session));
    }

    [Fact]
    public async Task Versions_FurtherBackThanThree_Go()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client, Monday);
        for (var day = 2; day <= 5; day++)
        {
            using var upload = await client.Upload(session, WideHeader + Row("A", "2026-12-01", $"{day}"), "replace-all");
            await upload.Json(HttpStatusCode.OK);
        }
        await Clean();

        Assert.Equal(3, await Rows(session));
        await Post(client, session, "undo");
        await Post(client, session, "undo");
        await AssertProjected(client, session, ("A", 3));
        using var further = await client.PostAsync($"/api/psi/{session}/imports/undo", null, Ct);
        await further.Problem(HttpStatusCode.Conflict);
        await Post(client, session, "redo");
        await Post(client, session, "redo");
        await AssertProjected(client, session, ("A", 5));
    }

    [Fact]
    public async Task RefusedFile_LeavesNoVersion()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client, Monday);

        using var upload = await client.Upload(session, Tuesday + Row("A", "2026-12-09", "many"));

        await upload.Problem(HttpStatusCode.UnprocessableEntity);
        await Clean();
        Assert.Equal(3, await Rows(session));
        Assert.Single(await Imports(client, session));
    }

    [Fact]
    public async Task TwoAtOnce_AreBothInThePlan()
    {
        using var client = await app.SignedInClient();
        var session = await Session(client, Monday);

        var answers = await Task.WhenAll(
            client.Upload(session, WideHeader + Row("A", "2026-12-02", "20")),
            client.Upload(session, WideHeader + Row("B", "2026-12-01", "30")));

        foreach (var answer in answers)
        {
            await answer.Json(HttpStatusCode.OK);
            answer.Dispose();
        }
        await AssertProjected(client, session, ("A", 16), ("B", 30));
    }

    [Fact]
    public async Task UnknownSessionOrImport_Is404()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        var nobody = Guid.NewGuid();

        foreach (var path in new[] { $"{nobody}/imports/undo", $"{nobody}/imports/redo", $"{session}/imports/{nobody}/commit" })
        {
            using var answer = await client.PostAsync($"/api/psi/{path}", null, Ct);
            await answer.Problem(HttpStatusCode.NotFound);
        }
        await client.GetJson($"/api/psi/{nobody}/imports", HttpStatusCode.NotFound);
        using var discard = await client.DeleteAsync($"/api/psi/{session}/imports/{nobody}", Ct);
        await discard.Problem(HttpStatusCode.NotFound);
    }

    private static object Edit(string sku, string date, decimal inbound) =>
        new { sku_code = sku, warehouse_name = "東京DC", channel = "online", date, inbound_qty = inbound };

    private static async Task<Guid> Session(PsiClient client, string csv)
    {
        var session = await client.CreateSession();
        using var answer = await client.Upload(session, csv);
        await answer.Json(HttpStatusCode.OK);
        return session;
    }

    private static async Task<JsonNode> Stage(PsiClient client, Guid session, string csv)
    {
        using var answer = await client.UploadTo($"/api/psi/{session}/upload?preview=true", csv);
        return await answer.Json(HttpStatusCode.OK);
    }

    private static async Task<JsonNode> Post(PsiClient client, Guid session, string path)
    {
        using var answer = await client.PostAsync($"/api/psi/{session}/imports/{path}", null, Ct);
        return await answer.Json(HttpStatusCode.OK);
    }

    private static async Task<JsonArray> Imports(PsiClient client, Guid session) =>
        (await client.GetJson($"/api/psi/{session}/imports")).AsArray();

    private static async Task<string> Everything(PsiClient client, Guid session) =>
        (await client.GetJson($"/api/psi/{session}/daily")).ToJsonString()
        + (await client.GetJson($"/api/psi/{session}/series")).ToJsonString()
        + (await client.GetJson($"/api/psi/{session}/summary")).ToJsonString()
        + (await client.GetJson($"/api/psi-edits?session_id={session}")).ToJsonString();

    /// <summary>The stored summaries say what the days do.</summary>
    private static async Task AssertProjected(PsiClient client, Guid session, params (string Sku, decimal Closing)[] expected)
    {
        var days = (await client.GetJson($"/api/psi/{session}/daily")).AsArray();
        Assert.Equal(expected, days.Select(one => ((string)one!["sku_code"]!, (decimal)one["daily"]!.AsArray()[^1]!["stock_closing"]!)));
        var series = (await client.GetJson($"/api/psi/{session}/series")).AsArray();
        Assert.Equal(expected, series.Select(one => ((string)one!["sku_code"]!, (decimal)one["closing"]!)));
    }

    private Task<TakeOver> TakeOver(PsiClient client, Guid session, Guid import) => With<WaitingImports, TakeOver>(async waiting =>
        await waiting.TakeOverAsync(session, import, await Someone(client.Username), whateverCameFirst: true, Ct));

    private Task<int> Clean() => With<OldVersions, int>(async versions =>
    {
        await versions.RemoveAsync(Ct);
        return 0;
    });

    private async Task<T> With<TUseCase, T>(Func<TUseCase, Task<T>> use) where TUseCase : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    private Task<Actor> Someone(string? name) => app.WithDb(db => db.Users.Where(user => user.Username == name)
        .Select(user => new Actor(user.Id, user.Username, user.IsAdmin, null)).SingleAsync(Ct));

    private Task<int> Rows(Guid session) => app.WithDb(db => db.Base.CountAsync(row => row.SessionId == session, Ct));

    public sealed class OnSqlite(SqliteApp app) : ImportVersionsTests(app);

    public sealed class OnPostgres(PostgresApp app) : ImportVersionsTests(app);
}
