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
        return values == 0 ? new(0, 0) : new(values, await Compared(sessionId, version).SumAsync(
            pair => (pair.Edit.InboundQty != null && pair.Edit.InboundQty == pair.Row.InboundQty ? 1 : 0)
                + (pair.Edit.OutboundQty != null && pair.Edit.OutboundQty == pair.Row.OutboundQty ? 1 : 0)
                + (pair.Edit.SafetyStock != null && pair.Edit.SafetyStock == pair.Row.SafetyStock ? 1 : 0), ct));
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
        var numbers = Compared(session.Id, session.Version)
            .Where(pair => (pair.Edit.InboundQty != null && pair.Edit.InboundQty == pair.Row.InboundQty)
                || (pair.Edit.OutboundQty != null && pair.Edit.OutboundQty == pair.Row.OutboundQty)
                || (pair.Edit.SafetyStock != null && pair.Edit.SafetyStock == pair.Row.SafetyStock))
            .Select(pair => pair.Edit.SeriesNo);
        return await db.Series.AsNoTracking().Where(one => one.SessionId == session.Id && numbers.Contains(one.SeriesNo))
            .Select(one => new NumberedSeries(one.SeriesNo, new SeriesKey(one.SkuCode, one.WarehouseName, one.Channel)))
            .ToListAsync(ct);
    }

    /// <summary>Overrides beside the imported rows of their days: psi_base's key, session_id, version, series_no, date.</summary>
    private IQueryable<Pair> Compared(Guid sessionId, int version) =>
        from edit in db.Edits
        where edit.SessionId == sessionId
        join row in db.Base.Where(row => row.SessionId == sessionId && row.Version == version)
            on new { edit.SeriesNo, edit.Date } equals new { row.SeriesNo, row.Date }
        select new Pair { Edit = edit, Row = row };

    private sealed class Pair
    {
        public required Edit Edit { get; init; }
        public required BaseRow Row { get; init; }
    }
}
