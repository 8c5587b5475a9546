using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Moves;

/// <summary>Proposes moves by the rules of the reallocation policy, which fill the main channels of warehouses.</summary>
public sealed class PolicyProposals(PsiDb db, PlanMatrix matrix)
{
    /// <summary>The moves that the policy recommends for a session, SKU by SKU, in whole units.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="start">The first day.</param>
    /// <param name="end">The last day.</param>
    /// <param name="filter">Which series give and receive.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<PlanLineOrder>> RecommendAsync(
        Guid sessionId, DateOnly start, DateOnly end, MatrixFilter filter, CancellationToken ct)
    {
        var rules = (await db.ReallocationPolicies.AsNoTracking().SingleOrDefaultAsync(ct) ?? new ReallocationPolicy()).Rules;
        var mains = await db.Warehouses.AsNoTracking().Where(warehouse => warehouse.MainChannel != null)
            .ToDictionaryAsync(warehouse => warehouse.WarehouseName, warehouse => warehouse.MainChannel, ct);
        var (lines, sku, cells) = (new List<PlanLineOrder>(), "", new List<ReallocationCell>());
        await foreach (var cell in matrix.ReadAsync(sessionId, start, end, filter, planId: null, ct))
        {
            if (cell.Series.SkuCode != sku) Recommend();
            (sku, var series) = (cell.Series.SkuCode, cell.Series);
            cells.Add(new ReallocationCell(
                series.WarehouseName, series.Channel, mains.GetValueOrDefault(series.WarehouseName) == series.Channel,
                cell.Figures.Opening, cell.Figures.Closing, cell.Figures.Standard));
        }
        Recommend();
        return lines;

        void Recommend()
        {
            lines.AddRange(Reallocation.Recommend(cells, rules).Select(move => LineOf(sku, move)));
            cells.Clear();
        }
    }

    private static PlanLineOrder LineOf(string sku, ReallocationMove move) => new(
        null, new SeriesKey(sku, move.From.Warehouse, move.From.Channel), move.To.Warehouse, move.To.Channel, move.Quantity,
        IsManual: false, move.ReasonText);
}
