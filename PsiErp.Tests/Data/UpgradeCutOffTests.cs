using System.IO.Compression;
using Microsoft.Data.Sqlite;

namespace PsiErp.Tests.Data;

/// <summary>An upgrade of the embedded file that does not come to its end takes nothing along, and can be begun again.</summary>
public sealed class UpgradeCutOffTests : CommandTests
{
    private const string Kept = "psi.db-before-upgrade";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string FilePath(string name) => Path.Combine(Folder.FullName, name);

    [Fact]
    public async Task Upgrade_FailsHalfway_TheFileIsWhatItWas()
    {
        await Restore("AsOf");
        // In the way of what comes after tables were made anew
        Query("DROP INDEX ix_psi_edit_log_session_id_id; CREATE INDEX ix_psi_edit_log_session_id_id ON users (id)");

        var (failed, _, said) = await Run("migrate");
        Query("DROP INDEX ix_psi_edit_log_session_id_id");
        var before = Query("SELECT max(migration_id) FROM __EFMigrationsHistory");
        var (exitCode, _, error) = await Run("migrate");

        Assert.Equal(1, failed);
        Assert.Contains("left it as it was", said, StringComparison.Ordinal);
        Assert.EndsWith("_AsOf", before, StringComparison.Ordinal);
        Assert.True(exitCode == 0, error);
        AssertIsUpgraded();
    }

    [Fact]
    public async Task Upgrade_IsKilled_BeginsAgainTheNextTime()
    {
        await Restore("AsOf");
        using var watcher = new FileSystemWatcher(Folder.FullName, Kept) { EnableRaisingEvents = true };
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Renamed += (_, _) => begun.TrySetResult();

        // Who writes at the same time keeps it from coming to its end
        await using (var writer = new SqliteConnection($"Data Source={FilePath("psi.db")};Pooling=False"))
        {
            await writer.OpenAsync(Ct);
            await using var write = writer.BeginTransaction();
            using var upgrade = Start("migrate");
            await begun.Task.WaitAsync(TimeSpan.FromMinutes(1), Ct);
            upgrade.Kill();
            await upgrade.WaitForExitAsync(Ct);
        }
        var wasKept = File.Exists(FilePath(Kept));
        // What a half upgrade leaves
        Query("DROP TABLE products; ALTER TABLE sessions RENAME TO ef_temp_sessions");
        var (exitCode, _, error) = await Run("migrate");

        Assert.True(wasKept, "The upgrade was over before it could be killed");
        Assert.True(exitCode == 0, error);
        Assert.Contains("was cut off", error, StringComparison.Ordinal);
        AssertIsUpgraded();
    }

    [Fact]
    public async Task NewFile_IsMadeWithoutAWordOfIt()
    {
        var (exitCode, _, error) = await Run("migrate");

        Assert.Equal((0, $"Up to date: embedded SQLite file {FilePath("psi.db")}"), (exitCode, error.Trim()));
        Assert.Equal(["psi.db", "psi.db-upgrade-lock"], Directory.GetFiles(Folder.FullName, "psi.db*").Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task TwoUpgrades_AtOnce_TheSecondWaitsForTheFirst()
    {
        await Restore("AsOf");

        var both = await Task.WhenAll(Run("migrate"), Run("migrate"));

        Assert.All(both, one => Assert.True(one.ExitCode == 0, one.Error));
        Assert.All(both, one => Assert.DoesNotContain("cut off", one.Error, StringComparison.Ordinal));
        AssertIsUpgraded();
    }

    [Fact]
    public async Task Upgrade_IsKilledWhenAllWasDone_KeepsWhatCameAfter()
    {
        await Restore("AsOf");
        var (upgraded, _, _) = await Run("migrate");
        File.Copy(FilePath("psi.db"), FilePath(Kept));
        Query("UPDATE sessions SET description = '後から' WHERE is_leader");

        var (exitCode, _, error) = await Run("migrate");

        Assert.Equal((0, 0), (upgraded, exitCode));
        Assert.DoesNotContain("cut off", error, StringComparison.Ordinal);
        Assert.Equal("後から", Query("SELECT description FROM sessions WHERE is_leader"));
        AssertIsUpgraded();
    }

    private void AssertIsUpgraded()
    {
        Assert.Equal("12月 計画", Query("SELECT title FROM sessions WHERE is_leader"));
        Assert.Equal("ok 8", Query("SELECT (SELECT integrity_check FROM pragma_integrity_check) || ' ' || count(*) FROM psi_edit_log"));
        Assert.Empty(Directory.GetFiles(Folder.FullName, "psi.db-before*"));
    }

    private async Task Restore(string level)
    {
        var packed = Path.Combine(AppContext.BaseDirectory, "Samples", "Upgrades", level, "psi.db.gz");
        await using var bytes = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress);
        await using var file = File.Create(FilePath("psi.db"));
        await bytes.CopyToAsync(file, Ct);
    }
}
