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
        var images = await Images
            .Select(image => new { image.SeriesNo, Key = new SeriesKey(image.SkuCode, image.WarehouseName, image.Channel) })
            .ToListAsync(ct);
        var numbers = await db.Series.Where(series => series.SessionId == sessionId)
            .Select(series => new { series.SeriesNo, Key = new SeriesKey(series.SkuCode, series.WarehouseName, series.Channel) })
            .ToDictionaryAsync(series => series.Key, series => series.SeriesNo, ct);
        var taken = numbers.Values.ToHashSet();
        var next = 1 + images.Select(image => image.SeriesNo).Concat(taken).DefaultIfEmpty().Max();
        var changes = new List<(int From, int To)>();
        foreach (var image in images)
        {
            // Begun by an edit under a number of its own, or another series has this one's number
            if (numbers.TryGetValue(image.Key, out var own))
            {
                if (own != image.SeriesNo) changes.Add((image.SeriesNo, own));
            }
            else if (taken.Contains(image.SeriesNo))
            {
                changes.Add((image.SeriesNo, next++));
            }
        }
        return changes;
    }

    private async Task RenumberAsync(int from, int to, CancellationToken ct)
    {
        await db.Base.Where(row => row.SessionId == sessionId && row.Version == version && row.SeriesNo == from)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SeriesNo, to), ct);
        await Images.Where(image => image.SeriesNo == from)
            .ExecuteUpdateAsync(set => set.SetProperty(image => image.SeriesNo, to), ct);
    }
}
