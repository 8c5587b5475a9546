using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PsiErp.Data.Providers;

/// <summary>
/// Brings the embedded file up to date, all of it or nothing: a copy of it lies beside it until that is done. SQLite can't make tables
/// anew within one transaction, so an upgrade that fails or is killed in its middle leaves what neither the old nor the new program
/// can read.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class SqliteUpgrade(string path)
{
    /// <summary>The file as it was. When it is there at a start, an upgrade was cut off.</summary>
    private readonly string _kept = path + "-before-upgrade";

    /// <summary>Applies the migrations that are missing. Takes the room of the file once more for so long.</summary>
    public async Task RunAsync(PsiDb db, CancellationToken ct)
    {
        if (GoBack()) Log(db).LogWarning("The last upgrade of {File} was cut off, and begins again from what there was before it", path);
        // What can't be made is told by the one who tries
        if (File.Exists(path) && (await db.Database.GetPendingMigrationsAsync(ct)).Any()) await KeepAsync(db, ct);
        try
        {
            await db.Database.MigrateAsync(ct);
        }
        catch
        {
            await db.Database.CloseConnectionAsync();
            GoBack();
            throw;
        }
        if (File.Exists(_kept)) File.Delete(_kept);
    }

    private async Task KeepAsync(PsiDb db, CancellationToken ct)
    {
        var part = _kept + ".part";
        File.Delete(part);
        SqliteFile.KeepPrivate(part);
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {part}", ct);
        // It counts when all of it is on the disk
        using (var file = File.OpenHandle(part, access: FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
        File.Move(part, _kept);
    }

    /// <summary>Puts the file back as it was: by SQLite, so that whoever has it open, an older program, goes on with it.</summary>
    /// <returns>Whether there was anything to put back.</returns>
    private bool GoBack()
    {
        if (!File.Exists(_kept)) return false;
        using (var kept = Open(_kept))
        using (var file = Open(path))
            kept.BackupDatabase(file);
        File.Delete(_kept);
        return true;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static ILogger<SqliteUpgrade> Log(PsiDb db) => db.GetService<ILoggerFactory>().CreateLogger<SqliteUpgrade>();
}
