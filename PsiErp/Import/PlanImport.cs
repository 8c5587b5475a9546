using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Files;
using PsiErp.Hosting;
using PsiErp.Plan;
using PsiErp.Sessions;

namespace PsiErp.Import;

/// <summary>Loads the daily extract into a session: all of it or nothing.</summary>
public sealed class PlanImport(PsiDb db, IDatabase database, PlanReader plans, SessionWrite write, Settings settings)
{
    /// <summary>Imports a file of the daily or the wide format in one transaction.</summary>
    /// <param name="sessionId">The session; it is locked until the end, so that edits and imports follow one another.</param>
    /// <param name="file">The whole file, seekable; memory does not grow with it.</param>
    /// <param name="mode">What happens to the rows that are there.</param>
    /// <param name="options">What is said of the file.</param>
    /// <param name="actor">Who imports.</param>
    /// <param name="ct">Cancels; nothing is kept then.</param>
    public async Task<ImportResult> ImportAsync(
        Guid sessionId, Stream file, ImportMode mode, ReadingOptions options, Actor actor, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        using var activity = Telemetry.Start("import");
        var result = await LockAndLoadAsync(sessionId, file, mode, options, actor, ct);
        Telemetry.Imported(result, (result as ImportResult.Imported)?.RowsImported ?? 0, started);
        return result;
    }

    private async Task<ImportResult> LockAndLoadAsync(
        Guid sessionId, Stream file, ImportMode mode, ReadingOptions options, Actor actor, CancellationToken ct)
    {
        await using var sent = await SentFile.OpenAsync(file, settings.UploadMaxBytes, ct);
        using var reader = new PlanFileReader(sent.Content, options);
        return await write.RunAsync(sessionId, actor, async (_, _) =>
        {
            ImportResult result = sent.Problem is { } problem ? new ImportResult.Refused([problem], 1, IsUnreadable: true)
                : reader.ProblemCount > 0 ? Refuse(reader)
                : await LoadAsync(sessionId, reader, mode, ct);
            return result is ImportResult.Imported imported
                ? SessionWrite.Change(result).Audited(new SessionDeed(AuditKind.PlanImported, FactsOf(imported)))
                : SessionWrite.Discard(result);
        }, ct) ?? new ImportResult.NoSuchSession();
    }

    private static Dictionary<AuditFact, object> FactsOf(ImportResult.Imported done) => new()
    {
        [AuditFact.Mode] = UploadApi.NameOf(done.Mode),
        [AuditFact.Rows] = done.RowsImported,
        [AuditFact.Inserted] = done.Inserted,
        [AuditFact.Updated] = done.Updated,
        [AuditFact.Deleted] = done.Deleted,
    };

    private async Task<ImportResult> LoadAsync(Guid sessionId, PlanFileReader reader, ImportMode mode, CancellationToken ct)
    {
        var deleted = mode == ImportMode.ReplaceAll ? await DeleteAllAsync(sessionId, ct) : 0;
        var isEmpty = !await db.Base.AnyAsync(row => row.SessionId == sessionId, ct);
        var series = await ImportedSeries.LoadAsync(db, sessionId, reader, ct);
        var file = new PlanFileRows(reader);

        await using var loader = new BaseLoader(db, database, sessionId, file.Quantities);
        var summaries = isEmpty ? new PassingSummaries(await EditedSeriesAsync(sessionId, ct)) : null;
        await loader.StartAsync(isEmpty, ct);
        foreach (var row in file.Rows())
        {
            var seriesNo = series.Of(row).SeriesNo;
            await loader.AddAsync(seriesNo, row, ct);
            summaries?.Add(seriesNo, row);
        }
        summaries?.Complete();
        if (reader.ProblemCount > 0) return Refuse(reader);

        await loader.FlushAsync(ct);
        if (mode == ImportMode.ReplaceDates && !isEmpty) deleted = await loader.DeleteStagedDatesAsync(ct);
        await loader.CompleteAsync(ct);

        await new SeriesWriter(db, database, plans, sessionId).WriteAsync(deleted > 0 ? series.All : series.Touched, summaries, ct);
        if (deleted > 0 && await DeleteEmptySeriesAsync(sessionId, ct) > 0) await SkuList.RemoveUnusedAsync(db, sessionId, ct);
        return new ImportResult.Imported(
            file.RowCount, file.Dates, series.Touched.Count, loader.Outcome.Inserted, loader.Outcome.Updated, deleted, mode)
        {
            Encoding = reader.EncodingName,
            Names = NamesOf(series.Touched),
            Skipped = reader.Skipped,
            SkippedCount = reader.SkippedCount,
            ReadAsBlank = reader.ReadAsBlank,
            Warnings = ImportWarnings.Of(reader, file, series, loader.Repeated),
        };
    }

    /// <summary>Three names beyond ASCII, by which people see whether the encoding was the right one.</summary>
    private static IReadOnlyList<string> NamesOf(IEnumerable<ImportedSeries.Entry> series) =>
    [
        .. series.SelectMany(entry => new[] { entry.Attributes.SkuName, entry.Key.WarehouseName, entry.Key.Channel, entry.Key.SkuCode })
            .OfType<string>().Where(name => !Ascii.IsValid(name)).Distinct().Take(3),
    ];

    private static ImportResult.Refused Refuse(PlanFileReader reader) => new(
        reader.Problems, reader.ProblemCount, reader.Format is null);

    private Task<int> DeleteAllAsync(Guid sessionId, CancellationToken ct) =>
        db.Base.Where(row => row.SessionId == sessionId).ExecuteDeleteAsync(ct);

    private async Task<IReadOnlySet<int>> EditedSeriesAsync(Guid sessionId, CancellationToken ct) =>
        await db.Edits.Where(edit => edit.SessionId == sessionId).Select(edit => edit.SeriesNo).Distinct().ToHashSetAsync(ct);

    private Task<int> DeleteEmptySeriesAsync(Guid sessionId, CancellationToken ct) => db.Series
        .Where(series => series.SessionId == sessionId
            && !db.Base.Any(row => row.SessionId == sessionId && row.SeriesNo == series.SeriesNo)
            && !db.Edits.Any(edit => edit.SessionId == sessionId && edit.SeriesNo == series.SeriesNo))
        .ExecuteDeleteAsync(ct);
}
