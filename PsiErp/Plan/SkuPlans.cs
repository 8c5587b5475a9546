using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>All series of a SKU, as the grid shows them.</summary>
/// <param name="SkuCode">The code.</param>
/// <param name="Series">By warehouse and channel; never empty.</param>
public sealed record SkuPlan(string SkuCode, IReadOnlyList<SeriesPlan> Series)
{
    /// <summary>What people call the SKU.</summary>
    public string? SkuName => Series.Select(plan => plan.Series.SkuName).FirstOrDefault(name => name is not null);

    /// <summary>Its categories, the broadest first; unset ones are left out.</summary>
    public IReadOnlyList<string> Categories
    {
        get
        {
            var series = Series[0].Series;
            return [.. new[] { series.Category1, series.Category2, series.Category3 }.OfType<string>()];
        }
    }

    /// <summary>What the product master knows of it; null where it does not.</summary>
    public Product? Product => Series[0].Product;

    /// <summary>Whether it has days up to the session's as-of date.</summary>
    public bool IsCounted => Series.Any(plan => plan.Days is [{ IsFact: true }, ..]);

    /// <summary>Whether stock of it is moved.</summary>
    public bool HasMoves => Series.Any(plan => plan.Days.Any(day => day.ChannelMove != 0));

    /// <summary>The SKU over all its warehouses and channels.</summary>
    public ProjectedDay[] Total() => Totals.Sum([.. Series.Select(plan => plan.Days)]);
}

/// <summary>A SKU that a search found.</summary>
/// <param name="SkuCode">The code.</param>
/// <param name="SkuName">What people call it.</param>
/// <param name="Series">In how many series it is.</param>
/// <param name="Alert">The gravest that one of its series calls for within the horizon.</param>
public sealed record SkuHit(string SkuCode, string? SkuName, int Series, Alert Alert);

/// <summary>Plans by SKU.</summary>
public sealed class SkuPlans(PsiDb db, PlanReader plans, KnownProducts products)
{
    /// <summary>The plan of the SKU with exactly this code, or null.</summary>
    public async Task<SkuPlan?> FindAsync(Guid sessionId, string skuCode, CancellationToken ct)
    {
        var series = await Of(sessionId).Where(s => s.SkuCode == skuCode)
            .OrderBy(s => s.WarehouseName).ThenBy(s => s.Channel).ToListAsync(ct);
        if (series.Count == 0) return null;
        var plan = await plans.PlansAsync(sessionId, series, ct);
        foreach (var one in plan) DaysOfSupply.Fill(one.Days);
        return new SkuPlan(skuCode, plan);
    }

    /// <summary>SKUs whose code or name holds the text, in any case, by code.</summary>
    public async Task<IReadOnlyList<SkuHit>> SearchAsync(Guid sessionId, string? text, int limit, CancellationToken ct)
    {
        var series = Of(sessionId);
        if (!string.IsNullOrWhiteSpace(text))
        {
            var pattern = new SeriesFilter(text.Trim()).Pattern;
            var part = text.Trim().ToLowerInvariant();
            var named = db.Products.Where(p => p.SkuCode != null && p.Name!.ToLower().Contains(part)).Select(p => p.SkuCode!);
            series = series.Where(s => EF.Functions.Like(s.SearchKey, pattern, @"\") || s.SkuName!.ToLower().Contains(part)
                || (s.SkuName == null && named.Contains(s.SkuCode)));
        }
        var hits = await series.GroupBy(s => s.SkuCode).OrderBy(sku => sku.Key).Take(limit)
            .Select(sku => new
            {
                Code = sku.Key,
                Name = sku.Max(s => s.SkuName),
                Series = sku.Count(),
                StockOut = sku.Min(s => s.Summary.StockOutDate),
                Shortage = sku.Min(s => s.Summary.ShortageDate),
                Over = sku.Min(s => s.Summary.OverDate),
            })
            .ToListAsync(ct);
        var known = await products.OfAsync(hits.Where(sku => sku.Name is null).Select(sku => sku.Code), ct);
        return
        [
            .. hits.Select(sku => new SkuHit(
                sku.Code, sku.Name ?? known.GetValueOrDefault(sku.Code)?.Name, sku.Series,
                FirstAlert.Of(sku.StockOut, sku.Shortage, sku.Over).Alert)),
        ];
    }

    /// <summary>The codes before and after a SKU.</summary>
    public async Task<(string? Previous, string? Next)> NeighboursAsync(Guid sessionId, string skuCode, CancellationToken ct)
    {
        var previous = await Of(sessionId).Where(s => s.SkuCode.CompareTo(skuCode) < 0)
            .OrderByDescending(s => s.SkuCode).Select(s => s.SkuCode).FirstOrDefaultAsync(ct);
        var next = await Of(sessionId).Where(s => s.SkuCode.CompareTo(skuCode) > 0)
            .OrderBy(s => s.SkuCode).Select(s => s.SkuCode).FirstOrDefaultAsync(ct);
        return (previous, next);
    }

    /// <summary>The code that comes first, or null while the session is empty.</summary>
    public Task<string?> FirstAsync(Guid sessionId, CancellationToken ct) =>
        Of(sessionId).OrderBy(s => s.SkuCode).Select(s => s.SkuCode).FirstOrDefaultAsync(ct);

    private IQueryable<Series> Of(Guid sessionId) => db.Series.AsNoTracking().Where(s => s.SessionId == sessionId);
}
