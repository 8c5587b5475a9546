using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Plan;

/// <summary>Adds series up over time, from their stored lines.</summary>
public sealed class WorklistTotals(PsiDb db, SeriesList list, StockDay stockDay, SessionMemory memory)
{
    /// <summary>The series that are meant, by day, week or month; days that none of them has a row for are left out.</summary>
    public async Task<IReadOnlyList<BucketTotal>> OfAsync(
        PlanningSession session, SeriesSelection which, Bucket bucket, CancellationToken ct)
    {
        if (await stockDay.OfAsync(session, ct) is not { } days) return [];
        var byDay = await memory.RecallAsync(session, which, null, () => SumAsync(session.Id, which, days, ct), ct);
        return LineTotals.Gather(byDay, bucket);
    }

    private async Task<IReadOnlyList<BucketTotal>> SumAsync(
        Guid sessionId, SeriesSelection which, SessionDays days, CancellationToken ct)
    {
        var sum = new LineTotals(days.First.DayNumber, days.Last.DayNumber);
        if (which == SeriesSelection.All)
        {
            await SeriesSums.AddAsync(db, sessionId, sum, ct);
            return sum.Totals();
        }
        var stored = list.Stored(sessionId, which).Select(series => series.Summary.Line);
        await foreach (var line in stored.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (line is not null) sum.Add(line);
        }
        return sum.Totals();
    }
}
