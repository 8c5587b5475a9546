using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Edits;

/// <summary>Overridden values of a session.</summary>
/// <param name="Values">How many there are.</param>
/// <param name="Agreed">How many of them the imported plan says too.</param>
public sealed record AgreedCount(int Values, int Agreed);

/// <summary>Overrides that the imported plan agrees with by now: the file has caught up, and they only hide what it says next.</summary>
public sealed class AgreedEdits(PsiDb db, IDatabase database, PlanReader plans, SessionWrite write)
{
    /// <summary>Counts the overridden values of a session.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="version">The version of its base data that they are compared with.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<AgreedCount> CountAsync(Guid sessionId, int version, CancellationToken ct)
    {
        var values = await db.Edits.Where(edit => edit.SessionId == sessionId).SumAsync(
            edit => (edit.InboundQty != null ? 1 : 0) + (edit.OutboundQty != null ? 1 : 0) + (edit.SafetyStock != null ? 1 : 0), ct);
        return values == 0 ? new(0, 0) : new(values, await Agreed(sessionId, version).SumAsync(day => day.Values, ct));
    }

    /// <summary>Takes them back, as one change that can be undone. The plan stays what it is.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="actor">Who does.</param>
    /// <param name="ct">Cancels; nothing is changed then.</param>
    /// <returns>The change, of no cells when there was nothing; null when there is no such session.</returns>
    public Task<ChangeSet?> TakeBackAsync(Guid sessionId, Actor actor, CancellationToken ct) => write.RunAsync(
        sessionId, actor,
        async (session, now) =>
        {
            var change = ChangeSets.Begin(ChangeKind.TakeBack, sessionId, actor, now);
            var wide = new WideChange(db, database, plans, session, change);
            await wide.ApplyAsync(await SeriesAsync(session, ct), (_, stored) => WithoutAgreed(stored), ct);
            return await wide.CompleteAsync(ct) ? SessionWrite.Change(change).Announced(wide.News) : SessionWrite.Discard(change);
        },
        ct);

    private static IEnumerable<DayEdit> WithoutAgreed(SeriesDays stored)
    {
        var imported = stored.Base.ToDictionary(day => day.Date);
        foreach (var edit in stored.Edits)
        {
            if (!imported.TryGetValue(edit.Date, out var day)) continue;
            yield return EditFields.All.Where(field => edit[field] == day[field])
                .Aggregate(edit, (left, field) => left.With(field, null));
        }
    }

    private async Task<List<NumberedSeries>> SeriesAsync(PlanningSession session, CancellationToken ct)
    {
        var numbers = Agreed(session.Id, session.Version).Where(day => day.Values > 0).Select(day => day.SeriesNo);
        return await db.Series.AsNoTracking().Where(one => one.SessionId == session.Id && numbers.Contains(one.SeriesNo))
            .Select(one => new NumberedSeries(one.SeriesNo, new SeriesKey(one.SkuCode, one.WarehouseName, one.Channel)))
            .ToListAsync(ct);
    }

    /// <summary>How many values of each override the imported row of its day has too: psi_base's key, session_id, version, …</summary>
    private IQueryable<AgreedDay> Agreed(Guid sessionId, int version) =>
        from edit in db.Edits
        where edit.SessionId == sessionId
        join row in db.Base.Where(row => row.SessionId == sessionId && row.Version == version)
            on new { edit.SeriesNo, edit.Date } equals new { row.SeriesNo, row.Date }
        select new AgreedDay
        {
            SeriesNo = edit.SeriesNo,
            Values = (edit.InboundQty != null && edit.InboundQty == row.InboundQty ? 1 : 0)
                + (edit.OutboundQty != null && edit.OutboundQty == row.OutboundQty ? 1 : 0)
                + (edit.SafetyStock != null && edit.SafetyStock == row.SafetyStock ? 1 : 0),
        };

    private sealed class AgreedDay
    {
        public required int SeriesNo { get; init; }
        public required int Values { get; init; }
    }
}
