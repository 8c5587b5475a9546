using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Import;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Import;

/// <summary>What becomes of a file when something happens to its session or its sender on the way: base data stays as it was.</summary>
public abstract class InterruptedImportTests(PsiApp app)
{
    private static readonly string Monday = WideHeader + Row("A", "2026-12-01", "1") + Row("B", "2026-12-01", "2");
    private static readonly string Tuesday = WideHeader + Row("A", "2026-12-01", "10") + Row("C", "2026-12-01", "3");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SessionDeletedWhileItsFileWaits_IsSaid_AndBothAreThereWhenItComesBack()
    {
        using var client = await app.SignedInClient();
        var session = await Planned(client);
        using var staged = await client.UploadTo($"/api/psi/{session}/upload?preview=true", Tuesday);
        var import = (string?)(await staged.Json(HttpStatusCode.OK))["import_id"];
        (await client.DeleteAsync($"/api/sessions/{session}", Ct)).EnsureSuccessStatusCode().Dispose();

        using (var commit = await client.PostAsync($"/api/psi/{session}/imports/{import}/commit", null, Ct))
            await commit.Problem(HttpStatusCode.NotFound);

        await BringBack(client, session);
        Assert.Equal(["1", "2"], await Inbound(client, session));
        using var again = await client.PostAsync($"/api/psi/{session}/imports/{import}/commit", null, Ct);
        await again.Json(HttpStatusCode.OK);
        Assert.Equal(["10", "2", "3"], await Inbound(client, session));
    }

    [Fact]
    public async Task SessionDeletedWhileAFileLoads_LeavesNothingOfTheFile_AndTheNextOneWorks()
    {
        using var client = await app.SignedInClient();
        var session = await Planned(client);
        await OnInsertOf("psi_base", session,
            "UPDATE sessions SET deleted_at = (SELECT max(created_at) FROM sessions) WHERE id = NEW.session_id;");

        using (var upload = await client.Upload(session, Tuesday))
            await upload.Problem(HttpStatusCode.NotFound);

        await Forget(session);
        await BringBack(client, session);
        await AssertAsItWas(client, session);
    }

    [Fact]
    public async Task DatabaseThatFailsInTheMiddle_LeavesThePlan_AndTheNextUploadWorks()
    {
        using var client = await app.SignedInClient();
        var session = await Planned(client);
        await OnInsertOf("psi_series_images", session, app is PostgresApp
            ? "RAISE SQLSTATE '57P01' USING MESSAGE = 'terminating connection due to administrator command';"
            : "SELECT RAISE(ABORT, 'the disk went away');");

        using (var upload = await client.Upload(session, Tuesday))
            Assert.True(upload.StatusCode >= HttpStatusCode.InternalServerError, $"{upload.StatusCode}");

        await Forget(session, "psi_series_images");
        await AssertAsItWas(client, session);
    }

    [Fact]
    public async Task SenderWhoLeavesInTheMiddle_ChangesNothing()
    {
        using var client = await app.SignedInClient();
        var session = await Planned(client);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        using var form = new MultipartFormDataContent { { new CutFile(Tuesday, leaving), "file", "plan.csv" } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.PostAsync($"/api/psi/{session}/upload", form, leaving.Token));

        Assert.Equal(["1", "2"], await Inbound(client, session));
        Assert.Single((JsonArray)await client.GetJson($"/api/psi/{session}/imports"));
    }

    /// <summary>The plan is that of Monday, nothing else is stored, and the next file goes in.</summary>
    private async Task AssertAsItWas(PsiClient client, Guid session)
    {
        Assert.Equal(["1", "2"], await Inbound(client, session));
        await Clean();
        Assert.Equal(2, await app.WithDb(db => db.Base.CountAsync(row => row.SessionId == session, Ct)));
        using var again = await client.Upload(session, Tuesday);
        await again.Json(HttpStatusCode.OK);
        Assert.Equal(["10", "2", "3"], await Inbound(client, session));
    }

    private static async Task<Guid> Planned(PsiClient client)
    {
        var session = await client.CreateSession();
        using var answer = await client.Upload(session, Monday);
        await answer.Json(HttpStatusCode.OK);
        return session;
    }

    private static async Task<IEnumerable<string>> Inbound(PsiClient client, Guid session) =>
        (await client.GetJson($"/api/psi/{session}/series?sort=sku_code")).Column("total_inbound");

    private static async Task BringBack(PsiClient client, Guid session)
    {
        using var restored = await client.PostAsync($"/api/sessions/{session}/restore", null, Ct);
        await restored.Json(HttpStatusCode.OK);
    }

    private async Task Clean()
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OldVersions>().RemoveAsync(Ct);
    }

    /// <summary>Lets something happen as soon as a table takes a row of the session.</summary>
    private Task<int> OnInsertOf(string table, Guid session, string happens) => app.WithDb(db => db.Database.ExecuteSqlRawAsync(
        app is PostgresApp
            ? $"""
              CREATE FUNCTION {Name(session)}() RETURNS trigger AS $$ BEGIN {happens} RETURN NEW; END $$ LANGUAGE plpgsql;
              CREATE TRIGGER {Name(session)} BEFORE INSERT ON {table} FOR EACH ROW
                  WHEN (NEW.session_id = '{session}') EXECUTE FUNCTION {Name(session)}();
              """
            : $"""
              CREATE TRIGGER {Name(session)} BEFORE INSERT ON {table} WHEN lower(NEW.session_id) = '{session}' BEGIN {happens} END;
              """,
        Ct));

    private Task<int> Forget(Guid session, string table = "psi_base") => app.WithDb(db => db.Database.ExecuteSqlRawAsync(
        app is PostgresApp
            ? $"DROP TRIGGER {Name(session)} ON {table}; DROP FUNCTION {Name(session)}();"
            : $"DROP TRIGGER {Name(session)};",
        Ct));

    private static string Name(Guid session) => $"on_insert_{session:N}";

    /// <summary>A file whose sender is gone before its end.</summary>
    private sealed class CutFile(string text, CancellationTokenSource leaving) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text).AsMemory(0, 40), Ct);
            await stream.FlushAsync(Ct);
            await leaving.CancelAsync();
            leaving.Token.ThrowIfCancellationRequested();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    public sealed class OnSqlite(SqliteApp app) : InterruptedImportTests(app);

    public sealed class OnPostgres(PostgresApp app) : InterruptedImportTests(app);
}
