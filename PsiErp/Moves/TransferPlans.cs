using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Edits;
using PsiErp.Hosting;
using PsiErp.Live;
using PsiErp.Plan;
using PsiErp.Sessions;

namespace PsiErp.Moves;

/// <summary>How changing a transfer plan ended. Anything but <see cref="Done"/> changed nothing.</summary>
public abstract record PlanResult
{
    private PlanResult()
    {
    }

    /// <summary>It is done, or was so already.</summary>
    /// <param name="Plan">The plan, without its lines.</param>
    /// <param name="Warnings">What its moves do to their donors.</param>
    /// <param name="ChangeId">The change set that it is; null where the session's plan stays as it is.</param>
    public sealed record Done(TransferPlan Plan, IReadOnlyList<MoveWarning> Warnings, Guid? ChangeId) : PlanResult;

    /// <summary>Values are wrong.</summary>
    public sealed record Invalid(IDictionary<string, string[]> Errors) : PlanResult;

    /// <summary>It is applied, so that it has to be cancelled first.</summary>
    public sealed record IsApplied : PlanResult;

    /// <summary>There is no such plan.</summary>
    public sealed record NotFound : PlanResult;
}

/// <summary>Transfer plans: proposed moves that are looked at, changed, applied and taken back as one.</summary>
public sealed class TransferPlans(PsiDb db, IDatabase database, PlanReader plans, DonorWarnings donors, SessionWrite write)
{
    /// <summary>The plans of sessions that are there, newest first.</summary>
    /// <param name="sessionId">Of which session; null for all.</param>
    /// <param name="start">Those that end on this day or later.</param>
    /// <param name="end">Those that start on this day or earlier.</param>
    public IQueryable<TransferPlan> List(Guid? sessionId, DateOnly? start, DateOnly? end)
    {
        // Index (session_id, created_at)
        var found = db.TransferPlans.AsNoTracking().Where(plan => db.Sessions.Any(session => session.Id == plan.SessionId));
        if (sessionId is { } id) found = found.Where(plan => plan.SessionId == id);
        if (start is { } from) found = found.Where(plan => plan.EndDate >= from);
        if (end is { } to) found = found.Where(plan => plan.StartDate <= to);
        return found.OrderByDescending(plan => plan.CreatedAt).ThenByDescending(plan => plan.Id);
    }

    /// <summary>A plan, or null.</summary>
    public Task<TransferPlan?> FindAsync(Guid planId, CancellationToken ct) =>
        List(null, null, null).SingleOrDefaultAsync(plan => plan.Id == planId, ct);

    /// <summary>The lines of a plan, in their order.</summary>
    public Task<List<TransferPlanLine>> LinesAsync(Guid planId, CancellationToken ct) => db.TransferPlanLines.AsNoTracking()
        .Where(line => line.PlanId == planId).OrderBy(line => line.Position).ToListAsync(ct);

    /// <summary>Keeps proposed moves as a draft; the session's plan stays as it is.</summary>
    /// <returns>The plan; null when there is no such session.</returns>
    public async Task<TransferPlan?> CreateAsync(
        Guid sessionId, DateOnly start, DateOnly end, IReadOnlyList<PlanLineOrder> lines, Actor actor, CancellationToken ct)
    {
        var made = await write.RunAsync(
            sessionId, actor,
            async (_, now) =>
            {
                var plan = new TransferPlan
                {
                    SessionId = sessionId,
                    StartDate = start,
                    EndDate = end,
                    Status = TransferPlanStatus.Draft,
                    CreatedAt = now,
                    UpdatedAt = now,
                    CreatedBy = actor.Id,
                    UpdatedBy = actor.Id,
                };
                db.TransferPlans.Add(plan);
                await db.SaveChangesAsync(ct);
                await new PlanLineWriter(db, database, plan.Id).WriteAsync(lines, ct);
                return SessionWrite.Keep(plan);
            },
            ct);
        return made is null ? null : await FindAsync(made.Id, ct);
    }

    /// <summary>Replaces all lines of a plan that is not applied.</summary>
    public async Task<PlanResult> ReplaceLinesAsync(
        Guid planId, IReadOnlyList<PlanLineOrder> lines, Actor actor, CancellationToken ct) =>
        await RunAsync(planId, actor, async (session, plan, now) =>
        {
            if (plan.Status == TransferPlanStatus.Applied) return SessionWrite.Discard<PlanResult>(new PlanResult.IsApplied());
            var problems = await new PlanLineCheck(db, plans, session, plan).FindProblemsAsync(lines, ct);
            if (problems.Count > 0) return SessionWrite.Discard<PlanResult>(new PlanResult.Invalid(problems));

            var writer = new PlanLineWriter(db, database, plan.Id);
            var before = await LinesAsync(plan.Id, ct);
            await writer.RemoveAsync(ct);
            await writer.WriteAsync([.. lines.Select(line => line.After(before))], ct);
            return await TouchAsync(plan, plan.Status, actor, now, ct);
        }, ct);

