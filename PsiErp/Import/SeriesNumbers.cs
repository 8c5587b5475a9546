using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Import;

/// <summary>
/// Series are numbered when their rows are written, and a planner's edit may have begun the same series, or taken the number,
/// before the rows become the plan. Then the rows take another number.
/// </summary>
internal sealed class SeriesNumbers(PsiDb db, Guid sessionId, int import, int version, bool isBefore)
{
    private IQueryable<SeriesImage> Images => db.SeriesImages.Where(
        image => image.SessionId == sessionId && image.Version == import && image.IsBefore == isBefore);

    /// <summary>Brings the numbers of the images and of their rows into line with those of the session's series.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        var changes = await ChangesAsync(ct);
        // By way of numbers that nobody has, for one may take the number that another leaves
        foreach (var (from, _) in changes) await RenumberAsync(from, -from, ct);
        foreach (var (from, to) in changes) await RenumberAsync(-from, to, ct);
    }

    private async Task<List<(int From, int To)>> ChangesAsync(CancellationToken ct)
    {
        var series = db.Series.Where(series => series.SessionId == sessionId);
        // Begun by an edit under a number of its own
        var begun = await (
            from image in Images
            from other in series.Where(other => other.SkuCode == image.SkuCode
                && other.WarehouseName == image.WarehouseName && other.Channel == image.Channel)
            where other.SeriesNo != image.SeriesNo
            select new { image.SeriesNo, To = other.SeriesNo }).ToListAsync(ct);
        var taken = await (
            from image in Images
            from other in series.Where(other => other.SeriesNo == image.SeriesNo)
            where other.SkuCode != image.SkuCode || other.WarehouseName != image.WarehouseName || other.Channel != image.Channel
            select image.SeriesNo).ToListAsync(ct);
        var changes = begun.Select(found => (found.SeriesNo, found.To)).ToList();
        var others = taken.Except(begun.Select(found => found.SeriesNo)).ToList();
        if (others.Count == 0) return changes;

        var next = 1 + Math.Max(
            await series.MaxAsync(one => (int?)one.SeriesNo, ct) ?? 0,
            await db.SeriesImages.Where(image => image.SessionId == sessionId).MaxAsync(image => (int?)image.SeriesNo, ct) ?? 0);
        return [.. changes, .. others.Select(number => (number, next++))];
    }

    private async Task RenumberAsync(int from, int to, CancellationToken ct)
    {
        await db.Base.Where(row => row.SessionId == sessionId && row.Version == version && row.SeriesNo == from)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SeriesNo, to), ct);
        await Images.Where(image => image.SeriesNo == from)
            .ExecuteUpdateAsync(set => set.SetProperty(image => image.SeriesNo, to), ct);
    }
}
