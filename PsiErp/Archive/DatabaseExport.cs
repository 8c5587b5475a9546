using System.IO.Compression;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Archive;

/// <summary>Writes everything that the database holds into an archive, as it was at one moment, while others go on working.</summary>
public sealed class DatabaseExport(PsiDb db, IDatabase database)
{
    /// <summary>Writes an archive.</summary>
    /// <param name="file">Where to; it need not be seekable, and stays open.</param>
    /// <param name="ct">Cancels; what is written by then is no archive.</param>
    /// <returns>What the archive holds.</returns>
    /// <exception cref="ArchiveException">The database has no tables, or those of another version.</exception>
    public async Task<ArchiveManifest> WriteAsync(Stream file, CancellationToken ct)
    {
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
            throw new ArchiveException($"The tables are missing or not up to date ({database.Description}): run 'PsiErp migrate'.");

        await using var snapshot = await database.BeginSnapshotAsync(db, ct);
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        var content = new TableContent(db, database);
        var tables = new List<ArchiveTable>();
        foreach (var table in ArchiveTables.Of(db.Model))
        {
            await using var lines = await zip.CreateEntry(table.File, CompressionLevel.Fastest).OpenAsync(ct);
            tables.Add(await content.WriteAsync(table, lines, ct));
        }
        var manifest = new ArchiveManifest
        {
            Format = ArchiveManifest.ArchiveFormat,
            Version = ArchiveManifest.CurrentVersion,
            CreatedAt = DateTimeOffset.UtcNow,
            Migrations = new TableLevels(db).Names,
            Tables = tables,
            LeftOut = ArchiveTables.LeftOut(db.Model),
        };
        await using var text = await zip.CreateEntry(ArchiveManifest.FileName).OpenAsync(ct);
        await JsonSerializer.SerializeAsync(text, manifest, ArchiveManifest.JsonOptions, ct);
        return manifest;
    }
}
