using System.Diagnostics;
using System.Text;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Files;
using PsiErp.Hosting;
using PsiErp.Masters;
using PsiErp.Plan;

namespace PsiErp.Import;

/// <summary>Reads a file into a version of a session's base data: all of it or nothing.</summary>
public sealed class PlanImport(
    PsiDb db, IDatabase database, PlanReader plans, WaitingImports waiting, UnknownNames names, Settings settings)
{
    /// <summary>Imports a file of the daily or the wide format.</summary>
    /// <param name="sessionId">The session. Others go on with it while the file is read; taking it over is a moment.</param>
    /// <param name="file">The whole file; memory does not grow with it.</param>
    /// <param name="mode">What happens to the rows that are there.</param>
    /// <param name="options">What is said of the file.</param>
    /// <param name="actor">Who imports.</param>
    /// <param name="ct">Cancels; nothing is kept then.</param>
    public async Task<ImportResult> ImportAsync(
        Guid sessionId, UploadedFile file, ImportMode mode, ReadingOptions options, Actor actor, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        using var activity = Telemetry.Start("import");
        var result = await StageAsync(sessionId, file, mode, options, actor, ct);
        if (result is ImportResult.Imported staged) result = await TakeOverAsync(sessionId, staged, actor, ct);
        Telemetry.Imported(result, (result as ImportResult.Imported)?.RowsImported ?? 0, started);
        return result;
    }

    /// <summary>Reads a file, which then waits an hour to be taken over or discarded: nothing of the session changes.</summary>
    /// <inheritdoc cref="ImportAsync" path="/param"/>
    public async Task<ImportResult> StageAsync(
        Guid sessionId, UploadedFile file, ImportMode mode, ReadingOptions options, Actor actor, CancellationToken ct)
    {
        await using var sent = await SentFile.OpenAsync(file.Content, settings.UploadMaxBytes, ct);
        using var reader = new PlanFileReader(sent.Content, options, sent.Sheet);
        if (await waiting.BeginAsync(sessionId, file.Name, mode, options.AsOf, actor, ct) is not { } import)
            return new ImportResult.NoSuchSession();

        var isWhole = false;
        try
        {
            if (sent.Problem is { } problem) return new ImportResult.Refused([problem], 1, IsUnreadable: true);
            if (reader.ProblemCount > 0) return Refuse(reader);
            var loaded = await new VersionLoad(db, database, plans, import).LoadAsync(reader, mode, ct);
            if (loaded is null) return Refuse(reader);

            var unknown = await names.CountAsync([.. loaded.Series.Touched.Select(series => series.Key)], ct);
            var report = Report(import, mode, reader, loaded, unknown);
            (import.Encoding, import.Notes) = (reader.EncodingName, ImportNotes.Of(report).ToJson());
            await waiting.KeepAsync(import, ct);
            isWhole = true;
            return report;
        }
        finally
        {
            if (!isWhole) await waiting.GiveUpAsync(import);
        }
    }

    private async Task<ImportResult> TakeOverAsync(
        Guid sessionId, ImportResult.Imported staged, Actor actor, CancellationToken ct)
    {
        var isCurrent = false;
        try
        {
            var taken = await waiting.TakeOverAsync(sessionId, staged.ImportId, actor, whateverCameFirst: true, ct);
            if (taken is not TakeOver.Done(var import)) return new ImportResult.NoSuchSession();

            isCurrent = true;
            return staged with
            {
                Inserted = import.Inserted,
                Updated = import.Updated,
                Unchanged = import.Unchanged,
                Deleted = import.Deleted,
            };
        }
        finally
        {
            if (!isCurrent) await waiting.GiveUpAsync(sessionId, staged.ImportId);
        }
    }

    private static ImportResult.Imported Report(
        BaseVersion import, ImportMode mode, PlanFileReader reader, LoadedFile loaded, UnknownCounts unknown) => new(
        import.FileRows, loaded.File.Dates, import.Series, import.Inserted, import.Updated, import.Unchanged, import.Deleted, mode)
        {
            ImportId = import.Id,
            Encoding = reader.EncodingName,
            Names = NamesOf(loaded.Series.Touched),
            Reading = FileReading.Of(reader),
            LeftOut = reader.LeftOut,
            Skipped = reader.Skipped,
            SkippedCount = reader.SkippedCount,
            ReadAsBlank = reader.ReadAsBlank,
            Unknown = unknown,
            Warnings = ImportWarnings.Of(reader, loaded.File, loaded.Series, loaded.Repeated),
        };

    /// <summary>Three names beyond ASCII, by which people see whether the encoding was the right one.</summary>
    private static IReadOnlyList<string> NamesOf(IEnumerable<ImportedSeries.Entry> series) =>
    [
        .. series.SelectMany(entry => new[] { entry.Attributes.SkuName, entry.Key.WarehouseName, entry.Key.Channel, entry.Key.SkuCode })
            .OfType<string>().Where(name => !Ascii.IsValid(name)).Distinct().Take(3),
    ];

    private static ImportResult.Refused Refuse(PlanFileReader reader) => new(
        reader.Problems, reader.ProblemCount, reader.Format is null);
}

/// <summary>A file that somebody sends.</summary>
/// <param name="Name">Its name, without folders.</param>
/// <param name="Content">What is in it, seekable.</param>
public sealed record UploadedFile(string Name, Stream Content);
