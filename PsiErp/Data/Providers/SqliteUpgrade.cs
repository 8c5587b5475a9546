using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using SQLitePCL;

namespace PsiErp.Data.Providers;

/// <summary>
/// Brings the embedded file up to date, all of it or nothing: a copy of it lies beside it until that is done. SQLite can't make tables
/// anew within one transaction, so an upgrade that fails or is killed in its middle leaves what neither the old nor the new program
/// can read.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class SqliteUpgrade(string path)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    /// <summary>What a lock that another program holds is called by Linux, macOS and Windows.</summary>
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    /// <summary>The file as it was. When it is there and nobody is at work, an upgrade was cut off.</summary>
    private readonly string _kept = path + "-before-upgrade";

    /// <summary>
    /// Held by the program that is at work, and free again when that ends, however it ends. It stays: deleted, it might be held twice,
    /// by who opened it before and who made it anew.
    /// </summary>
    private readonly string _turn = path + "-upgrade-lock";

    /// <summary>Applies the migrations that are missing. Takes the room of the file once more for so long.</summary>
    public async Task RunAsync(PsiDb db, CancellationToken ct)
    {
        if (!File.Exists(_kept) && !await IsBehindAsync(db, ct)) return;
        await using var turn = await TakeTurnAsync(ct);
        // Only now is it known what another program did, or left
        if (await IsBehindAsync(db, ct))
        {
            if (GoBack()) Log(db).LogWarning("The last upgrade of {File} was cut off, and begins again from what was there before", path);
            await KeepAsync(db, ct);
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
        }
        if (File.Exists(_kept)) File.Delete(_kept);
    }

    private static async Task<bool> IsBehindAsync(PsiDb db, CancellationToken ct) =>
        (await db.Database.GetPendingMigrationsAsync(ct)).Any();

    /// <summary>Waits until no other program is at work on the file; the next one waits until what is returned is disposed.</summary>
    private async Task<FileStream> TakeTurnAsync(CancellationToken ct)
    {
        SqliteFile.KeepPrivate(_turn);
        while (true)
        {
            try
            {
                return new FileStream(_turn, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException problem) when (Held.Contains(problem.HResult))
            {
                await Task.Delay(Moment, ct);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // As SQLite says it of the file itself, which is what can't be used
                throw new SqliteException(
                    $"SQLite Error {raw.SQLITE_CANTOPEN}: 'unable to open database file'. {problem.Message}", raw.SQLITE_CANTOPEN);
            }
        }
    }

    private async Task KeepAsync(PsiDb db, CancellationToken ct)
    {
        var part = _kept + ".part";
        File.Delete(part);
        SqliteFile.KeepPrivate(part);
        try
        {
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {part}", ct);
        }
        catch
        {
            // A disk that is full needs the room
            File.Delete(part);
            throw;
        }
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
