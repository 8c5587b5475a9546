using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PsiErp.Archive;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Archive;

/// <summary>Everything goes from one database to the other and back, and nothing is lost on the way.</summary>
public abstract class ArchiveTests(PsiApp from, PsiApp to)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_HoldsEveryTableOfTheDatabase()
    {
        await using var database = await ArchiveDatabase.Filled(from);

        var manifest = Archives.Manifest(await database.Export());

        var stored = await database.WithDb(db => db.Database.SqlQueryRaw<string>(db.Database.IsSqlite()
            ? "SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            : "SELECT table_name::text AS \"Value\" FROM information_schema.tables WHERE table_schema = current_schema()").ToListAsync(Ct));
        Assert.Equal(
            stored.Where(name => !name.StartsWith("__", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            manifest.Tables.Select(table => table.Name).Concat(manifest.LeftOut).Order(StringComparer.Ordinal));
        Assert.Equal(["login_attempts", "master_stamp", "psi_series_sums", "sign_ins"], manifest.LeftOut.Order());
        Assert.All(manifest.Tables, table => Assert.True(table.Rows > 0, $"{table.Name} has no row to test with"));
    }

    [Fact]
    public async Task Import_ThereAndBack_HasTheSameChecksums()
    {
        await using var first = await ArchiveDatabase.Filled(from);
        await using var second = ArchiveDatabase.Empty(to);
        await using var third = ArchiveDatabase.Empty(from);

        var archive = await first.Export();
        await second.Import(archive);
        var there = await second.Export();
        await third.Import(there);
        var back = await third.Export();

        Assert.Equal(Archives.Manifest(archive).Tables.Select(Archives.Content), Archives.Manifest(there).Tables.Select(Archives.Content));
        Assert.Equal(Archives.Manifest(archive).Tables.Select(Archives.Content), Archives.Manifest(back).Tables.Select(Archives.Content));
    }

    [Fact]
    public async Task Import_IntoTheOtherDatabase_PlannersGoOnAsBefore()
    {
        await using var old = from.WithEmptyDatabase();
        await using var now = to.WithEmptyDatabase();
        using var before = await old.SignedInClient();
        var session = await before.CreatePlan(
            Row("A", "2026-12-01", "1.5", "2", "10", safety: "3", standard: "4"),
            Row("A", "2026-12-02", "", "7"),
            Row("B", "2026-12-02"));
        await before.Apply(session, Edit("A", 8), Edit("B", 0.000001m));

        await now.Import(await old.Export());

        using var after = now.AnonymousClient();
        await after.SignIn(before.Username!);
        var psi = $"/api/psi/{session}";
        foreach (var path in new[] { "/api/sessions", $"{psi}/daily", $"{psi}/log", $"{psi}/series" })
            Assert.Equal((await before.GetJson(path)).ToJsonString(), (await after.GetJson(path)).ToJsonString());
        await after.Apply(session, Edit("A", 5));
        var log = (JsonArray)await after.GetJson($"/api/psi/{session}/log");
        Assert.Equal(["3", "2", "1"], log.Column("id"));
    }

    [Fact]
    public async Task Export_WhileAPlannerWrites_IsOneMoment()
    {
        using var client = await from.SignedInClient();
        var early = await client.CreatePlan(Row("early", "2026-12-01", "1"));
        var late = Guid.Empty;
        using var file = new InterruptedStream(async () => late = await client.CreatePlan(Row("late", "2026-12-01", "1")));

        await from.ExportTo(file);

        Assert.NotEqual(Guid.Empty, late);
        foreach (var table in new[] { "sessions.jsonl", "psi_series.jsonl", "psi_base.jsonl" })
        {
            Assert.Contains($"{early}", Archives.Lines(file.ToArray(), table), StringComparison.Ordinal);
            Assert.DoesNotContain($"{late}", Archives.Lines(file.ToArray(), table), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Export_Line_IsExactAndReadable()
    {
        using var client = await from.SignedInClient();
        var session = await client.CreatePlan(Row("茶", "2026-12-01", "0.100000", "999999999999.999999"));

        var lines = Archives.Lines(await from.Export(), "psi_base.jsonl").Split('\n');

        Assert.Equal(
            $$"""{"session_id":"{{session}}","version":2,"series_no":1,"date":"2026-12-01","inbound_qty":0.1"""
            + ""","is_carried":null,"outbound_qty":999999999999.999999"""
            + ""","safety_stock":null,"stdstock":null,"stock_at_anchor":null,"stock_closing":null}""",
            Assert.Single(lines, line => line.Contains($"{session}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Import_DatabaseInUse_IsRefusedUnlessItMayBeReplaced()
    {
        await using var old = await ArchiveDatabase.Filled(from);
        await using var now = await ArchiveDatabase.Filled(to);
        var archive = await old.Export();
        var before = await now.Checksum();

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => now.Import(archive));
        Assert.Equal(before, await now.Checksum());
        var loaded = await now.Import(archive, replace: true);

        Assert.Contains("--replace", refused.Message, StringComparison.Ordinal);
        Assert.Equal(loaded.Checksum(), await now.Checksum());
    }

    private static object Edit(string sku, decimal inbound) =>
        new { sku_code = sku, warehouse_name = "東京DC", channel = "online", date = "2026-12-02", inbound_qty = inbound };

    /// <summary>Has something happen before the first bytes are written.</summary>
    private sealed class InterruptedStream(Func<Task> happens) : MemoryStream
    {
        private bool _happened;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_happened)
            {
                _happened = true;
                await happens();
            }
            await base.WriteAsync(buffer, cancellationToken);
        }
    }

    public sealed class FromSqlite(SqliteApp from, PostgresApp to) : ArchiveTests(from, to);

    public sealed class FromPostgres(PostgresApp from, SqliteApp to) : ArchiveTests(from, to);
}
