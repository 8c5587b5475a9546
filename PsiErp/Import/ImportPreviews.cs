using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Plan;

namespace PsiErp.Import;

/// <summary>Imports that wait to be taken over: what each would make of the plan.</summary>
public sealed class ImportPreviews(PsiDb db, PlanReader plans, ImportVersions versions)
{
    /// <summary>Series that a preview lists.</summary>
    private const int Listed = 50;

    /// <summary>What a waiting import would make of the plan, or null when there is none such.</summary>
    public async Task<ImportPreview?> FindAsync(Guid sessionId, Guid id, CancellationToken ct)
    {
        if (await WaitingAsync(sessionId, id, ct) is not { } import) return null;

        var changes = await TouchedAsync(import, ct);
        var alerts = new AlertChange(
            await AlertAsync(import.SessionId, changes, figures => figures.StockOut, series => series.Summary.StockOutDate != null, ct),
            await AlertAsync(import.SessionId, changes, figures => figures.Shortage, series => series.Summary.ShortageDate != null, ct));
        var changed = Changed(changes);
        return new ImportPreview(
            import, (await plans.BaseAsync(sessionId, ct)).Version != import.Before, alerts, changed.Count, [.. changed.Take(Listed)]);
    }

    /// <summary>
    /// All series that a waiting import changes, or null when there is none such: those first whose alerts change, then by how much
    /// moves.
    /// </summary>
    public async Task<IReadOnlyList<SeriesChange>?> ChangesAsync(Guid sessionId, Guid id, CancellationToken ct) =>
        await WaitingAsync(sessionId, id, ct) is { } import ? Changed(await TouchedAsync(import, ct)) : null;

    private static List<SeriesChange> Changed(IEnumerable<SeriesChange> touched) =>
    [
        .. touched.Where(change => change.Before != change.After)
            .OrderByDescending(change => change.ChangesAlert).ThenByDescending(change => change.Size),
    ];

    private async Task<BaseVersion?> WaitingAsync(Guid sessionId, Guid id, CancellationToken ct) =>
        await versions.FindAsync(sessionId, id, ct) is { Status: BaseVersionStatus.Staged } import ? import : null;

    /// <summary>All series in trouble now, and what the import adds to that and takes from it.</summary>
    private async Task<BeforeAfter> AlertAsync(
        Guid sessionId, List<SeriesChange> changes, Func<SeriesFigures, DateOnly?> when,
        System.Linq.Expressions.Expression<Func<Series, bool>> isInTrouble, CancellationToken ct)
    {
        var before = await db.Series.Where(series => series.SessionId == sessionId).CountAsync(isInTrouble, ct);
        return new BeforeAfter(before, before
            + changes.Count(change => change.After is { } after && when(after) is not null)
            - changes.Count(change => change.Before is { } figures && when(figures) is not null));
    }

    /// <summary>The series that the import touches or removes. Grows with them, not with the rows.</summary>
    private async Task<List<SeriesChange>> TouchedAsync(BaseVersion import, CancellationToken ct)
    {
        var after = await db.SeriesImages.AsNoTracking()
            .Where(image => image.SessionId == import.SessionId && image.Version == import.Version && !image.IsBefore)
            .Select(image => new SeriesChange(
                new SeriesKey(image.SkuCode, image.WarehouseName, image.Channel), image.SkuName, null,
                SeriesFigures.Of(image.Summary)))
            .ToDictionaryAsync(change => change.Key, ct);
        var before = await db.Series.AsNoTracking().Where(series => series.SessionId == import.SessionId)
            .Select(series => new SeriesChange(
                new SeriesKey(series.SkuCode, series.WarehouseName, series.Channel), series.SkuName,
                SeriesFigures.Of(series.Summary), null))
            .ToListAsync(ct);
        foreach (var series in before)
        {
            if (after.TryGetValue(series.Key, out var change)) after[series.Key] = change with { Before = series.Before };
            else if (import.Deleted > 0) after[series.Key] = series;
        }
        return [.. after.Values];
    }
}
