using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>Writes the plan of a session as people see it: projected, with the edits in it.</summary>
public sealed class PlanExport(PsiDb db, PlanReader plans, SeriesList list)
{
    private static readonly SheetColumn<WidePlanLine>[] Columns =
    [
        .. typeof(WidePlanLine).GetProperties()
            .Select(property => SheetColumn.Of<WidePlanLine>(property, PlanColumns.NameOf(property.Name)))
            .OrderBy(column => Array.IndexOf(PlanColumns.Wide, column.Name)),
    ];

    /// <summary>
    /// Writes the wide format, or the daily one when the session holds nothing but the default series, whose blank keys
    /// the wide format can't have.
    /// </summary>
    public async Task WriteCsvAsync(Guid sessionId, SeriesSelection which, Stream output, CancellationToken ct)
    {
        var series = list.Find(sessionId, which);
        var isDaily = await series.AnyAsync(ct) && !await series.AnyAsync(s => s.SkuCode != "", ct);
        if (isDaily) await DailyCsvWriter.WriteAsync(output, DailyLinesAsync(sessionId, which, ct), ct);
        else await WideCsvWriter.WriteAsync(output, LinesAsync(sessionId, which, ct), ct);
    }

    /// <summary>Writes the wide columns as a sheet.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="which">Which series.</param>
    /// <param name="output">Where to; memory does not grow with the plan.</param>
    /// <param name="ct">Cancels.</param>
    public Task WriteXlsxAsync(Guid sessionId, SeriesSelection which, Stream output, CancellationToken ct) =>
        SheetWriter.WriteAsync(output, "PSI", Columns, LinesAsync(sessionId, which, ct), ct);

    /// <summary>Rows that an export would have.</summary>
    public Task<long> CountRowsAsync(Guid sessionId, SeriesSelection which, CancellationToken ct) =>
        list.Find(sessionId, which).SumAsync(series => (long)series.Summary.Days, ct);

    /// <summary>The title of the session, for the name of the file.</summary>
    public Task<string?> TitleAsync(Guid sessionId, CancellationToken ct) =>
        db.Sessions.Where(session => session.Id == sessionId).Select(session => session.Title).FirstOrDefaultAsync(ct);

    private async IAsyncEnumerable<WidePlanLine> LinesAsync(
        Guid sessionId, SeriesSelection which, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var plan in plans.ReadAsync(sessionId, await PlanReader.ByKey(list.Find(sessionId, which)).ToListAsync(ct), ct))
        {
            foreach (var day in plan.Days) yield return LineOf(plan.Series, day);
        }
    }

    private async IAsyncEnumerable<DailyLine> DailyLinesAsync(
        Guid sessionId, SeriesSelection which, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var plan in plans.ReadAsync(sessionId, await PlanReader.ByKey(list.Find(sessionId, which)).ToListAsync(ct), ct,
            withReported: true))
        {
            foreach (var day in plan.Days) yield return new DailyLine(day.Date, day.Production, day.Sales, day.Reported);
        }
    }

    private static WidePlanLine LineOf(Series series, in ProjectedDay day) => new()
    {
        SkuCode = series.SkuCode,
        SkuName = series.SkuName,
        Category1 = series.Category1,
        Category2 = series.Category2,
        Category3 = series.Category3,
        FwRank = series.FwRank,
        SsRank = series.SsRank,
        WarehouseName = series.WarehouseName,
        Channel = series.Channel,
        Date = day.Date,
        StockAtAnchor = day.Opening,
        InboundQty = day.Production,
        OutboundQty = day.Sales,
        NetFlow = day.NetFlow,
        StockClosing = day.Closing,
        // What follows from sales is not the source's: the file may come back, and would fix it
        SafetyStock = day.Derived.HasFlag(DerivedLevels.Safety) ? null : day.Safety,
        MovableStock = day.Movable,
        StdStock = day.Derived.HasFlag(DerivedLevels.Standard) ? null : day.Standard,
        Gap = day.Gap,
    };
}
