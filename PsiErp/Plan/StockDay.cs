using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Hosting;

namespace PsiErp.Plan;

/// <summary>The days that a session has, and the one of them that its stock is told for.</summary>
/// <param name="First">The first day of any series.</param>
/// <param name="Last">The last one.</param>
/// <param name="Stock">Today, or the end of the horizon that is nearest to it.</param>
public sealed record SessionDays(DateOnly First, DateOnly Last, DateOnly Stock);

/// <summary>Tells which day's closing stock lists and key figures show.</summary>
public sealed class StockDay(PsiDb db, SessionMemory memory, Settings settings, TimeProvider clock)
{
    /// <summary>The days of a session; null while it is empty.</summary>
    public async Task<SessionDays?> OfAsync(PlanningSession session, CancellationToken ct)
    {
        var (first, last) = await memory.RecallAsync(session, typeof(SessionDays), () => HorizonAsync(session.Id, ct));
        if (first is null || last is null) return null;
        var today = settings.DateOf(clock.GetUtcNow());
        return new SessionDays(first.Value, last.Value, today < first ? first.Value : today > last ? last.Value : today);
    }

    private async Task<(DateOnly? First, DateOnly? Last)> HorizonAsync(Guid sessionId, CancellationToken ct)
    {
        var horizon = await db.Series.Where(series => series.SessionId == sessionId).GroupBy(series => series.SessionId)
            .Select(all => new { First = all.Min(s => s.Summary.FirstDate), Last = all.Max(s => s.Summary.LastDate) })
            .FirstOrDefaultAsync(ct);
        return (horizon?.First, horizon?.Last);
    }
}
