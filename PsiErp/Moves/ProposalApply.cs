using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Edits;
using PsiErp.Hosting;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Moves;

/// <summary>How applying a draft ended.</summary>
/// <param name="ChangeId">The change set that it is; null where the session's plan stays as it is.</param>
/// <param name="WasDone">Whether it had been applied before, or given up.</param>
public sealed record ProposalApplied(Guid? ChangeId, bool WasDone);

/// <summary>Makes the chosen lines of a draft part of the plan, moves and production as one change set, which undo takes back.</summary>
public sealed class ProposalApply(
    PsiDb db, IDatabase database, PlanReader plans, ProposalDrafts drafts, SkuStocks stocks, SessionWrite write)
{
    /// <summary>Applies a draft; one that is applied already changes nothing, also when several ask at once.</summary>
    /// <returns>Null when there is no such draft.</returns>
    public Task<ProposalApplied?> ApplyAsync(Guid sessionId, Guid planId, Actor actor, CancellationToken ct)
    {
        using var activity = Telemetry.Start("apply-proposals");
        return write.RunAsync(sessionId, actor, async (session, now) =>
        {
            if (await drafts.FindAsync(sessionId, planId, ct) is not { } plan) return SessionWrite.Discard<ProposalApplied>(null!);
            if (plan.Status is TransferPlanStatus.Applied or TransferPlanStatus.Cancelled)
                return SessionWrite.Discard(new ProposalApplied(null, WasDone: true));

            var change = ChangeSets.Begin(ChangeKind.ApplyPlan, sessionId, actor, now);
            var wide = new WideChange(db, database, plans, session, change);
            await wide.MoveAsync([], await MovesAsync(plan, actor, now, ct), ct);
            await MakeAsync(wide, plan, ct);
            if (!await wide.CompleteAsync(ct)) return SessionWrite.Discard(new ProposalApplied(null, WasDone: false));
            await db.TransferPlans.Where(one => one.Id == planId).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.Status, TransferPlanStatus.Applied).SetProperty(one => one.UpdatedAt, now)
                    .SetProperty(one => one.UpdatedBy, actor.Id), ct);
            return SessionWrite.Change(new ProposalApplied(change.Id, WasDone: false));
        }, ct);
    }

    private async Task<List<StockMove>> MovesAsync(TransferPlan plan, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var ways = await stocks.WaysAsync(ct);
        var lines = await db.TransferPlanLines.AsNoTracking().Where(line => line.PlanId == plan.Id && !line.IsLeftOut)
            .OrderBy(line => line.Position).ToListAsync(ct);
        return lines.ConvertAll(line =>
        {
            var leaves = line.LeavesOn ?? plan.StartDate;
            return new StockMove
            {
                SessionId = plan.SessionId,
                SkuCode = line.SkuCode,
                FromWarehouse = line.FromWarehouse,
                FromChannel = line.FromChannel,
                ToWarehouse = line.ToWarehouse,
                ToChannel = line.ToChannel,
                LeavesOn = leaves,
                ArrivesOn = line.ArrivesOn ?? leaves.AddDays(ways.Between(line.FromWarehouse, line.ToWarehouse).TransitDays),
                Qty = line.Qty,
                Note = line.Reason,
                PlanId = plan.Id,
                CreatedAt = now,
                UpdatedAt = now,
                CreatedBy = actor.Id,
                UpdatedBy = actor.Id,
            };
        });
    }

    private async Task MakeAsync(WideChange wide, TransferPlan plan, CancellationToken ct)
    {
        var made = (await db.TransferPlanProduction.AsNoTracking().Where(line => line.PlanId == plan.Id && !line.IsLeftOut).ToListAsync(ct))
            .GroupBy(line => line.Series).ToDictionary(series => series.Key, series => series
                .GroupBy(line => line.Date).ToDictionary(day => day.Key, day => day.Sum(line => line.Qty)));
        if (made.Count == 0) return;
        var series = await wide.FindAsync(made.Keys, ct);
        series.AddRange(await wide.AddAsync([.. made.Keys.Except(series.Select(one => one.Key))], ct));
        await wide.ApplyAsync([.. series.OrderBy(one => one.SeriesNo)], (one, stored) => Edits(stored, made[one.Key]), ct);
    }

    /// <summary>More production than there is on each of the days.</summary>
    private static IEnumerable<DayEdit> Edits(SeriesDays stored, Dictionary<DateOnly, decimal> made)
    {
        var imported = stored.Base.Where(day => made.ContainsKey(day.Date)).ToDictionary(day => day.Date, day => day.Production);
        var edits = stored.Edits.Where(edit => made.ContainsKey(edit.Date)).ToDictionary(edit => edit.Date);
        foreach (var (date, quantity) in made)
        {
            var edit = edits.GetValueOrDefault(date, new DayEdit(date));
            var planned = Math.Min(Quantity.Max, (edit.Production ?? imported.GetValueOrDefault(date) ?? 0) + quantity);
            yield return edit.With(EditField.InboundQty, planned == imported.GetValueOrDefault(date) ? null : planned);
        }
    }
}
