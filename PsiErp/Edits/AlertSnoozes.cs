using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Edits;

/// <summary>What is wrong with an alert that is to be put off.</summary>
public enum SnoozeProblem
{
    /// <summary>Nobody can put that alert off.</summary>
    AlertUnknown,

    /// <summary>The day is not after today.</summary>
    UntilTooEarly,

    ReasonMissing,
    ReasonTooLong,
    OwnerTooLong,
}

/// <summary>An alert of a series that is to be put off.</summary>
/// <param name="Series">The series.</param>
/// <param name="Alert">Its alert.</param>
/// <param name="Until">The day that it is listed again on.</param>
/// <param name="Reason">Why it can wait.</param>
/// <param name="Owner">The name of who looks after it; null for who puts it off.</param>
public sealed record SnoozeOrder(SeriesKey Series, SeriesAlert? Alert, DateOnly? Until, string? Reason, string? Owner);

/// <summary>
/// Puts alerts of series off until a day, so that lists that leave such out show what nobody has looked at yet. It is on record in
/// the audit log.
/// </summary>
public sealed class AlertSnoozes(PsiDb db, SessionWrite write, AlertedSeries alerted)
{
    /// <summary>The alerts that can be put off. One within lead time is a stock-out.</summary>
    public static IReadOnlyList<SeriesAlert> Kinds { get; } =
    [
        SeriesAlert.StockOut, SeriesAlert.Shortage, SeriesAlert.Over, SeriesAlert.SurplusOrder, SeriesAlert.CountDiffers,
        SeriesAlert.Data,
    ];

    /// <summary>What is put off in a session, the soonest to come back first; also what has come back since.</summary>
    public IQueryable<AlertSnooze> List(Guid sessionId) => db.Snoozes.AsNoTracking().Where(snooze => snooze.SessionId == sessionId)
        .OrderBy(snooze => snooze.Until).ThenBy(snooze => snooze.SkuCode).ThenBy(snooze => snooze.Id);

    /// <summary>What is put off of one series today.</summary>
    public async Task<IReadOnlyList<AlertSnooze>> OfAsync(Guid sessionId, SeriesKey series, CancellationToken ct)
    {
        var today = alerted.Today;
        return await List(sessionId).Where(snooze => snooze.SkuCode == series.SkuCode && snooze.WarehouseName == series.WarehouseName
            && snooze.Channel == series.Channel && snooze.Until > today).ToListAsync(ct);
    }

    /// <summary>What is wrong with an order.</summary>
    public IReadOnlyList<SnoozeProblem> Check(SnoozeOrder order)
    {
        var problems = new List<SnoozeProblem>();
        if (order.Alert is not { } alert || !Kinds.Contains(alert)) problems.Add(SnoozeProblem.AlertUnknown);
        if (!(order.Until > alerted.Today)) problems.Add(SnoozeProblem.UntilTooEarly);
        if (string.IsNullOrWhiteSpace(order.Reason)) problems.Add(SnoozeProblem.ReasonMissing);
        else if (order.Reason.Length > AlertSnooze.MaxReason) problems.Add(SnoozeProblem.ReasonTooLong);
        if (order.Owner?.Length > ChangeSet.MaxUsername) problems.Add(SnoozeProblem.OwnerTooLong);
        return problems;
    }

    /// <summary>Puts an alert off, in the place of what was said of it before.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="order">One that <see cref="Check"/> finds nothing wrong with.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null when there is no such session or series.</returns>
    public Task<AlertSnooze?> SetAsync(Guid sessionId, SnoozeOrder order, Actor actor, CancellationToken ct) => write.RunAsync<AlertSnooze>(
        sessionId, actor,
        async (session, now) =>
        {
            var (sku, warehouse, channel) = order.Series;
            if (!await db.Series.AnyAsync(one => one.SessionId == sessionId && one.SkuCode == sku && one.WarehouseName == warehouse
                && one.Channel == channel, ct)) return SessionWrite.Discard<AlertSnooze>(null!);

            var alert = order.Alert!.Value;
            var snooze = await db.Snoozes.SingleOrDefaultAsync(one => one.SessionId == sessionId && one.SkuCode == sku
                && one.WarehouseName == warehouse && one.Channel == channel && one.Alert == alert, ct);
            var owner = string.IsNullOrWhiteSpace(order.Owner) ? actor.Username : order.Owner.Trim();
            var reason = order.Reason!.Trim();
            if (snooze is null)
            {
                snooze = new AlertSnooze
                {
                    SessionId = sessionId,
                    SkuCode = sku,
                    WarehouseName = warehouse,
                    Channel = channel,
                    Alert = alert,
                    Until = order.Until!.Value,
                    Owner = owner,
                    Reason = reason,
                    CreatedAt = now,
                    CreatedByUsername = actor.Username,
                };
                db.Snoozes.Add(snooze);
            }
            (snooze.Until, snooze.Owner, snooze.Reason) = (order.Until!.Value, owner, reason);
            (snooze.CreatedAt, snooze.CreatedByUsername) = (now, actor.Username);
            return SessionWrite.Change(snooze).Audited(Deed(AuditKind.AlertSnoozed, snooze));
        },
        ct);

    /// <summary>Ends it, so that the alert is listed again.</summary>
    /// <returns>What was put off; null when there is no such thing.</returns>
    public Task<AlertSnooze?> EndAsync(Guid sessionId, Guid id, Actor actor, CancellationToken ct) => write.RunAsync<AlertSnooze>(
        sessionId, actor,
        async (session, _) =>
        {
            if (await db.Snoozes.SingleOrDefaultAsync(one => one.SessionId == sessionId && one.Id == id, ct) is not { } snooze)
                return SessionWrite.Discard<AlertSnooze>(null!);
            db.Snoozes.Remove(snooze);
            return SessionWrite.Change(snooze).Audited(Deed(AuditKind.SnoozeEnded, snooze));
        },
        ct);

    private static SessionDeed Deed(AuditKind kind, AlertSnooze snooze) => new(kind, new Dictionary<AuditFact, object>
    {
        [AuditFact.Sku] = snooze.SkuCode,
        [AuditFact.Warehouse] = snooze.WarehouseName,
        [AuditFact.Channel] = snooze.Channel,
        [AuditFact.Alert] = SnakeName.Of(snooze.Alert),
        [AuditFact.Until] = $"{snooze.Until:yyyy-MM-dd}",
        [AuditFact.Owner] = snooze.Owner,
    });
}
