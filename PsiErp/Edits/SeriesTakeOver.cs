using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Edits;

/// <summary>Takes what planners changed of some series over from another session.</summary>
public sealed class SeriesTakeOver(PsiDb db, IDatabase database, PlanReader plans, SessionWrite write)
{
    /// <summary>Most series of a call.</summary>
    public const int MaxSeries = 10_000;

    /// <summary>
    /// Makes the overrides of some series those that another session has of them, as one change. What is imported stays as it is
    /// in each session.
    /// </summary>
    /// <param name="sessionId">The session that is changed.</param>
    /// <param name="fromId">The session whose overrides are taken.</param>
    /// <param name="keys">The series.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="ct">Cancels; nothing is changed then.</param>
    /// <returns>The change, without an id's worth of cells when nothing differed; null when there is no such session.</returns>
    public async Task<ChangeSet?> ApplyAsync(
        Guid sessionId, Guid fromId, IReadOnlyCollection<SeriesKey> keys, Actor actor, CancellationToken ct) =>
        await db.Sessions.AnyAsync(session => session.Id == fromId, ct)
            ? await write.RunAsync(sessionId, actor, (session, now) => ApplyAsync(
                session, fromId, keys, ChangeSets.Begin(ChangeKind.TakeOver, sessionId, actor, now), ct), ct)
            : null;

    private async Task<SessionWriteResult<ChangeSet>> ApplyAsync(
        PlanningSession session, Guid fromId, IReadOnlyCollection<SeriesKey> keys, ChangeSet change, CancellationToken ct)
    {
        var wide = new WideChange(db, database, plans, session, change);
        var theirs = await NumberedSeries.FindAsync(db, fromId, keys, ct);
        var mine = await wide.FindAsync(keys, ct);
        var missing = theirs.Select(one => one.Key).Except(mine.Select(one => one.Key)).ToList();
        var source = new OtherPlan(db, plans, await db.Sessions.AsNoTracking().SingleAsync(other => other.Id == fromId, ct));
        await wide.ApplyAsync(
            [.. mine, .. await wide.AddAsync(missing, ct)], (one, stored) => Edits(stored, source.StoredOf(one.Key)), ct,
            chunk => source.ReadAsync(chunk, ct));
        return await wide.CompleteAsync(ct)
            ? SessionWrite.Change(change).Announced(wide.News)
            : SessionWrite.Discard(change);
    }

    private static Dictionary<DateOnly, DayEdit>.ValueCollection Edits(SeriesDays mine, SeriesDays theirs)
    {
        var days = theirs.Edits.ToDictionary(edit => edit.Date);
        foreach (var edit in mine.Edits) days.TryAdd(edit.Date, new DayEdit(edit.Date));
        return days.Values;
    }
}
