using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;

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
public sealed class SessionTotals(PsiDb db, IDatabase database)
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
    /// Stock before the first day answered; left out, it is the projected opening of that day where the data has an
    /// anchor, else 0.
    /// </param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<DayTotal>> DailyAsync(
        Guid sessionId, DateOnly? from, DateOnly? to, decimal? startingInventory, CancellationToken ct)
    {
        var flows = await FlowsAsync(sessionId, ct);
        var answered = flows.Where(day => day.Date >= (from ?? DateOnly.MinValue) && day.Date <= (to ?? DateOnly.MaxValue)).ToList();
        if (answered.Count == 0) return [];

        var stock = startingInventory ?? await OpeningAsync(sessionId, answered[0].Date, flows, ct);
        var totals = new List<DayTotal>(answered.Count);
        foreach (var (date, production, sales, reported) in answered)
        {
            stock += production - sales;
            totals.Add(new DayTotal(date, production, sales, production - sales, stock, reported));
        }
        return totals;
    }

    /// <summary>
    /// Projected opening of a day: the openings of the series that have begun by then, and what flowed before it.
    /// </summary>
    private async Task<decimal> OpeningAsync(
        Guid sessionId, DateOnly date, List<DayFlows> flows, CancellationToken ct)
    {
        var hasAnchor = await db.Base.AnyAsync(row => row.SessionId == sessionId && row.StockAtAnchor != null, ct);
        if (!hasAnchor) return 0;

        var openings = await db.Series
            .Where(series => series.SessionId == sessionId && series.Summary.FirstDate <= date)
            .Select(series => series.Summary.Opening)
            .ToListAsync(ct);
        return openings.Sum() + flows.Where(day => day.Date < date).Sum(day => day.Production - day.Sales);
    }

    /// <summary>Effective flows per day; edits lie over the base, days that only an edit names count too.</summary>
    /// <remarks>Reads one session's range of both primary keys.</remarks>
    private async Task<List<DayFlows>> FlowsAsync(Guid sessionId, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            """
            SELECT date, sum(production), sum(sales), sum(reported) FROM (
                SELECT b.date AS date, coalesce(e.inbound_qty, b.inbound_qty) AS production,
                    coalesce(e.outbound_qty, b.outbound_qty) AS sales, b.stock_closing AS reported
                FROM psi_base AS b LEFT JOIN psi_edits AS e
                    ON e.session_id = b.session_id AND e.series_no = b.series_no AND e.date = b.date
                WHERE b.session_id = @session
                UNION ALL
                SELECT e.date, e.inbound_qty, e.outbound_qty, NULL FROM psi_edits AS e
                WHERE e.session_id = @session AND NOT EXISTS (SELECT 1 FROM psi_base AS b
                    WHERE b.session_id = e.session_id AND b.series_no = e.series_no AND b.date = e.date)
            ) AS days GROUP BY date ORDER BY date
            """;
        var session = command.CreateParameter();
        (session.ParameterName, session.Value) = ("session", sessionId);
        command.Parameters.Add(session);
        try
        {
            var days = new List<DayFlows>();
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) days.Add(Read(reader));
            return days;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private DayFlows Read(DbDataReader row) => new(
        database.ReadDate(row, 0),
        database.ReadQuantity(row, 1) ?? 0,
        database.ReadQuantity(row, 2) ?? 0,
        database.ReadQuantity(row, 3));

    private readonly record struct DayFlows(DateOnly Date, decimal Production, decimal Sales, decimal? Reported);
}
