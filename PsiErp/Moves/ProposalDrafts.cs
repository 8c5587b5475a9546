using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Moves;

/// <summary>A line of a draft as a planner wants it.</summary>
/// <param name="Id">The move's or the production's.</param>
/// <param name="Qty">Units.</param>
/// <param name="IsChosen">Whether it is to be applied.</param>
public sealed record DraftChange(Guid Id, decimal Qty, bool IsChosen);

/// <summary>A line that a planner adds.</summary>
/// <param name="From">The series that it takes from; null for production.</param>
/// <param name="To">The series that it is for.</param>
/// <param name="Day">The day on which it leaves, or is in stock.</param>
/// <param name="Qty">Units.</param>
public sealed record DraftAddition(SeriesKey? From, SeriesKey To, DateOnly Day, decimal Qty);

/// <summary>Drafts of proposals: transfer plans that are looked at, changed line by line, and given up.</summary>
public sealed class ProposalDrafts(PsiDb db, SkuStocks stocks, SessionWrite write)
{
    private const int MostListed = 30;

    /// <summary>The plans of a session, newest first.</summary>
    public async Task<IReadOnlyList<ListedDraft>> ListAsync(Guid sessionId, CancellationToken ct) => await Listed(
        db.TransferPlans.AsNoTracking().Where(plan => plan.SessionId == sessionId).OrderByDescending(plan => plan.CreatedAt)
            .Take(MostListed)).ToListAsync(ct);

    /// <summary>Plans with who had them found, and how many lines they have.</summary>
    public IQueryable<ListedDraft> Listed(IQueryable<TransferPlan> plans) => plans.Select(plan => new ListedDraft(
        plan, db.Users.Where(user => user.Id == plan.CreatedBy).Select(user => user.Username).SingleOrDefault(),
        plan.Lines.Count + plan.Production.Count));

    /// <summary>A plan of a session, or null.</summary>
    public Task<TransferPlan?> FindAsync(Guid sessionId, Guid planId, CancellationToken ct) =>
        db.TransferPlans.AsNoTracking().SingleOrDefaultAsync(plan => plan.SessionId == sessionId && plan.Id == planId, ct);

    /// <summary>What a plan keeps of how it was found; of one that was not found here, what its days say.</summary>
    public static ProposalOutcome OutcomeOf(TransferPlan plan) => plan.Outcome is { } text
        ? ProposalOutcome.Of(text)
        : new ProposalOutcome(
            new ProposalOrder(
                ProposalMode.Move, MoveMethod.Policy, ProductionAim.Safety, plan.StartDate, plan.EndDate, new ProposalScope("", [])),
            plan.CreatedAt, ProposalFigures.None, ProposalFigures.None, 0, []);

    /// <summary>What the lines of a plan come to.</summary>
    public async Task<DraftCounts> CountAsync(Guid planId, CancellationToken ct)
    {
        var moves = await Lines(planId).Select(line => new { line.SkuCode, line.Qty, line.IsLeftOut }).ToListAsync(ct);
        var made = await Made(planId).Select(line => new { line.SkuCode, line.Qty, line.IsLeftOut }).ToListAsync(ct);
        return new DraftCounts(
            moves.Count + made.Count, moves.Count(line => !line.IsLeftOut), moves.Where(line => !line.IsLeftOut).Sum(line => line.Qty),
            made.Count(line => !line.IsLeftOut), made.Where(line => !line.IsLeftOut).Sum(line => line.Qty),
            moves.Select(line => line.SkuCode).Union(made.Select(line => line.SkuCode)).Count());
    }

    /// <summary>Some SKUs of a plan, the most urgent first, with what its lines do.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="skip">How many SKUs to leave out first.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<DraftSku>> SkusAsync(TransferPlan plan, int skip, int take, CancellationToken ct)
    {
        var moves = await Lines(plan.Id).GroupBy(line => line.SkuCode)
            .Select(sku => new { sku.Key, Position = sku.Min(line => line.Position) }).ToListAsync(ct);
        var made = await Made(plan.Id).GroupBy(line => line.SkuCode)
            .Select(sku => new { sku.Key, Position = sku.Min(line => line.Position) }).ToListAsync(ct);
        List<string> skus =
        [
            .. moves.Concat(made).GroupBy(sku => sku.Key).OrderBy(sku => sku.Min(one => one.Position)).Select(sku => sku.Key)
                .Skip(skip).Take(take),
        ];
        var found = await SkusAsync(plan, skus, ct);
        return [.. found.OrderBy(sku => skus.IndexOf(sku.Stock.SkuCode))];
    }

