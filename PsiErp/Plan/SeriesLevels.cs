using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Masters;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>A series, and what one of its SKU costs.</summary>
internal sealed class CostedSeries
{
    public required Series Series { get; init; }

    /// <summary>Null where the product master does not say.</summary>
    public decimal? UnitCost { get; init; }
}

/// <summary>The stock of series on a day, and what it is worth.</summary>
public sealed class SeriesLevels(PsiDb db, SeriesBlocks blocks, MasterMemory masters)
{
    /// <summary>Those of some series; null before a series begins.</summary>
    internal async Task<SeriesValues<SeriesLevel?>> OfAsync(
        PlanningSession session, IReadOnlyList<int> seriesNos, DateOnly day, CancellationToken ct)
    {
        return await blocks.EachAsync(
            session, seriesNos, null, SeriesLevel.Numbers, ReadAsync, ct, state: (day, await masters.StampAsync(ct)));

        async IAsyncEnumerable<(int SeriesNo, SeriesLevel? Level)> ReadAsync(IQueryable<Series> series)
        {
            var rows = WithCosts(series).Select(one => new { one.Series.SeriesNo, one.Series.Summary.Line, one.UnitCost });
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
                yield return (row.SeriesNo, SeriesLevel.Of(day, row.Line, row.UnitCost));
        }
    }

    /// <summary>Series with what their SKUs cost.</summary>
    internal IQueryable<CostedSeries> WithCosts(IQueryable<Series> series) => series.LeftJoin(
        db.Products.Where(product => product.SkuCode != null), one => one.SkuCode, product => product.SkuCode,
        (one, product) => new CostedSeries { Series = one, UnitCost = product!.UnitCost });
}
