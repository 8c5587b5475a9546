using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Plan;
using PsiErp.Sessions;

namespace PsiErp.Import;

/// <summary>
/// Puts the series of a session into the state before or after an import, while the session is locked. What planners have edited
/// since the images were taken is projected anew; a series with edits never goes.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="database">Which kind it is.</param>
/// <param name="plans">Reads the days.</param>
/// <param name="sessionId">The session.</param>
/// <param name="import">The number of the import's version, by which the images are kept.</param>
internal sealed class SeriesImages(PsiDb db, IDatabase database, PlanReader plans, Guid sessionId, int import)
{
    private static readonly string Names = string.Join(", ", SeriesWriter.ColumnNames);

    private static readonly string TakeBefore =
        $$"""
        INSERT INTO psi_series_images (session_id, version, is_before, {{Names}})
        SELECT session_id, {1}, TRUE, {{Names}} FROM psi_series AS series
        WHERE session_id = {0} AND ({2} OR EXISTS (SELECT 1 FROM psi_series_images AS image
            WHERE image.session_id = {0} AND image.version = {1} AND NOT image.is_before AND image.series_no = series.series_no))
        """;

    private static readonly string UpdateKnown =
        $$"""
        UPDATE psi_series SET {{string.Join(", ", SeriesWriter.ValueNames.Select(name => $"{name} = image.{name}"))}}
        FROM psi_series_images AS image
        WHERE image.session_id = {0} AND image.version = {1} AND image.is_before = {2}
            AND psi_series.session_id = {0} AND psi_series.series_no = image.series_no
        """;

    private static readonly string AddNew =
        $$"""
        INSERT INTO psi_series (session_id, {{Names}})
        SELECT session_id, {{Names}} FROM psi_series_images AS image
        WHERE session_id = {0} AND version = {1} AND is_before = {2} AND NOT EXISTS (SELECT 1 FROM psi_series AS series
            WHERE series.session_id = {0} AND series.series_no = image.series_no)
        """;

    private IQueryable<SeriesImage> Of(bool isBefore) => db.SeriesImages.Where(
        image => image.SessionId == sessionId && image.Version == import && image.IsBefore == isBefore);

    /// <summary>Keeps the series as they are now for an undo.</summary>
    /// <param name="all">Whether every series may change, rather than those of the file.</param>
    /// <param name="ct">Cancels.</param>
    public async Task TakeBeforeAsync(bool all, CancellationToken ct)
    {
        await Of(isBefore: true).ExecuteDeleteAsync(ct);
        await db.Database.ExecuteSqlRawAsync(TakeBefore, [sessionId, import, all], ct);
    }

    /// <summary>Gives the images of a state, and their rows, the numbers that the session's series have by now.</summary>
    /// <param name="before">Whether those of the state before the import.</param>
    /// <param name="version">The version of the base data that belongs to it.</param>
    /// <param name="ct">Cancels.</param>
    public Task SettleNumbersAsync(bool before, int version, CancellationToken ct) =>
        new SeriesNumbers(db, sessionId, import, version, before).SettleAsync(ct);

    /// <summary>Puts the series into one of the two states, whose numbers are settled.</summary>
    /// <param name="before">Whether into that before the import.</param>
    /// <param name="version">The version of the base data that belongs to it.</param>
    /// <param name="editsUntil">The last entry of the edit log that the images know of; null when none of them can be trusted.</param>
    /// <param name="ct">Cancels.</param>
    public async Task ApplyAsync(bool before, int version, long? editsUntil, CancellationToken ct)
    {
        await db.Database.ExecuteSqlRawAsync(UpdateKnown, [sessionId, import, before], ct);
        var added = await db.Database.ExecuteSqlRawAsync(AddNew, [sessionId, import, before], ct);
        var (mine, others) = (Of(before), Of(!before));
        var going = db.Series.Where(series => series.SessionId == sessionId
            && others.Any(image => image.SeriesNo == series.SeriesNo) && !mine.Any(image => image.SeriesNo == series.SeriesNo));
        var removed = await going.Where(series => !series.Edits.Any()).ExecuteDeleteAsync(ct);

        var stale = await going.Select(series => series.SeriesNo).ToHashSetAsync(ct);
        stale.UnionWith(await EditedSinceAsync(editsUntil, ct));
        await ProjectAgainAsync(stale, version, ct);
        if (added > 0)
        {
            var skus = await mine.Select(image => image.SkuCode).Distinct().ToListAsync(ct);
            await SkuList.AddAsync(db, database, sessionId, skus, ct);
        }
        if (removed > 0) await SkuList.RemoveUnusedAsync(db, sessionId, ct);
    }

    private Task<List<int>> EditedSinceAsync(long? editsUntil, CancellationToken ct)
    {
        var series = db.Series.Where(series => series.SessionId == sessionId);
        var images = db.SeriesImages.Where(image => image.SessionId == sessionId && image.Version == import);
        var touched = editsUntil is { } last
            ? series.Where(one => db.EditLog.Any(entry => entry.SessionId == sessionId && entry.Id > last
                && entry.SkuCode == one.SkuCode && entry.WarehouseName == one.WarehouseName && entry.Channel == one.Channel))
            : series.Where(one => images.Any(image => image.SeriesNo == one.SeriesNo));
        return touched.Select(one => one.SeriesNo).ToListAsync(ct);
    }

    private async Task ProjectAgainAsync(HashSet<int> numbers, int version, CancellationToken ct)
    {
        if (numbers.Count == 0) return;
        var series = await ImportedSeries.LoadAsync(db, sessionId, file: null, ct);
        await new SeriesWriter(db, database, plans, sessionId, version)
            .WriteAsync([.. series.All.Where(entry => numbers.Contains(entry.SeriesNo))], known: null, ct);
    }
}
