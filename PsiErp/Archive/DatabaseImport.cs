using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Archive;

/// <summary>Fills a database from an archive of either database: all of it or nothing.</summary>
public sealed class DatabaseImport(PsiDb db, IDatabase database)
{
    private readonly TableContent _content = new(db, database);

    /// <summary>Loads an archive and compares what the database then holds with what the archive says.</summary>
    /// <param name="file">The whole archive, seekable.</param>
    /// <param name="replace">Whether users and plans that are there may go; otherwise they are a reason to refuse.</param>
    /// <param name="ct">Cancels; nothing is changed then.</param>
    /// <returns>What was loaded.</returns>
    /// <exception cref="ArchiveException">It can't be loaded; nothing was changed but the tables brought up to date.</exception>
    public async Task<ArchiveManifest> LoadAsync(Stream file, bool replace, CancellationToken ct)
    {
        await using var archive = await ArchiveFile.OpenAsync(file, ct);
        CheckVersion(archive.Manifest);
        await archive.VerifyAsync(ct);
        await database.MigrateAsync(db, ct);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await database.LockNameAsync(db, "import-all", ct);
        if (!replace) await RefuseWhenInUseAsync(ct);
        await EmptyAsync(ct);
        await LoadTablesAsync(archive, ct);
        await database.ContinueNumbersAsync(db, ct);
        await CompareAsync(archive.Manifest, ct);
        await transaction.CommitAsync(ct);
        return archive.Manifest;
    }

    private void CheckVersion(ArchiveManifest manifest)
    {
        var known = DatabaseExport.MigrationNames(db.Database.GetMigrations());
        if (manifest.Migrations.Except(known).FirstOrDefault() is { } unknown)
            throw new ArchiveException($"The archive is of a newer PsiErp (its tables have '{unknown}'): use that one. Nothing was changed.");
        if (known.Except(manifest.Migrations).FirstOrDefault() is { } missing)
        {
            throw new ArchiveException(
                $"The archive is of an older PsiErp (its tables lack '{missing}'): import it with that one, then upgrade. Nothing was changed.");
        }
        if (!Shape(manifest.Tables).SequenceEqual(Shape(ArchiveTables.Of(db.Model))))
            throw new ArchiveException("The archive's tables are not those of PsiErp. Nothing was changed.");
    }

    private static IEnumerable<string> Shape(IEnumerable<ArchiveTable> tables) => tables.Select(table =>
        $"{table.Name}: {string.Join(", ", table.Columns)}; {string.Join(", ", table.Key)}");

    private async Task RefuseWhenInUseAsync(CancellationToken ct)
    {
        foreach (var table in ArchiveTables.WithUserData(db.Model))
        {
            if (await _content.IsEmptyAsync(table, ct)) continue;
            throw new ArchiveException(
                $"The {database.Description} is in use: {table} has rows. Import into an empty one, or say --replace to lose what is there.");
        }
    }

    private async Task EmptyAsync(CancellationToken ct)
    {
        foreach (var table in ArchiveTables.Of(db.Model).Reverse()) await _content.EmptyAsync(table.Name, ct);
    }

    private async Task LoadTablesAsync(ArchiveFile archive, CancellationToken ct)
    {
        foreach (var table in archive.Manifest.Tables)
        {
            await using var lines = await archive.OpenTableAsync(table, ct);
            await _content.LoadAsync(table, lines, ct);
            await database.AnalyzeAsync(db, table.Name, ct);
        }
    }

    private async Task CompareAsync(ArchiveManifest manifest, CancellationToken ct)
    {
        foreach (var table in manifest.Tables)
        {
            var stored = await _content.WriteAsync(table, Stream.Null, ct);
            if (stored.Rows != table.Rows || stored.Sha256 != table.Sha256)
            {
                throw new ArchiveException(
                    $"The database did not keep {table.Name} as the archive has it ({stored.Rows} of {table.Rows} rows). Nothing was changed.");
            }
        }
    }
}
