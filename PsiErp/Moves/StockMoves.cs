using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Edits;
using PsiErp.Hosting;
using PsiErp.Plan;
using PsiErp.Sessions;

namespace PsiErp.Moves;

/// <summary>Moves stock from one warehouse and channel to another; each change is a change set, which undo takes back.</summary>
public sealed class StockMoves(PsiDb db, IDatabase database, PlanReader plans, DonorWarnings donors, SessionWrite write)
{
    /// <summary>
    /// Adds a move. It is taken also where it leaves its donor with too little; then the answer says so. A series that it names need
    /// not be there: it then exists, with zeros.
    /// </summary>
    public async Task<MoveResult> AddAsync(Guid sessionId, MoveOrder order, Actor actor, CancellationToken ct)
    {
        if (Problems(order) is { } invalid) return invalid;
        return await write.RunAsync(sessionId, actor, (session, now) => SetAsync(session, order, null, actor, now, ct), ct)
            ?? new MoveResult.NoSuchSession();
    }

    /// <summary>Changes a channel transfer, perhaps its key; equal values change nothing.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="key">Which.</param>
    /// <param name="change">What is to be, from what is.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="ct">Cancels; nothing is changed then.</param>
    public async Task<MoveResult> ChangeAsync(
        Guid sessionId, TransferKey key, Func<StockMove, MoveOrder> change, Actor actor, CancellationToken ct) =>
        await write.RunAsync<MoveResult>(sessionId, actor, async (session, now) =>
        {
            if (await FindAsync(sessionId, key, ct) is not { } old) return SessionWrite.Discard<MoveResult>(new MoveResult.NotFound());
            var order = change(old);
            return Problems(order) is { } invalid
                ? SessionWrite.Discard<MoveResult>(invalid)
                : await SetAsync(session, order, old, actor, now, ct);
        }, ct) ?? new MoveResult.NoSuchSession();

    /// <summary>Removes a move.</summary>
    public Task<MoveResult> RemoveAsync(Guid sessionId, Guid moveId, Actor actor, CancellationToken ct) => RemoveAsync(
        sessionId, () => Of(sessionId).SingleOrDefaultAsync(move => move.Id == moveId, ct), actor, ct);

    /// <summary>Removes a channel transfer.</summary>
    public Task<MoveResult> RemoveAsync(Guid sessionId, TransferKey key, Actor actor, CancellationToken ct) =>
        RemoveAsync(sessionId, () => FindAsync(sessionId, key, ct), actor, ct);

    private async Task<MoveResult> RemoveAsync(Guid sessionId, Func<Task<StockMove?>> find, Actor actor, CancellationToken ct) =>
        await write.RunAsync<MoveResult>(sessionId, actor, async (session, now) =>
            await find() is { } move
                ? await CarryOutAsync(session, move, null, actor, now, ct)
                : SessionWrite.Discard<MoveResult>(new MoveResult.NotFound()), ct) ?? new MoveResult.NoSuchSession();

    private async Task<SessionWriteResult<MoveResult>> SetAsync(
        PlanningSession session, MoveOrder order, StockMove? old, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var move = order.ToMove(session.Id, await ArrivalAsync(order, ct), actor, now, old);
        if (old is not null && IsSame(old, move)) return SessionWrite.Discard<MoveResult>(new MoveResult.Done(old, [], null));
        if (TransferKey.Of(move) is { } key && await FindAsync(session.Id, key, ct) is { } other && other.Id != move.Id)
            return SessionWrite.Discard<MoveResult>(new MoveResult.Taken());
        return await CarryOutAsync(session, old, move, actor, now, ct);
    }

    private async Task<SessionWriteResult<MoveResult>> CarryOutAsync(
        PlanningSession session, StockMove? old, StockMove? move, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        using var activity = Telemetry.Start("move");
        var change = ChangeSets.Begin(ChangeKind.Move, session.Id, actor, now, move?.Note);
        var wide = new WideChange(db, database, plans, session, change);
        await wide.MoveAsync(old is null ? [] : [old], move is null ? [] : [move], ct);
        await wide.CompleteAsync(ct);
        var warnings = move is null ? [] : await donors.OfAsync(session, [move], ct);
        return SessionWrite.Change<MoveResult>(new MoveResult.Done(move ?? old!, warnings, change.Id)).Announced(wide.News);
    }

    /// <summary>When a move arrives of which nothing is said: after the days that its lane takes.</summary>
    private async Task<DateOnly> ArrivalAsync(MoveOrder order, CancellationToken ct) =>
        order.ArrivesOn ?? (await Transits.ReadAsync(db, ct)).ArrivalOf(order.From.WarehouseName, order.ToWarehouse, order.LeavesOn);

    /// <summary>The channel transfer of a key; of several, one that somebody entered rather than one of a plan.</summary>
    private Task<StockMove?> FindAsync(Guid sessionId, TransferKey key, CancellationToken ct) => Of(sessionId)
        .Where(move => move.SkuCode == key.SkuCode && move.FromWarehouse == key.WarehouseName && move.FromChannel == key.FromChannel
            && move.ToWarehouse == key.WarehouseName && move.ToChannel == key.ToChannel && move.LeavesOn == key.Date
            && move.ArrivesOn == key.Date)
        .OrderBy(move => move.PlanId != null).ThenBy(move => move.Id).FirstOrDefaultAsync(ct);

    private IQueryable<StockMove> Of(Guid sessionId) => db.StockMoves.AsNoTracking().Where(move => move.SessionId == sessionId);

    private static bool IsSame(StockMove a, StockMove b) =>
        (a.From, a.To, a.LeavesOn, a.ArrivesOn, a.Qty, a.Note) == (b.From, b.To, b.LeavesOn, b.ArrivesOn, b.Qty, b.Note);

    private static MoveResult.Invalid? Problems(MoveOrder order) =>
        order.FindFlaws().ToList() is { Count: > 0 } flaws ? new MoveResult.Invalid(flaws) : null;
}
