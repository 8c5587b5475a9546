using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Edits;

/// <summary>A series by its number in the session and its keys.</summary>
internal readonly record struct NumberedSeries(int SeriesNo, SeriesKey Key)
{
    /// <summary>SKUs looked for at a time.</summary>
    private const int SkusAtATime = 200;

    /// <summary>The series of a session with these keys; those that are not there are left out.</summary>
    public static async Task<List<NumberedSeries>> FindAsync(
        PsiDb db, Guid sessionId, IReadOnlyCollection<SeriesKey> keys, CancellationToken ct)
    {
        var found = new List<NumberedSeries>(keys.Count);
        var wanted = keys.ToHashSet();
        foreach (var skus in keys.Select(key => key.SkuCode).Distinct().Chunk(SkusAtATime))
        {
            // The natural key (session_id, sku_code, …)
            var known = await db.Series.AsNoTracking().Where(one => one.SessionId == sessionId && skus.Contains(one.SkuCode))
                .Select(one => new NumberedSeries(one.SeriesNo, new SeriesKey(one.SkuCode, one.WarehouseName, one.Channel)))
                .ToListAsync(ct);
            found.AddRange(known.Where(one => wanted.Contains(one.Key)));
        }
        return found;
    }
}
