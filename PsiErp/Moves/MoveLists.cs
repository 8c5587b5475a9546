using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Moves;

/// <summary>Which moves are meant; members that are null do not narrow.</summary>
public sealed record MoveFilter
{
    /// <summary>Part of the SKU code, in any case.</summary>
    public string? SkuCode { get; init; }

    /// <summary>Part of the name of a warehouse that it leaves or goes to, in any case.</summary>
    public string? Warehouse { get; init; }

    /// <summary>Part of a channel that it leaves or goes to, in any case.</summary>
    public string? Channel { get; init; }

    /// <summary>Arrives on this day or later.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Leaves on this day or earlier.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Of this transfer plan.</summary>
    public Guid? PlanId { get; init; }

    /// <summary>Last changed at or after.</summary>
    public DateTimeOffset? UpdatedFrom { get; init; }

    /// <summary>Last changed before.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }

    /// <summary>Part of the name of who made or last changed it, in any case.</summary>
    public string? Username { get; init; }

    /// <summary>The id of who made or last changed it, or part of the name.</summary>
    public string? Actor { get; init; }
}

/// <summary>A move with the names of those who made it.</summary>
public sealed record MoveRow(StockMove Move, string? CreatedBy, string? UpdatedBy);

/// <summary>The stock moves that there are.</summary>
public sealed class MoveLists(PsiDb db)
{
    private const int ChunkSize = 500;

    /// <summary>The moves of a session by day, SKU, and where they go; of all sessions when none is named.</summary>
    public IQueryable<StockMove> Moves(Guid? sessionId, MoveFilter filter) => Narrow(InSessions(sessionId), filter)
        .OrderBy(m => m.LeavesOn).ThenBy(m => m.SkuCode).ThenBy(m => m.FromWarehouse).ThenBy(m => m.FromChannel)
        .ThenBy(m => m.ToWarehouse).ThenBy(m => m.ToChannel).ThenBy(m => m.SessionId).ThenBy(m => m.Id);

    /// <summary>Those of them that are channel transfers: within a warehouse, and there the day they leave.</summary>
    public IQueryable<StockMove> Transfers(Guid? sessionId, MoveFilter filter) => Moves(sessionId, filter)
        .Where(move => move.FromWarehouse == move.ToWarehouse && move.LeavesOn == move.ArrivesOn);

    /// <summary>One move, or null.</summary>
    public async Task<MoveRow?> FindAsync(Guid sessionId, Guid id, CancellationToken ct) =>
        await WithNames(InSessions(sessionId).Where(move => move.Id == id)).SingleOrDefaultAsync(ct);

    /// <summary>A page of moves.</summary>
    public async Task<IReadOnlyList<MoveRow>> PageAsync(IQueryable<StockMove> moves, int offset, int limit, CancellationToken ct) =>
        await WithNames(moves.Skip(offset).Take(limit)).ToListAsync(ct);

    /// <summary>
    /// Reads moves in their order: which there are at once, the rest of them a few at a time, so that no connection to the database
    /// waits for whoever reads the answer. One that is taken back meanwhile is left out.
    /// </summary>
    public async IAsyncEnumerable<MoveRow> ReadAsync(IQueryable<StockMove> moves, [EnumeratorCancellation] CancellationToken ct)
    {
        var ids = await moves.Select(move => move.Id).ToListAsync(ct);
        foreach (var chunk in ids.Chunk(ChunkSize))
        {
            var rows = await WithNames(db.StockMoves.AsNoTracking().Where(move => chunk.Contains(move.Id)))
                .ToDictionaryAsync(row => row.Move.Id, ct);
            foreach (var id in chunk)
            {
                if (rows.TryGetValue(id, out var row)) yield return row;
            }
        }
    }

    private IQueryable<StockMove> InSessions(Guid? sessionId) => sessionId is { } id
        ? db.StockMoves.AsNoTracking().Where(move => move.SessionId == id)
        : db.StockMoves.AsNoTracking().Where(move => db.Sessions.Any(session => session.Id == move.SessionId));

    private IQueryable<MoveRow> WithNames(IQueryable<StockMove> moves) =>
        from move in moves
        join user in db.Users on move.CreatedBy equals (Guid?)user.Id into creators
        from creator in creators.DefaultIfEmpty()
        join user in db.Users on move.UpdatedBy equals (Guid?)user.Id into updaters
        from updater in updaters.DefaultIfEmpty()
        select new MoveRow(move, creator!.Username, updater!.Username);

    private IQueryable<StockMove> Narrow(IQueryable<StockMove> moves, MoveFilter filter)
    {
        if (filter.SkuCode?.ToLowerInvariant() is { Length: > 0 } sku) moves = moves.Where(m => m.SkuCode.ToLower().Contains(sku));
        if (filter.Warehouse?.ToLowerInvariant() is { Length: > 0 } warehouse)
            moves = moves.Where(m => m.FromWarehouse.ToLower().Contains(warehouse) || m.ToWarehouse.ToLower().Contains(warehouse));
        if (filter.Channel?.ToLowerInvariant() is { Length: > 0 } channel)
            moves = moves.Where(m => m.FromChannel.ToLower().Contains(channel) || m.ToChannel.ToLower().Contains(channel));
        if (filter.From is { } from) moves = moves.Where(m => m.ArrivesOn >= from);
        if (filter.To is { } to) moves = moves.Where(m => m.LeavesOn <= to);
        if (filter.PlanId is { } plan) moves = moves.Where(m => m.PlanId == plan);
        if (filter.UpdatedFrom is { } since) moves = moves.Where(m => m.UpdatedAt >= since);
        if (filter.UpdatedBefore is { } before) moves = moves.Where(m => m.UpdatedAt < before);
        if (Guid.TryParse(filter.Actor, out var id)) moves = moves.Where(m => m.CreatedBy == id || m.UpdatedBy == id);
        else moves = Named(moves, filter.Actor);
        return Named(moves, filter.Username);
    }

    private IQueryable<StockMove> Named(IQueryable<StockMove> moves, string? part)
    {
        if (part?.ToLowerInvariant() is not { Length: > 0 } name) return moves;
        var users = db.Users.Where(user => user.Username.ToLower().Contains(name)).Select(user => (Guid?)user.Id);
        return moves.Where(move => users.Contains(move.CreatedBy) || users.Contains(move.UpdatedBy));
    }
}
