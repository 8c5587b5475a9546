using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Edits;

/// <summary>Writes the rows of stock moves that a change removes and adds, and what undo goes by, in bulk.</summary>
internal sealed class MoveWriter(PsiDb db, IDatabase database, ChangeSet change)
{
    private const int RowsAtATime = 1_000;

    /// <summary>Moves from which on the database is told at once: series right after look for theirs.</summary>
    private const int ManyMoves = 1_000;

    private static readonly BulkColumn[] Content =
    [
        new("session_id", BulkType.Uuid), new("sku_code", BulkType.Text), new("from_warehouse", BulkType.Text),
        new("from_channel", BulkType.Text), new("to_warehouse", BulkType.Text), new("to_channel", BulkType.Text),
        new("leaves_on", BulkType.Date), new("arrives_on", BulkType.Date), new("qty", BulkType.Quantity), new("note", BulkType.Text),
        new("plan_id", BulkType.Uuid),
    ];

    private static readonly BulkColumn[] MoveColumns =
    [
        new("id", BulkType.Uuid), .. Content, new("created_at", BulkType.Time), new("updated_at", BulkType.Time),
        new("created_by", BulkType.Uuid), new("updated_by", BulkType.Uuid),
    ];

    private static readonly BulkColumn[] ChangeColumns =
        [new("change_set_id", BulkType.Uuid), new("move_id", BulkType.Uuid), new("is_added", BulkType.Boolean), .. Content];

    /// <summary>Removes and adds moves; the plans that they are of follow.</summary>
    public async Task WriteAsync(IReadOnlyCollection<StockMove> removed, IReadOnlyCollection<StockMove> added, CancellationToken ct)
    {
        foreach (var ids in removed.Select(move => move.Id).Chunk(RowsAtATime))
            await db.StockMoves.Where(move => move.SessionId == change.SessionId && ids.Contains(move.Id)).ExecuteDeleteAsync(ct);
        await AddAsync(added, ct);
        await NoteAsync(removed, added, ct);
        if (added.Count >= ManyMoves) await database.AnalyzeAsync(db, "stock_moves", ct);
        foreach (var plan in removed.Concat(added).Select(move => move.PlanId).OfType<Guid>().Distinct()) await FollowAsync(plan, ct);
    }

    /// <summary>A plan is applied as long as moves of it are there.</summary>
    private async Task FollowAsync(Guid planId, CancellationToken ct)
    {
        var isApplied = await db.StockMoves.AnyAsync(move => move.PlanId == planId, ct);
        var status = isApplied ? TransferPlanStatus.Applied : TransferPlanStatus.Cancelled;
        await db.TransferPlans.Where(plan => plan.Id == planId && plan.Status != status).ExecuteUpdateAsync(
            set => set.SetProperty(plan => plan.Status, status).SetProperty(plan => plan.UpdatedAt, change.At)
                .SetProperty(plan => plan.UpdatedBy, change.UserId), ct);
    }

    private async Task AddAsync(IReadOnlyCollection<StockMove> moves, CancellationToken ct)
    {
        await using var row = await database.BulkWriteAsync(db, "stock_moves", MoveColumns, ct);
        foreach (var move in moves)
        {
            row.StartRow();
            row.Write(move.Id);
            WriteContent(row, move);
            row.Write(move.CreatedAt);
            row.Write(move.UpdatedAt);
            row.WriteIdOrNull(move.CreatedBy);
            row.WriteIdOrNull(move.UpdatedBy);
        }
        await row.CompleteAsync(ct);
    }

    private async Task NoteAsync(IEnumerable<StockMove> removed, IEnumerable<StockMove> added, CancellationToken ct)
    {
        await using var row = await database.BulkWriteAsync(db, "stock_move_changes", ChangeColumns, ct);
        foreach (var (move, isAdded) in removed.Select(move => (move, false)).Concat(added.Select(move => (move, true))))
        {
            row.StartRow();
            row.Write(change.Id);
            row.Write(move.Id);
            row.Write(isAdded);
            WriteContent(row, move);
        }
        await row.CompleteAsync(ct);
    }

    private static void WriteContent(BulkWriter row, StockMove move)
    {
        row.Write(move.SessionId);
        row.Write(move.SkuCode);
        row.Write(move.FromWarehouse);
        row.Write(move.FromChannel);
        row.Write(move.ToWarehouse);
        row.Write(move.ToChannel);
        row.Write(move.LeavesOn);
        row.Write(move.ArrivesOn);
        row.Write(move.Qty);
        row.Write(move.Note);
        row.WriteIdOrNull(move.PlanId);
    }
}
