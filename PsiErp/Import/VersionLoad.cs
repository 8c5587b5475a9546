using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Files;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Import;

/// <summary>Fills a version of the base data that nobody reads yet, and says what it would make of the series.</summary>
internal sealed class VersionLoad(PsiDb db, IDatabase database, PlanReader plans, BaseVersion import)
{
    private readonly Guid _sessionId = import.SessionId;

    private int Before => import.Before ?? BaseData.FirstVersion;

    /// <summary>The quantities that the file has no column for.</summary>
    private IReadOnlyCollection<string> Absent => [.. PlanColumns.Quantities.Except(import.Columns!.Split(','))];

    /// <summary>Reads a file into the version.</summary>
    /// <returns>What the file brought; null when it has problems.</returns>
    public async Task<LoadedFile?> LoadAsync(PlanFileReader reader, ImportMode mode, CancellationToken ct)
    {
        import.Columns = string.Join(',', PlanColumns.Quantities.Concat(PlanColumns.Descriptions).Where(reader.Has));
        var hasBefore = await HasRowsAsync(Before, ct) && mode != ImportMode.ReplaceAll;
        var series = await ImportedSeries.LoadAsync(db, _sessionId, reader, ct);
        var file = new PlanFileRows(reader);
        var summaries = Absent.Count > 0 && hasBefore
            ? null
            : new PassingSummaries(await ChangedSeriesAsync(ct), await new KnownProducts(db).LevelsAsync(ct), import.AsOf);

        await using var write = await database.BeginLongWriteAsync(db, ct);
        await using var loader = new BaseLoader(db, database, _sessionId, import.Version);
        var sinceOthers = 0;
        foreach (var row in file.Rows())
        {
            var entry = series.Of(row);
            await loader.AddAsync(entry.SeriesNo, row, ct);
            summaries?.Add(entry, row);
            if (++sinceOthers < write.RowsAtATime) continue;
            await loader.FlushAsync(ct);
            await write.LetOthersInAsync(ct);
            sinceOthers = 0;
        }
        summaries?.Complete();
        if (reader.ProblemCount > 0) return null;

        await loader.CompleteAsync(ct);
        await write.LetOthersInAsync(ct);
        import.FileRows = file.RowCount;
        await FinishAsync(loader.Rows, mode, file.Dates, series, summaries, write, ct);
        await write.CompleteAsync(ct);
        return new LoadedFile(file, series, loader.Repeated);
    }

    /// <summary>Lays the file's rows over another version than the one they were laid over, within the caller's transaction.</summary>
    public async Task LayOverAsync(int before, ImportMode mode, CancellationToken ct)
    {
        await Carried(null).UndoAsync(mode == ImportMode.ReplaceAll ? [] : Absent, ct);
        import.Before = before;
        var rows = db.Base.Where(row => row.SessionId == _sessionId && row.Version == import.Version);
        IReadOnlyList<DateOnly> dates = mode == ImportMode.ReplaceDates
            ? await rows.Select(row => row.Date).Distinct().ToListAsync(ct)
            : [];
        var images = db.SeriesImages.Where(image => image.SessionId == _sessionId && image.Version == import.Version && !image.IsBefore);
        await new SeriesNumbers(db, _sessionId, import.Version, import.Version, isBefore: false).SettleAsync(ct);
        var series = await ImportedSeries.LoadAsync(db, _sessionId, file: null, ct);
        var touched = await rows.Select(row => row.SeriesNo).Distinct().ToHashSetAsync(ct);
        series.TakeOver(await images.AsNoTracking().ToListAsync(ct), touched, import.Columns!.Split(','));
        await images.ExecuteDeleteAsync(ct);
        await FinishAsync(await rows.LongCountAsync(ct), mode, dates, series, summaries: null, write: null, ct);
    }

    private CarriedRows Carried(LongWrite? write) => new(db, _sessionId, Before, import.Version, write);

    /// <summary>Takes over what stays, counts what changes, and keeps what the series become.</summary>
    private async Task FinishAsync(
        long fileDays, ImportMode mode, IReadOnlyList<DateOnly> dates, ImportedSeries series, PassingSummaries? summaries,
        LongWrite? write, CancellationToken ct)
    {
        var rowsBefore = await RowsAsync(Before, ct);
        var carried = Carried(write);
        var (stay, met, unchanged) = (0L, 0L, 0L);
        if (rowsBefore > 0)
        {
            await database.ExpectWholeSetsAsync(db, ct);
            if (mode != ImportMode.ReplaceAll) await carried.FillAsync(Absent, ct);
            (met, unchanged) = await carried.CompareAsync(ct);
            // The usual file has them all
            if (mode != ImportMode.ReplaceAll && met < rowsBefore)
                stay = await carried.CarryAsync(mode == ImportMode.ReplaceDates ? dates : [], ct);
        }
        (import.Inserted, import.Updated, import.Unchanged) = (fileDays - met, met - unchanged, unchanged);
        (import.Deleted, import.Rows) = (rowsBefore - met - stay, fileDays + stay);
        import.Series = series.Touched.Count;
        import.SummaryRules = SeriesSummary.Rules;

        if (stay > 0) summaries?.Forget(await carried.SeriesAsync(ct));
        var changing = import.TouchesAll ? series.All : series.Touched;
        await new SeriesWriter(db, database, plans, _sessionId, new PlanBase(import.Version, import.AsOf))
            .WriteImagesAsync(changing, summaries, write, ct);
    }

    private Task<bool> HasRowsAsync(int version, CancellationToken ct) =>
        db.Base.AnyAsync(row => row.SessionId == _sessionId && row.Version == version, ct);

    private async Task<long> RowsAsync(int version, CancellationToken ct) => await db.BaseVersions
        .Where(known => known.SessionId == _sessionId && known.Version == version).Select(known => known.Rows).SingleAsync(ct);

    /// <summary>The series that planners' edits or moves lie over.</summary>
    private async Task<IReadOnlySet<int>> ChangedSeriesAsync(CancellationToken ct)
    {
        var changed = await db.Edits.Where(edit => edit.SessionId == _sessionId).Select(edit => edit.SeriesNo).Distinct()
            .ToHashSetAsync(ct);
        var moves = db.StockMoves.Where(move => move.SessionId == _sessionId);
        var keys = await moves.Select(move => new SeriesKey(move.SkuCode, move.FromWarehouse, move.FromChannel)).ToHashSetAsync(ct);
        if (keys.Count == 0) return changed;
        keys.UnionWith(await moves.Select(move => new SeriesKey(move.SkuCode, move.ToWarehouse, move.ToChannel)).ToListAsync(ct));
        // Sets are compared here, as in SeriesImages
        var numbers = await db.Series.AsNoTracking().Where(series => series.SessionId == _sessionId)
            .Select(series => new { series.SeriesNo, series.SkuCode, series.WarehouseName, series.Channel }).ToListAsync(ct);
        changed.UnionWith(numbers.Where(one => keys.Contains(new SeriesKey(one.SkuCode, one.WarehouseName, one.Channel)))
            .Select(one => one.SeriesNo));
        return changed;
    }
}

/// <summary>What a file brought.</summary>
/// <param name="File">Its rows.</param>
/// <param name="Series">The session's series with those that it brings.</param>
/// <param name="Repeated">Rows of a day that the file has a later row of.</param>
internal sealed record LoadedFile(PlanFileRows File, ImportedSeries Series, long Repeated);
