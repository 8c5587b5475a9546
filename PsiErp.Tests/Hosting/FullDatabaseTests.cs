using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Hosting;

/// <summary>A database whose disk is full: what is there can be read, and whoever writes learns why it is refused.</summary>
public sealed class FullDatabaseTests(SqliteApp sqlite, PostgresApp postgres)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Postgres_IsFull_IsSaidWith507AndThePlanStays()
    {
        await using var app = postgres.WithEmptyDatabase();
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01"));
        await app.WithDb(db => db.Database.ExecuteSqlRawAsync(
            """
            CREATE FUNCTION full_disk() RETURNS trigger AS $$
                BEGIN RAISE SQLSTATE '53100' USING MESSAGE = 'could not extend file'; END $$ LANGUAGE plpgsql;
            CREATE TRIGGER full_disk BEFORE INSERT ON psi_base FOR EACH ROW EXECUTE FUNCTION full_disk();
            CREATE TRIGGER full_disk BEFORE INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION full_disk();
            """,
            Ct));

        using var call = await client.Upload(session, WideHeader + Row("B", "2026-12-01"));
        var page = await client.Submit(await client.GetPage("/sessions/new"), "/sessions/new", ("Form.Title", "one more"));

        Assert.Contains("disk is full", await call.Problem((HttpStatusCode)507), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode)507, page.Answer.StatusCode);
        Assert.Contains("disk is full", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Equal(1, (int)(await client.GetJson($"/api/psi/{session}/summary"))["series"]!);
    }

    [Fact]
    public async Task Sqlite_IsFull_IsToldFromUnreachable()
    {
        await using var connection = new SqliteConnection("Data Source=");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA max_page_count = 2";
        await command.ExecuteScalarAsync(Ct);
        command.CommandText = "CREATE TABLE plan AS SELECT zeroblob(100000) AS days";

        var problem = await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteNonQueryAsync(Ct));

        var database = sqlite.CreateEmptyDatabase();
        Assert.True(database.IsFull(problem));
        Assert.False(database.IsUnreachable(problem));
    }
}