    /// <summary>One SKU of a session with what a plan's lines do to it; null when the session does not have it.</summary>
    public async Task<DraftSku?> SkuAsync(TransferPlan plan, string skuCode, CancellationToken ct) =>
        (await SkusAsync(plan, [skuCode], ct)).SingleOrDefault();

    /// <summary>Every SKU of a plan, for a file.</summary>
    public async IAsyncEnumerable<DraftSku> AllAsync(
        TransferPlan plan, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        const int AtATime = 50;
        for (var skip = 0; ; skip += AtATime)
        {
            var some = await SkusAsync(plan, skip, AtATime, ct);
            foreach (var sku in some) yield return sku;
            if (some.Count == 0) yield break;
        }
    }

    /// <summary>Changes quantities and choices; the plan's figures follow.</summary>
    /// <returns>Null when there is no such draft, or it is not one any more.</returns>
    public Task<TransferPlan?> ChangeAsync(
        Guid sessionId, Guid planId, IReadOnlyList<DraftChange> changes, Actor actor, CancellationToken ct) =>
        FollowAsync(sessionId, planId, actor, async plan =>
        {
            var wanted = changes.ToDictionary(change => change.Id);
            var ids = wanted.Keys.ToList();
            var moves = await Lines(plan.Id).Where(line => ids.Contains(line.Id)).ToListAsync(ct);
            var made = await Made(plan.Id).Where(line => ids.Contains(line.Id)).ToListAsync(ct);
            moves.RemoveAll(line => (line.Qty, !line.IsLeftOut) == (wanted[line.Id].Qty, wanted[line.Id].IsChosen));
            made.RemoveAll(line => (line.Qty, !line.IsLeftOut) == (wanted[line.Id].Qty, wanted[line.Id].IsChosen));
            return ([.. moves.Select(line => line.SkuCode).Union(made.Select(line => line.SkuCode))], async () =>
            {
                foreach (var line in moves)
                {
                    var (qty, isLeftOut, isManual) = (wanted[line.Id].Qty, !wanted[line.Id].IsChosen, line.Qty != wanted[line.Id].Qty);
                    await db.TransferPlanLines.Where(one => one.Id == line.Id).ExecuteUpdateAsync(set => set
                        .SetProperty(one => one.Qty, qty).SetProperty(one => one.IsLeftOut, isLeftOut)
                        .SetProperty(one => one.IsManual, one => one.IsManual || isManual), ct);
                }
                foreach (var line in made)
                {
                    var (qty, isLeftOut, isManual) = (wanted[line.Id].Qty, !wanted[line.Id].IsChosen, line.Qty != wanted[line.Id].Qty);
                    await db.TransferPlanProduction.Where(one => one.Id == line.Id).ExecuteUpdateAsync(set => set
                        .SetProperty(one => one.Qty, qty).SetProperty(one => one.IsLeftOut, isLeftOut)
                        .SetProperty(one => one.IsManual, one => one.IsManual || isManual), ct);
                }
            }
            );
        }, ct);

    /// <summary>Adds a line by hand; the plan's figures follow.</summary>
    /// <returns>Null when there is no such draft, or it is not one any more.</returns>
    public Task<TransferPlan?> AddAsync(Guid sessionId, Guid planId, DraftAddition line, Actor actor, CancellationToken ct) =>
        FollowAsync(sessionId, planId, actor, plan =>
        {
            async Task Add()
            {
                var last = Math.Max(
                    await Lines(plan.Id).MaxAsync(one => (int?)one.Position, ct) ?? 0,
                    await Made(plan.Id).MaxAsync(one => (int?)one.Position, ct) ?? 0);
                if (line.From is { } from) db.Add(MoveOf(plan, from, line, last + 1, await stocks.WaysAsync(ct)));
                else db.Add(ProductionOf(plan, line, last + 1));
                await db.SaveChangesAsync(ct);
            }
            return Task.FromResult<(IReadOnlyList<string>, Func<Task>)>(([line.To.SkuCode], Add));
        }, ct);

    /// <summary>Gives a draft up.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DiscardAsync(Guid sessionId, Guid planId, Actor actor, CancellationToken ct) =>
        await write.RunAsync(sessionId, actor, async (_, _) =>
            await FindAsync(sessionId, planId, ct) is { } draft && await RemoveAsync(db, sessionId, planId, ct)
                ? SessionWrite.Keep(draft)
                : SessionWrite.Discard<TransferPlan>(null!), ct) is not null;

