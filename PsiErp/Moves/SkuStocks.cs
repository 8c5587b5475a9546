using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Hosting;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Moves;

/// <summary>The stock of a SKU, and how it is produced.</summary>
/// <param name="SkuCode">The code.</param>
/// <param name="Series">Its series, with what is known of the product.</param>
/// <param name="Places">The stock of each of them, in the same order.</param>
/// <param name="Production">How it is produced.</param>
public sealed record SkuStock(
    string SkuCode, IReadOnlyList<SeriesPlan> Series, IReadOnlyList<StockPlace> Places, ProductionTerms Production)
{
    /// <summary>What the product master knows of it; null where it does not.</summary>
    public Product? Product => Series[0].Product;

    /// <summary>The number of a place; −1 when the SKU has no such series.</summary>
    public int PlaceOf(string warehouse, string channel)
    {
        for (var i = 0; i < Places.Count; i++)
        {
            if (Places[i].Warehouse == warehouse && Places[i].Channel == channel) return i;
        }
        return -1;
    }
}

/// <summary>Reads the stock that proposals are made of, a SKU at a time.</summary>
public sealed class SkuStocks(PsiDb db, PlanReader plans, WorkingDays workingDays, Settings settings, TimeProvider clock)
{
    private const int SkusAtATime = 500;

    /// <summary>How stock gets from one warehouse to another.</summary>
    public async Task<MoveWays> WaysAsync(CancellationToken ct) => new(
        await db.Lanes.AsNoTracking().ToDictionaryAsync(
            lane => (lane.FromWarehouse, lane.ToWarehouse),
            lane => new MoveLane(lane.TransitDays, lane.CostPerUnit, lane.CostPerMove, lane.LotSize), ct),
        await db.Warehouses.AsNoTracking().Where(warehouse => warehouse.Region != null)
            .ToDictionaryAsync(warehouse => warehouse.WarehouseName, warehouse => warehouse.Region!, ct));

    /// <summary>The policy that holds.</summary>
    public async Task<ReallocationRules> RulesAsync(CancellationToken ct) =>
        (await db.ReallocationPolicies.AsNoTracking().SingleOrDefaultAsync(ct) ?? new ReallocationPolicy()).Rules;

    /// <summary>The stock of SKUs, by their codes.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="skuCodes">Which SKUs; null for all.</param>
    /// <param name="meant">The numbers of the series that are to be helped; null for all.</param>
    /// <param name="order">Which days, and up to which level production is to be.</param>
    /// <param name="ct">Cancels.</param>
    public async IAsyncEnumerable<SkuStock> ReadAsync(
        Guid sessionId, IReadOnlyCollection<string>? skuCodes, IReadOnlySet<int>? meant, ProposalOrder order,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var isWorking = await workingDays.OfUsualCalendarAsync(ct);
        var mains = await db.Warehouses.AsNoTracking().Where(warehouse => warehouse.MainChannel != null)
            .ToDictionaryAsync(warehouse => warehouse.WarehouseName, warehouse => warehouse.MainChannel!, ct);
        var group = new List<SeriesPlan>();
        foreach (var chunk in skuCodes is null ? [null] : skuCodes.Order(StringComparer.Ordinal).Chunk(SkusAtATime).Cast<string[]?>())
        {
            await foreach (var plan in plans.ReadAsync(sessionId, await SeriesAsync(sessionId, chunk, ct), ct))
            {
                if (group.Count > 0 && group[0].Series.SkuCode != plan.Series.SkuCode)
                {
                    yield return StockOf(group, meant, order, mains, isWorking);
                    group = [];
                }
                group.Add(plan);
            }
        }
        if (group.Count > 0) yield return StockOf(group, meant, order, mains, isWorking);
    }

    private Task<List<Series>> SeriesAsync(Guid sessionId, string[]? skuCodes, CancellationToken ct)
    {
        var series = db.Series.AsNoTracking().Where(one => one.SessionId == sessionId);
        if (skuCodes is not null) series = series.Where(one => skuCodes.Contains(one.SkuCode));
        return series.OrderBy(one => one.SkuCode).ThenBy(one => one.WarehouseName).ThenBy(one => one.Channel).ToListAsync(ct);
    }

    private SkuStock StockOf(
        List<SeriesPlan> sku, IReadOnlySet<int>? meant, ProposalOrder order, Dictionary<string, string> mains,
        Func<DateOnly, bool> isWorking)
    {
        var product = sku[0].Product;
        return new SkuStock(
            sku[0].Series.SkuCode, sku,
            [
                .. from plan in sku
                   let series = plan.Series
                   select new StockPlace(
                       series.WarehouseName, series.Channel, mains.GetValueOrDefault(series.WarehouseName) == series.Channel,
                       new StockPath(plan.Days, order.From, order.To))
                   {
                       IsMeant = meant?.Contains(series.SeriesNo) != false,
                   },
            ],
            new ProductionTerms(
                settings.DateOf(clock.GetUtcNow()), isWorking, product?.LeadTimeDays ?? 0, product?.MinimumOrder ?? 0,
                product?.LotMultiple ?? 1, order.Aim));
    }
}
