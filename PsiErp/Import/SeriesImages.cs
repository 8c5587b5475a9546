using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Plan;
using PsiErp.Sessions;

namespace PsiErp.Import;

/// <summary>
/// Puts the series of a session into the state before or after an import, while the session is locked. What planners have edited
/// or moved since the images were taken is projected anew; a series with edits or moves never goes.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="database">Which kind it is.</param>
/// <param name="plans">Reads the days.</param>
/// <param name="sessionId">The session.</param>
/// <param name="import">The number of the import's version, by which the images are kept.</param>
internal sealed class SeriesImages(PsiDb db, IDatabase database, PlanReader plans, Guid sessionId, int import)
{
    /// <summary>
    /// New series from which on the database is told at once. Its own look at its tables comes a minute later, and until then it
    /// takes a session of thousands of series for one of a few, and compares each of their edits with each.
    /// </summary>
    private const int ManySeries = 1_000;

    private static readonly string Names = string.Join(", ", SeriesWriter.ColumnNames);

    private static readonly string TakeBefore =
        $$"""
        INSERT INTO psi_series_images (session_id, version, is_before, {{Names}})
        SELECT session_id, {1}, TRUE, {{Names}} FROM psi_series AS series
        WHERE session_id = {0} AND ({2} OR EXISTS (SELECT 1 FROM psi_series_images AS image
            WHERE image.session_id = {0} AND image.version = {1} AND image.is_before = FALSE AND image.series_no = series.series_no))
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
        await database.ExpectWholeSetsAsync(db, ct);
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
    /// <param name="restsOn">The base data and the as-of date that belong to it.</param>
    /// <param name="isOtherDay">Whether the as-of date is another, so that series without an image change too.</param>
    /// <param name="editsUntil">The last entry of the edit log that the images know of; null when none of them can be trusted.</param>
    /// <param name="ct">Cancels.</param>
    public async Task ApplyAsync(bool before, PlanBase restsOn, bool isOtherDay, long? editsUntil, CancellationToken ct)
    {
        await database.ExpectWholeSetsAsync(db, ct);
        await db.Database.ExecuteSqlRawAsync(UpdateKnown, [sessionId, import, before], ct);
        var added = await db.Database.ExecuteSqlRawAsync(AddNew, [sessionId, import, before], ct);
        var mine = await NumbersAsync(before, ct);
        int[] going = [.. (await NumbersAsync(!before, ct)).Except(mine)];
        var removed = going.Length == 0 ? 0 : await db.Series
            .Where(series => series.SessionId == sessionId && going.Contains(series.SeriesNo) && !series.Edits.Any()
                && !db.StockMoves.Any(move => move.SessionId == sessionId && move.SkuCode == series.SkuCode
                    && ((move.FromWarehouse == series.WarehouseName && move.FromChannel == series.Channel)
                        || (move.ToWarehouse == series.WarehouseName && move.ToChannel == series.Channel))))
            .ExecuteDeleteAsync(ct);

        var edited = await EditedSinceAsync(editsUntil, ct);
        if (going.Length > removed || edited.Count > 0 || editsUntil is null || isOtherDay)
        {
            HashSet<int> stale = [.. going, .. editsUntil is null ? mine : []];
            await ProjectAgainAsync(
                entry => stale.Contains(entry.SeriesNo) || edited.Contains(entry.Key) || (isOtherDay && !mine.Contains(entry.SeriesNo)),
                restsOn, ct);
        }
        // An image may be of a series that only edits made, which were taken back since
        if (edited.Count > 0)
            removed += await db.Series
                .Where(series => series.SessionId == sessionId && series.Summary.Days == 0 && !series.Edits.Any()).ExecuteDeleteAsync(ct);
        if (added >= ManySeries) await database.AnalyzeAsync(db, "psi_series", ct, "session_id", "series_no", "sku_code");
        if (added > 0) await AddSkusAsync(before, ct);
        if (removed > 0) await SkuList.RemoveUnusedAsync(db, sessionId, ct);
    }

    /// <summary>Sets are compared here: a database that knows nothing yet of fresh rows may compare each with each.</summary>
    private Task<HashSet<int>> NumbersAsync(bool before, CancellationToken ct) =>
        Of(before).Select(image => image.SeriesNo).ToHashSetAsync(ct);

    private async Task AddSkusAsync(bool before, CancellationToken ct)
    {
        var skus = await Of(before).Select(image => image.SkuCode).Distinct().ToListAsync(ct);
        await SkuList.AddAsync(db, database, sessionId, skus, ct);
    }

    private async Task<HashSet<SeriesKey>> EditedSinceAsync(long? editsUntil, CancellationToken ct) => editsUntil is not { } last
        ? []
        : await db.EditLog.Where(entry => entry.SessionId == sessionId && entry.Id > last)
            .Select(entry => new SeriesKey(entry.SkuCode, entry.WarehouseName, entry.Channel)).Distinct().ToHashSetAsync(ct);

    private async Task ProjectAgainAsync(Func<ImportedSeries.Entry, bool> which, PlanBase restsOn, CancellationToken ct)
    {
        var series = await ImportedSeries.LoadAsync(db, sessionId, file: null, ct);
        await new SeriesWriter(db, database, plans, sessionId, restsOn).WriteAsync([.. series.All.Where(which)], known: null, ct);
    }
}