    /// <summary>Removes a plan that is still a draft, within a write.</summary>
    internal static async Task<bool> RemoveAsync(PsiDb db, Guid sessionId, Guid planId, CancellationToken ct) => await db.TransferPlans
        .Where(plan => plan.SessionId == sessionId && plan.Id == planId && plan.Status == TransferPlanStatus.Draft)
        .ExecuteDeleteAsync(ct) > 0;

    /// <summary>Changes lines of some SKUs of a draft, and has its figures follow by what that makes of those.</summary>
    private Task<TransferPlan?> FollowAsync(
        Guid sessionId, Guid planId, Actor actor, Func<TransferPlan, Task<(IReadOnlyList<string> Skus, Func<Task> Change)>> work,
        CancellationToken ct) =>
        write.RunAsync(sessionId, actor, async (_, now) =>
        {
            var plan = await FindAsync(sessionId, planId, ct);
            if (plan is not { Status: TransferPlanStatus.Draft or TransferPlanStatus.Confirmed })
                return SessionWrite.Discard<TransferPlan>(null!);
            var (skus, change) = await work(plan);
            if (skus.Count == 0) return SessionWrite.Discard(plan);
            var before = FiguresOf(await SkusAsync(plan, skus, ct));
            await change();
            var after = FiguresOf(await SkusAsync(plan, skus, ct));
            var outcome = OutcomeOf(plan);
            var text = plan.Outcome is null ? null : (outcome with { After = outcome.After + after - before }).ToText();
            await db.TransferPlans.Where(one => one.Id == planId).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.Outcome, text).SetProperty(one => one.UpdatedAt, now)
                    .SetProperty(one => one.UpdatedBy, actor.Id), ct);
            return SessionWrite.Keep((await FindAsync(sessionId, planId, ct))!);
        }, ct);

    private static ProposalFigures FiguresOf(IEnumerable<DraftSku> skus) =>
        skus.Aggregate(ProposalFigures.None, (sum, sku) => sum + ProposalFigures.Of(sku.After));

    private async Task<List<DraftSku>> SkusAsync(TransferPlan plan, IReadOnlyList<string> skus, CancellationToken ct)
    {
        var moves = (await Lines(plan.Id).Where(line => skus.Contains(line.SkuCode)).OrderBy(line => line.Position).ToListAsync(ct))
            .ToLookup(line => line.SkuCode);
        var made = (await Made(plan.Id).Where(line => skus.Contains(line.SkuCode)).OrderBy(line => line.Position).ToListAsync(ct))
            .ToLookup(line => line.SkuCode);
        var (ways, order) = (await stocks.WaysAsync(ct), OutcomeOf(plan).Order);
        var found = new List<DraftSku>();
        await foreach (var stock in stocks.ReadAsync(plan.SessionId, skus, null, order, ct))
            found.Add(DraftSku.Of(stock, plan, moves[stock.SkuCode], made[stock.SkuCode], ways));
        return found;
    }

    private IQueryable<TransferPlanLine> Lines(Guid planId) => db.TransferPlanLines.AsNoTracking().Where(line => line.PlanId == planId);

    private IQueryable<TransferPlanProduction> Made(Guid planId) =>
        db.TransferPlanProduction.AsNoTracking().Where(line => line.PlanId == planId);

    private static TransferPlanLine MoveOf(TransferPlan plan, SeriesKey from, DraftAddition line, int position, MoveWays ways) => new()
    {
        PlanId = plan.Id,
        Position = position,
        SkuCode = from.SkuCode,
        FromWarehouse = from.WarehouseName,
        FromChannel = from.Channel,
        ToWarehouse = line.To.WarehouseName,
        ToChannel = line.To.Channel,
        Qty = line.Qty,
        IsManual = true,
        LeavesOn = line.Day,
        ArrivesOn = line.Day.AddDays(ways.Between(from.WarehouseName, line.To.WarehouseName).TransitDays),
    };

    private static TransferPlanProduction ProductionOf(TransferPlan plan, DraftAddition line, int position) => new()
    {
        PlanId = plan.Id,
        Position = position,
        SkuCode = line.To.SkuCode,
        WarehouseName = line.To.WarehouseName,
        Channel = line.To.Channel,
        Date = line.Day,
        Qty = line.Qty,
        IsManual = true,
    };
}
