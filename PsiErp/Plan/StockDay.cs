using PsiErp.Data;
using PsiErp.Hosting;
using PsiErp.Sessions;

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
        var extent = await memory.RecallAsync(session, typeof(SessionDays), () => SeriesSums.ExtentAsync(db, session.Id, ct));
        if (extent is not var (first, last)) return null;
        var today = settings.DateOf(clock.GetUtcNow());
        return new SessionDays(first, last, today < first ? first : today > last ? last : today);
    }
}