    /// <summary>
    /// Changes what a plan is. Applied, its lines are stock moves, as one change set, which undo takes back and so cancels the plan;
    /// cancelled, exactly those moves are taken back. What it is already changes nothing, also when several ask at once.
    /// </summary>
    public async Task<PlanResult> SetStatusAsync(Guid planId, TransferPlanStatus status, Actor actor, CancellationToken ct)
    {
        using var activity = Telemetry.Start("transfer-plan");
        return await RunAsync(planId, actor, (session, plan, now) => (plan.Status, status) switch
        {
            var (is_, wanted) when is_ == wanted => Task.FromResult(SessionWrite.Discard<PlanResult>(new PlanResult.Done(plan, [], null))),
            (_, TransferPlanStatus.Applied) => ApplyAsync(session, plan, actor, now, ct),
            (TransferPlanStatus.Applied, TransferPlanStatus.Cancelled) => TakeBackAsync(session, plan, actor, now, ct),
            (TransferPlanStatus.Applied, _) => Task.FromResult(SessionWrite.Discard<PlanResult>(new PlanResult.IsApplied())),
            _ => TouchAsync(plan, status, actor, now, ct),
        }, ct);
    }

    private async Task<PlanResult> RunAsync(
        Guid planId, Actor actor, Func<PlanningSession, TransferPlan, DateTimeOffset, Task<SessionWriteResult<PlanResult>>> work,
        CancellationToken ct)
    {
        if (await FindAsync(planId, ct) is not { } found) return new PlanResult.NotFound();
        return await write.RunAsync<PlanResult>(found.SessionId, actor, async (session, now) =>
            // As it is now that nobody else changes it
            await FindAsync(planId, ct) is { } plan
                ? await work(session, plan, now)
                : SessionWrite.Discard<PlanResult>(new PlanResult.NotFound()), ct) ?? new PlanResult.NotFound();
    }

    private async Task<SessionWriteResult<PlanResult>> ApplyAsync(
        PlanningSession session, TransferPlan plan, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var transits = await Transits.ReadAsync(db, ct);
        List<StockMove> moves =
        [
            .. from line in await LinesAsync(plan.Id, ct)
               where !line.IsLeftOut
               select PlanLineOrder.MoveOf(line, plan, transits, actor, now),
        ];
        if (await ChangeAsync(session, plan, [], moves, actor, now, ct) is not var (change, news))
            return await TouchAsync(plan, TransferPlanStatus.Applied, actor, now, ct);
        return SessionWrite.Change<PlanResult>(new PlanResult.Done(
            (await FindAsync(plan.Id, ct))!, await donors.OfAsync(session, moves, ct), change.Id)).Announced(news);
    }

    private async Task<SessionWriteResult<PlanResult>> TakeBackAsync(
        PlanningSession session, TransferPlan plan, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var moves = await db.StockMoves.AsNoTracking().Where(move => move.PlanId == plan.Id).ToListAsync(ct);
        if (await ChangeAsync(session, plan, moves, [], actor, now, ct) is not var (change, news))
            return await TouchAsync(plan, TransferPlanStatus.Cancelled, actor, now, ct);
        return SessionWrite.Change<PlanResult>(new PlanResult.Done((await FindAsync(plan.Id, ct))!, [], change.Id)).Announced(news);
    }

    /// <summary>Carries a plan out, moves and production as one change set, or takes it back.</summary>
    /// <returns>Null when there was nothing to change.</returns>
    private async Task<(ChangeSet Change, SessionNews News)?> ChangeAsync(
        PlanningSession session, TransferPlan plan, List<StockMove> removed, List<StockMove> added, Actor actor, DateTimeOffset now,
        CancellationToken ct)
    {
        var isTakenBack = plan.Status == TransferPlanStatus.Applied;
        var kind = isTakenBack ? ChangeKind.CancelPlan : ChangeKind.ApplyPlan;
        var change = ChangeSets.Begin(kind, session.Id, actor, now, planId: plan.Id);
        var wide = new WideChange(db, database, plans, session, change);
        await wide.MoveAsync(removed, added, ct);
        await PlanProduction.ChangeAsync(db, wide, plan.Id, isTakenBack, ct);
        if (!await wide.CompleteAsync(ct)) return null;
        await TouchAsync(plan, isTakenBack ? TransferPlanStatus.Cancelled : TransferPlanStatus.Applied, actor, now, ct);
        return (change, wide.News);
    }

    private async Task<SessionWriteResult<PlanResult>> TouchAsync(
        TransferPlan plan, TransferPlanStatus status, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        await db.TransferPlans.Where(one => one.Id == plan.Id).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.Status, status).SetProperty(one => one.UpdatedAt, now)
                .SetProperty(one => one.UpdatedBy, actor.Id), ct);
        return SessionWrite.Keep<PlanResult>(new PlanResult.Done((await FindAsync(plan.Id, ct))!, [], null));
    }
}
