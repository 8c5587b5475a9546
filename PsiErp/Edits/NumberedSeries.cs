using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Plan;

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

    /// <summary>The stored days of some series, in their order, with what they are projected by.</summary>
    public static async Task<IReadOnlyList<(NumberedSeries Series, SeriesDays Days)>> ReadAsync(
        PsiDb db, PlanReader plans, PlanningSession session, IReadOnlyList<NumberedSeries> series, CancellationToken ct)
    {
        var days = await plans.DaysAsync(session.Id, [.. series.Select(one => one.SeriesNo)], ct, restsOn: session.RestsOn);
        var products = await new KnownProducts(db).OfAsync(series.Select(one => one.Key.SkuCode), ct);
        return
        [
            .. from one in series
               let stored = days.GetValueOrDefault(one.SeriesNo) ?? SeriesDays.None with { AsOf = session.AsOf }
               select (one, stored with { Levels = products.GetValueOrDefault(one.Key.SkuCode)?.Levels ?? default }),
        ];
    }
}
