using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Masters;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Import;

/// <summary>
/// Makes stored summaries anew after an upgrade that changed what they mean: session by session, while others read and write
/// the rest.
/// </summary>
public sealed class SummaryRenewal(
    PsiDb db, IDatabase database, PlanReader plans, SessionWrite write, Products products, LevelRenewal levels,
    ILogger<SummaryRenewal> log)
{
    /// <summary>Renews every session whose summaries are of older rules, deleted ones too; the leader first.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await products.RenewAsync(ct);
        var stale = await db.Sessions.IgnoreQueryFilters().AsNoTracking()
            .Where(session => session.SummaryRules < SeriesSummary.Rules && !session.IsRemoved)
            .OrderByDescending(session => session.IsLeader).ThenByDescending(session => session.UpdatedAt)
            .Select(session => new { session.Id, session.Title })
            .ToListAsync(ct);
        foreach (var session in stale)
        {
            await write.RunAsync(session.Id, actor: null, (locked, _) => RenewAsync(locked, ct), ct, evenIfDeleted: true);
            log.LogInformation("Made the summaries of the series of '{Title}' anew", session.Title);
        }
        await levels.RunAsync(ct);
        return stale.Count;
    }

    /// <summary>Makes the summaries of a session's series anew, within its write.</summary>
    public async Task SummarizeAsync(PlanningSession session, CancellationToken ct)
    {
        var series = await ImportedSeries.LoadAsync(db, session.Id, file: null, ct);
        await new SeriesWriter(db, database, plans, session.Id, session.RestsOn).WriteAsync(series.All, known: null, ct);
        session.SummaryRules = SeriesSummary.Rules;
    }

    private async Task<SessionWriteResult<PlanningSession>> RenewAsync(PlanningSession session, CancellationToken ct)
    {
        await SummarizeAsync(session, ct);
        return SessionWrite.Keep(session);
    }
}
