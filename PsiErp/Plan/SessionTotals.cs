using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>The whole session added up per day.</summary>
/// <param name="Date">The day.</param>
/// <param name="Production">Units in.</param>
/// <param name="Sales">Units out.</param>
/// <param name="NetChange">Production − sales.</param>
/// <param name="ProjectedInventory">Starting inventory + running sum of the net changes.</param>
/// <param name="ReportedInventory">Closing stock that the source reported; null where no row of the day has one.</param>
public sealed record DayTotal(
    DateOnly Date,
    decimal Production,
    decimal Sales,
    decimal NetChange,
    decimal ProjectedInventory,
    decimal? ReportedInventory);

/// <summary>First and last day of a session's data, and how much there is of it.</summary>
public sealed record SessionExtent(Guid SessionId, DateOnly? StartDate, DateOnly? EndDate, int Series, long Rows, int Skus);

/// <summary>Figures over all series of a session.</summary>
public sealed class SessionTotals(PsiDb db, PlanReader plans)
{
    /// <summary>What the session holds.</summary>
    public async Task<SessionExtent> ExtentAsync(Guid sessionId, CancellationToken ct)
    {
        var series = db.Series.Where(s => s.SessionId == sessionId);
        var extent = await series.GroupBy(s => s.SessionId)
            .Select(group => new
            {
                First = group.Min(s => s.Summary.FirstDate),
                Last = group.Max(s => s.Summary.LastDate),
                Series = group.Count(),
                Rows = group.Sum(s => (long)s.Summary.Days),
            })
            .FirstOrDefaultAsync(ct);
        if (extent is null) return new SessionExtent(sessionId, null, null, 0, 0, 0);
        var skus = await db.Skus.CountAsync(sku => sku.SessionId == sessionId, ct);
        return new SessionExtent(sessionId, extent.First, extent.Last, extent.Series, extent.Rows, skus);
    }

    /// <summary>The days of the session from first to last, added up over its series.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="from">First day to answer.</param>
    /// <param name="to">Last day to answer.</param>
    /// <param name="startingInventory">
    /// Stock before the first day answered. Left out, stock is the sum of the series' projected closings where the data has an
    /// opening that was counted, the same whatever days are answered; else it starts from 0.
    /// </param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<DayTotal>> DailyAsync(
        Guid sessionId, DateOnly? from, DateOnly? to, decimal? startingInventory, CancellationToken ct)
    {
        var (days, hasCount) = await SumAsync(sessionId, ct);
        var isProjected = startingInventory is null && hasCount;
        var stock = startingInventory ?? 0;
        var totals = new List<DayTotal>(days.Count);
        foreach (var (date, day) in days.OrderBy(day => day.Key))
        {
            var isAnswered = date >= (from ?? date) && date <= (to ?? date);
            if (!isAnswered && !isProjected) continue;
            if (isProjected) stock += day.Entering + day.Adjustment + day.Moved;
            stock += day.Production - day.Sales;
            if (isAnswered) totals.Add(new DayTotal(date, day.Production, day.Sales, day.Production - day.Sales, stock, day.Reported));
        }
        return totals;
    }

    /// <summary>What flows on each day, and whether any opening was counted. A few series are held at a time.</summary>
    private async Task<(Dictionary<DateOnly, DaySum> Days, bool HasCount)> SumAsync(Guid sessionId, CancellationToken ct)
    {
        var (days, hasCount) = (new Dictionary<DateOnly, DaySum>(), false);
        var series = await plans.Series(sessionId, new SeriesFilter()).ToListAsync(ct);
        await foreach (var plan in plans.ReadAsync(sessionId, series, ct, withReported: true))
        {
            foreach (ref readonly var day in plan.Days.AsSpan())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(days, day.Date, out _).Add(day);
                hasCount |= day.Anchor is not null;
            }
            if (plan.Days is [var first, ..]) CollectionsMarshal.GetValueRefOrAddDefault(days, first.Date, out _).Entering += first.Opening;
        }
        return (days, hasCount);
    }

    /// <summary>A day of all series.</summary>
    private record struct DaySum
    {
        public decimal Production { get; private set; }
        public decimal Sales { get; private set; }
        public decimal? Reported { get; private set; }

        /// <summary>By how much counted stock is more than what flowed explains.</summary>
        public decimal Adjustment { get; private set; }

        /// <summary>What arrives less what leaves: not zero while stock is on its way.</summary>
        public decimal Moved { get; private set; }

        /// <summary>Opening stock of the series that begin on the day.</summary>
        public decimal Entering { get; set; }

        public void Add(in ProjectedDay day)
        {
            Production += day.Production;
            Sales += day.Sales;
            Adjustment += day.Adjustment;
            Moved += day.ChannelMove;
            if (day.Reported is { } reported) Reported = (Reported ?? 0) + reported;
        }
    }
}
