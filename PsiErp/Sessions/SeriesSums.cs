using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Sessions;

/// <summary>
/// Keeps the lines of a session's series added up, some hundred at a time, so that figures over 100,000 series read a few hundred
/// rows. A sum that the database has forgotten is never wrong, only slower: it is made of the lines when it is asked for.
/// </summary>
public static class SeriesSums
{
    /// <summary>Sums that may be missing: whoever reads makes so few as quickly, and an edit of a cell need not wait for them.</summary>
    private const int MayBeMissing = 8;

    /// <summary>Makes anew what writes have changed, once it is much, within the write and under the session's lock.</summary>
    internal static async Task RenewAsync(PsiDb db, Guid sessionId, CancellationToken ct)
    {
        var missing = await Missing(db, sessionId).ToListAsync(ct);
        if (missing.Count <= MayBeMissing) return;
        foreach (var block in missing)
        {
            var (days, stamp) = (await SumAsync(db, sessionId, block, ct), Guid.NewGuid());
            await db.SeriesSums.Where(sum => sum.SessionId == sessionId && sum.Block == block)
                .ExecuteUpdateAsync(set => set.SetProperty(sum => sum.Days, days).SetProperty(sum => sum.Stamp, stamp), ct);
        }
    }

    /// <summary>Takes what is added up of a session over for a copy of it, which has the same series by the same numbers.</summary>
    internal static Task TakeOverAsync(PsiDb db, Guid from, Guid to, CancellationToken ct) => db.SeriesSums
        .Where(sum => sum.SessionId == to)
        .ExecuteUpdateAsync(
            set => set
                .SetProperty(sum => sum.Days, sum => db.SeriesSums
                    .Where(other => other.SessionId == from && other.Block == sum.Block).Select(other => other.Days).FirstOrDefault())
                .SetProperty(sum => sum.Stamp, sum => db.SeriesSums
                    .Where(other => other.SessionId == from && other.Block == sum.Block).Select(other => other.Stamp).FirstOrDefault()),
            ct);

    /// <summary>The first day that any series of a session has, and the last one; null while it has none.</summary>
    public static async Task<(DateOnly First, DateOnly Last)?> ExtentAsync(PsiDb db, Guid sessionId, CancellationToken ct)
    {
        (int First, int Last)? all = null;
        foreach (var block in await ReadAsync(db, sessionId, days => Widen(LineTotals.ExtentOf(days)), ct))
            Widen(await ExtentOfBlockAsync(db, sessionId, block, ct));
        return all is { } found ? (DateOnly.FromDayNumber(found.First), DateOnly.FromDayNumber(found.Last)) : null;

        void Widen((int First, int Last)? extent)
        {
            if (extent is not { } some) return;
            all = all is { } known ? (Math.Min(known.First, some.First), Math.Max(known.Last, some.Last)) : some;
        }
    }

    /// <summary>Adds all series of a session.</summary>
    public static async Task AddAsync(PsiDb db, Guid sessionId, LineTotals totals, CancellationToken ct)
    {
        foreach (var block in await ReadAsync(db, sessionId, days => totals.AddSum(days), ct))
        {
            await foreach (var line in Lines(db, sessionId, block).WithCancellation(ct)) totals.Add(line);
        }
    }

    /// <summary>Reads the sums of a session one by one.</summary>
    /// <returns>The blocks whose sum the database has forgotten.</returns>
    private static async Task<IReadOnlyList<int>> ReadAsync(PsiDb db, Guid sessionId, Action<byte[]> use, CancellationToken ct)
    {
        var missing = new List<int>();
        var blocks = db.SeriesSums.AsNoTracking().Where(sum => sum.SessionId == sessionId).OrderBy(sum => sum.Block)
            .Select(sum => new { sum.Block, sum.Days });
        await foreach (var block in blocks.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (block.Days is { } days) use(days);
            else missing.Add(block.Block);
        }
        return missing;
    }

    private static IQueryable<int> Missing(PsiDb db, Guid sessionId) =>
        // Index ix_psi_series_sums_session_id
        db.SeriesSums.Where(sum => sum.SessionId == sessionId && sum.Stamp == null).Select(sum => sum.Block);

    private static async Task<byte[]> SumAsync(PsiDb db, Guid sessionId, int block, CancellationToken ct)
    {
        if (await ExtentOfBlockAsync(db, sessionId, block, ct) is not var (first, last)) return [];
        var totals = new LineTotals(first, last);
        await foreach (var line in Lines(db, sessionId, block).WithCancellation(ct)) totals.Add(line);
        return totals.Write();
    }

    private static async Task<(int First, int Last)?> ExtentOfBlockAsync(PsiDb db, Guid sessionId, int block, CancellationToken ct)
    {
        var extent = await Of(db, sessionId, block).GroupBy(series => series.SessionId)
            .Select(all => new { First = all.Min(s => s.Summary.FirstDate), Last = all.Max(s => s.Summary.LastDate) })
            .FirstOrDefaultAsync(ct);
        return extent is { First: { } first, Last: { } last } ? (first.DayNumber, last.DayNumber) : null;
    }

    private static IAsyncEnumerable<byte[]> Lines(PsiDb db, Guid sessionId, int block) =>
        Of(db, sessionId, block).Where(series => series.Summary.Line != null).Select(series => series.Summary.Line!).AsAsyncEnumerable();

    private static IQueryable<Series> Of(PsiDb db, Guid sessionId, int block)
    {
        var first = block * SeriesSum.BlockSize;
        return db.Series.AsNoTracking().Where(series => series.SessionId == sessionId
            && series.SeriesNo >= first && series.SeriesNo < first + SeriesSum.BlockSize);
    }
}
