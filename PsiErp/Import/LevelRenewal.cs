using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Masters;
using PsiErp.Plan;
using PsiErp.Sessions;

namespace PsiErp.Import;

/// <summary>
/// Summarizes series anew whose products have got other days of stock, in every planning session, a portion at a time: others read
/// and write between them.
/// </summary>
public sealed class LevelRenewal(PsiDb db, IDatabase database, PlanReader plans, SessionWrite write, LevelQueue queue)
{
    private const int SkusAtATime = 2000;
    private const int SeriesAtATime = 500;

    private int _skus, _done, _total;

    /// <summary>Does what is waiting.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (await db.LevelChanges.AsNoTracking().OrderBy(change => change.Id).Take(SkusAtATime).ToListAsync(ct)
                is { Count: > 0 } waiting)
            {
                _skus = await db.LevelChanges.CountAsync(ct);
                await RenewAsync([.. waiting.Select(change => change.SkuCode).Distinct()], ct);
                Guid[] done = [.. waiting.Select(change => change.Id)];
                await db.LevelChanges.Where(change => done.Contains(change.Id)).ExecuteDeleteAsync(ct);
            }
        }
        finally
        {
            queue.Report(null);
        }
    }

    private async Task RenewAsync(string[] skus, CancellationToken ct)
    {
        (_done, _total) = (0, 0);
        var seen = new HashSet<Guid>();
        // Sessions that were copied meanwhile come in a further round
        while ((await Sessions().ToListAsync(ct)).Except(seen).ToList() is { Count: > 0 } sessions)
        {
            foreach (var session in sessions)
            {
                seen.Add(session);
                await RenewAsync(session, skus, ct);
            }
        }
    }

    private IQueryable<Guid> Sessions() => db.Sessions.IgnoreQueryFilters().Where(session => !session.IsRemoved)
        .OrderByDescending(session => session.IsLeader).ThenByDescending(session => session.UpdatedAt).Select(session => session.Id);

    private async Task RenewAsync(Guid sessionId, string[] skus, CancellationToken ct)
    {
        await DistrustImportsAsync(sessionId, skus, ct);
        // The natural key (session_id, sku_code, …)
        var numbers = await db.Series.Where(series => series.SessionId == sessionId && skus.Contains(series.SkuCode))
            .OrderBy(series => series.SeriesNo).Select(series => series.SeriesNo).ToListAsync(ct);
        _total += numbers.Count;
        queue.Report(new LevelProgress(_skus, _done, _total));
        foreach (var portion in numbers.Chunk(SeriesAtATime))
        {
            await write.RunAsync(
                sessionId, actor: null, (session, now) => SummarizeAsync(session, portion, now, ct), ct, evenIfDeleted: true);
            _done += portion.Length;
            queue.Report(new LevelProgress(_skus, _done, _total));
        }
    }

    /// <summary>Imports keep what they made of the series; what rests on other levels is worked out again when it is needed.</summary>
    private Task<int> DistrustImportsAsync(Guid sessionId, string[] skus, CancellationToken ct) => db.BaseVersions
        // Of many SKUs, the first portion has done it for most
        .Where(version => version.SessionId == sessionId && version.SummaryRules != 0 && (version.Status == BaseVersionStatus.Loading
            || db.SeriesImages.Any(image => image.SessionId == sessionId && image.Version == version.Version
                && skus.Contains(image.SkuCode))))
        .ExecuteUpdateAsync(set => set.SetProperty(version => version.SummaryRules, 0), ct);

    private async Task<SessionWriteResult<PlanningSession>> SummarizeAsync(
        PlanningSession session, int[] numbers, DateTimeOffset now, CancellationToken ct)
    {
        var series = await ImportedSeries.EntriesAsync(
            db.Series.Where(one => one.SessionId == session.Id && numbers.Contains(one.SeriesNo)), ct);
        await new SeriesWriter(db, database, plans, session.Id, session.RestsOn).WriteAsync(series, known: null, ct);
        session.LevelsAt = now;
        return SessionWrite.Keep(session);
    }
}
