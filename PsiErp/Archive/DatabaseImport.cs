using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Archive;

/// <summary>
/// Fills a database from an archive of either database, of this release or an earlier one: all of it or nothing. The tables
/// are made as they were when the archive was written, filled, compared with it, and then brought up to date.
/// </summary>
public sealed class DatabaseImport(PsiDb db, IDatabase database)
{
    private readonly TableContent _content = new(db, database);
    private readonly TableLevels _levels = new(db);

    /// <summary>Loads an archive and compares what the database then holds with what the archive says.</summary>
    /// <param name="file">The whole archive, seekable.</param>
    /// <param name="replace">Whether users and plans that are there may go; otherwise they are a reason to refuse.</param>
    /// <param name="ct">Cancels; nothing is changed then.</param>
    /// <returns>What was loaded.</returns>
    /// <exception cref="ArchiveException">It can't be loaded; nothing was changed but the tables brought up to date.</exception>
    public async Task<ArchiveManifest> LoadAsync(Stream file, bool replace, CancellationToken ct)
    {
        await using var archive = await ArchiveFile.OpenAsync(file, ct);
        var level = ArchiveLevel.Of(archive.Manifest, _levels.Names);
        await archive.VerifyAsync(ct);
        await database.MigrateAsync(db, ct);

        await using var transaction = await database.BeginRebuildAsync(db, ct);
        if (!replace) await RefuseWhenInUseAsync(ct);
        if (level.IsEarlier) await RemakeTablesAsync(level.Name, ct);
        await EmptyAsync(level.TableNames, ct);
        await LoadTablesAsync(archive, ct);
        await database.ContinueNumbersAsync(db, ct);
        await CompareAsync(archive.Manifest, ct);
        if (level.IsEarlier) await BringUpToDateAsync(level.Name, ct);
        await transaction.CommitAsync(ct);
        return archive.Manifest;
    }

    private async Task RefuseWhenInUseAsync(CancellationToken ct)
    {
        foreach (var table in ArchiveTables.WithUserData(db.Model))
        {
            if (await _content.IsEmptyAsync(table, ct)) continue;
            throw new ArchiveException(
                $"The {database.Description} is in use: {table} has rows. "
                + "Import into an empty one, or say --replace to lose what is there.");
        }
    }

    /// <summary>Not by way back through the migrations: nobody tries that before it is needed.</summary>
    private async Task RemakeTablesAsync(string level, CancellationToken ct)
    {
        foreach (var table in ArchiveTables.Names(db.Model).Reverse()) await _content.DropAsync(table, ct);
        await _levels.ForgetAsync(ct);
        await _levels.ApplyAsync(null, level, ct);
    }

    private async Task EmptyAsync(IEnumerable<string> tables, CancellationToken ct)
    {
        foreach (var table in tables.Reverse()) await _content.EmptyAsync(table, ct);
    }

    private async Task LoadTablesAsync(ArchiveFile archive, CancellationToken ct)
    {
        foreach (var table in archive.Manifest.Tables)
        {
            await using var lines = await archive.OpenTableAsync(table, ct);
            await _content.LoadAsync(table, lines, ct);
            await CheckReferencesAsync(table.Name, $"{table.File} can't be loaded", ct);
            await database.AnalyzeAsync(db, table.Name, ct);
        }
    }

    private async Task CompareAsync(ArchiveManifest manifest, CancellationToken ct)
    {
        foreach (var table in manifest.Tables)
        {
            var stored = await _content.WriteAsync(table, Stream.Null, ct);
            if (stored.Rows == table.Rows && stored.Sha256 == table.Sha256) continue;
            throw new ArchiveException(
                $"The database did not keep {table.Name} as the archive has it ({stored.Rows} of {table.Rows} rows). "
                + "Nothing was changed.");
        }
    }

    private async Task BringUpToDateAsync(string level, CancellationToken ct)
    {
        try
        {
            await _levels.ApplyAsync(level, _levels.Names[^1], ct);
        }
        catch (DbException problem) when (!database.IsUnreachable(problem))
        {
            throw new ArchiveException(
                $"The archive's tables can't be brought up to date from '{level}': {problem.Message} Nothing was changed.", problem);
        }
        foreach (var table in ArchiveTables.Names(db.Model))
            await CheckReferencesAsync(table, $"{table} can't be brought up to date from '{level}'", ct);
    }

    private async Task CheckReferencesAsync(string table, string problem, CancellationToken ct)
    {
        if (await database.FindLooseReferenceAsync(db, table, ct) is { } other)
            throw new ArchiveException($"{problem}: a row refers to one that {other} doesn't have. Nothing was changed.");
    }
}
