using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>Which series are meant, by their exact keys; lists that are empty do not narrow.</summary>
public sealed record MatrixFilter(
    IReadOnlyCollection<string> SkuCodes, IReadOnlyCollection<string> Warehouses, IReadOnlyCollection<string> Channels)
{
    /// <summary>All series.</summary>
    public static MatrixFilter All { get; } = new([], [], []);
}

/// <summary>A series from one day to another, and what a transfer plan makes of it.</summary>
/// <param name="Series">The series.</param>
/// <param name="Figures">Its figures, without what the transfer plan moves.</param>
/// <param name="Move">What the transfer plan brings it, less what it takes.</param>
public sealed record MatrixCell(Series Series, PeriodFigures Figures, decimal Move)
{
    /// <summary>Stock after the last day with what the transfer plan moves.</summary>
    public decimal Final => Figures.Closing + Move;
}

/// <summary>All series side by side between two days: where stock lies, and where it is short.</summary>
public sealed class PlanMatrix(PsiDb db, PlanReader plans)
{
    /// <summary>The cells, by SKU, warehouse and channel; a few series are held at a time.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="start">The first day.</param>
    /// <param name="end">The last day.</param>
    /// <param name="filter">Which series.</param>
    /// <param name="planId">A transfer plan of the session whose moves are told; null for none.</param>
    /// <param name="ct">Cancels.</param>
    /// <remarks>Moves of an applied plan are in the projection: they are taken out, so that they are told once.</remarks>
    public async IAsyncEnumerable<MatrixCell> ReadAsync(
        Guid sessionId, DateOnly start, DateOnly end, MatrixFilter filter, Guid? planId, [EnumeratorCancellation] CancellationToken ct)
    {
        var planned = planId is { } id ? await PlannedAsync(id, ct) : [];
        var applied = planId is { } of ? await AppliedAsync(of, end, ct) : [];
        await foreach (var plan in plans.ReadAsync(sessionId, await SeriesAsync(sessionId, filter, ct), ct))
        {
            var (figures, key) = (PeriodFigures.Of(plan.Days, start, end), plan.Series.Key);
            yield return new MatrixCell(
                plan.Series, figures with { Closing = figures.Closing - applied.GetValueOrDefault(key) }, planned.GetValueOrDefault(key));
        }
    }

    private async Task<List<Series>> SeriesAsync(Guid sessionId, MatrixFilter filter, CancellationToken ct)
    {
        // The natural key (session_id, sku_code, warehouse_name, channel)
        var series = plans.Series(sessionId, new SeriesFilter());
        if (filter.SkuCodes.Count > 0) series = series.Where(one => filter.SkuCodes.Contains(one.SkuCode));
        if (filter.Warehouses.Count > 0) series = series.Where(one => filter.Warehouses.Contains(one.WarehouseName));
        if (filter.Channels.Count > 0) series = series.Where(one => filter.Channels.Contains(one.Channel));
        return await series.ToListAsync(ct);
    }

    private async Task<Dictionary<SeriesKey, decimal>> PlannedAsync(Guid planId, CancellationToken ct)
    {
        var lines = await db.TransferPlanLines.AsNoTracking().Where(line => line.PlanId == planId && !line.IsLeftOut).ToListAsync(ct);
        return Sum(lines.SelectMany(line => new[] { (line.From, -line.Qty), (line.To, line.Qty) }));
    }

    private async Task<Dictionary<SeriesKey, decimal>> AppliedAsync(Guid planId, DateOnly end, CancellationToken ct)
    {
        var moves = await db.StockMoves.AsNoTracking().Where(move => move.PlanId == planId).ToListAsync(ct);
        return Sum(moves.SelectMany(move => move.Days).Where(day => day.Move.Date <= end).Select(day => (day.Series, day.Move.Qty)));
    }

    private static Dictionary<SeriesKey, decimal> Sum(IEnumerable<(SeriesKey Series, decimal Qty)> parts) =>
        parts.GroupBy(part => part.Series).ToDictionary(series => series.Key, series => series.Sum(part => part.Qty));
}
