using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>A SKU and its series, without their days.</summary>
/// <param name="SkuCode">The code.</param>
/// <param name="Series">By warehouse and channel; never empty.</param>
public sealed record SkuSeries(string SkuCode, IReadOnlyList<Series> Series)
{
    /// <summary>What people call the SKU.</summary>
    public string? SkuName => Series.Select(series => series.SkuName).FirstOrDefault(name => name is not null);

    /// <summary>Its categories, the broadest first; unset ones are left out.</summary>
    public IReadOnlyList<string> Categories =>
        [.. new[] { Series[0].Category1, Series[0].Category2, Series[0].Category3 }.OfType<string>()];
}

/// <summary>All series of a SKU with their days, as the grid shows them.</summary>
/// <param name="Sku">The SKU.</param>
/// <param name="Series">In the same order.</param>
public sealed record SkuPlan(SkuSeries Sku, IReadOnlyList<SeriesPlan> Series)
{
    /// <inheritdoc cref="SkuSeries.SkuCode"/>
    public string SkuCode => Sku.SkuCode;

    /// <inheritdoc cref="SkuSeries.SkuName"/>
    public string? SkuName => Sku.SkuName;

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
    public async Task<SkuPlan?> FindAsync(Guid sessionId, string skuCode, CancellationToken ct) =>
        await SeriesAsync(sessionId, skuCode, ct) is { } sku ? await PlanAsync(sessionId, sku, ct) : null;

    /// <summary>The series of the SKU with exactly this code, or null; what the extract leaves blank of them is blank yet.</summary>
    public async Task<SkuSeries?> SeriesAsync(Guid sessionId, string skuCode, CancellationToken ct)
    {
        var series = await Of(sessionId).Where(s => s.SkuCode == skuCode)
            .OrderBy(s => s.WarehouseName).ThenBy(s => s.Channel).ToListAsync(ct);
        return series.Count == 0 ? null : new SkuSeries(skuCode, series);
    }

    /// <summary>Completes the series of a SKU from the product master.</summary>
    public async Task CompleteAsync(SkuSeries sku, CancellationToken ct)
    {
        if (!(await products.OfAsync([sku.SkuCode], ct)).TryGetValue(sku.SkuCode, out var product)) return;
        foreach (var series in sku.Series) series.Complete(product);
    }

    /// <summary>Completes the series of a SKU, too, and reads their days, which may be many.</summary>
    public async Task<SkuPlan> PlanAsync(Guid sessionId, SkuSeries sku, CancellationToken ct)
    {
        var plan = await plans.PlansAsync(sessionId, sku.Series, ct);
        foreach (var one in plan) DaysOfSupply.Fill(one.Days);
        return new SkuPlan(sku, plan);
    }

    /// <summary>The day up to which stock figures of a session are counted facts; null for none.</summary>
    public async Task<DateOnly?> AsOfAsync(Guid sessionId, CancellationToken ct) => (await plans.BaseAsync(sessionId, ct)).AsOf;

    /// <summary>SKUs whose code or name holds the text, in any case, by code.</summary>
    public Task<IReadOnlyList<SkuHit>> SearchAsync(Guid sessionId, string? text, int limit, CancellationToken ct) =>
        HitsAsync(Holding(sessionId, text), limit, ct);

    /// <summary>Such SKUs in the order of a worklist; after them those that it does not have, by code.</summary>
    /// <param name="session">The session.</param>
    /// <param name="text">What code or name hold.</param>
    /// <param name="inOrder">The first SKUs of the worklist among some; null for among all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<SkuHit>> SearchAsync(
        PlanningSession session, string? text, Func<IQueryable<string>?, int, Task<IReadOnlyList<string>>> inOrder, int limit,
        CancellationToken ct)
    {
        var holding = Holding(session.Id, text);
        var codes = await inOrder(string.IsNullOrWhiteSpace(text) ? null : holding.Select(s => s.SkuCode), limit);
        var hits = (await HitsAsync(Of(session.Id).Where(s => codes.Contains(s.SkuCode)), limit, ct)).ToDictionary(hit => hit.SkuCode);
        var others = codes.Count == limit ? []
            : await HitsAsync(holding.Where(s => !codes.Contains(s.SkuCode)), limit - codes.Count, ct);
        return [.. codes.Where(hits.ContainsKey).Select(code => hits[code]), .. others];
    }

    private IQueryable<Series> Holding(Guid sessionId, string? text)
    {
        var series = Of(sessionId);
        if (string.IsNullOrWhiteSpace(text)) return series;
        var pattern = new SeriesFilter(text.Trim()).Pattern;
        var part = text.Trim().ToLowerInvariant();
        var named = db.Products.Where(p => p.SkuCode != null && p.Name!.ToLower().Contains(part)).Select(p => p.SkuCode!);
        return series.Where(s => EF.Functions.Like(s.SearchKey, pattern, @"\") || s.SkuName!.ToLower().Contains(part)
            || (s.SkuName == null && named.Contains(s.SkuCode)));
    }

    private async Task<IReadOnlyList<SkuHit>> HitsAsync(IQueryable<Series> series, int limit, CancellationToken ct)
    {
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
