using PsiErp.Planning;

namespace PsiErp.Data;

/// <summary>
/// Stock that goes from one warehouse and channel to another. One within a warehouse that arrives the day it leaves is what the wire
/// calls a channel transfer.
/// </summary>
/// <remarks>
/// It names its series by their keys, not by their numbers: those may change with an import. A series that a move names is there
/// as long as the move is.
/// </remarks>
public sealed class StockMove
{
    /// <summary>Longest note, in characters.</summary>
    public const int MaxNote = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }
    public required string SkuCode { get; init; }
    public required string FromWarehouse { get; init; }
    public required string FromChannel { get; init; }
    public required string ToWarehouse { get; init; }
    public required string ToChannel { get; init; }

    /// <summary>The day on which the donor's stock becomes less.</summary>
    public required DateOnly LeavesOn { get; init; }

    /// <summary>The day on which the receiver's stock becomes more; not before it left.</summary>
    public required DateOnly ArrivesOn { get; init; }

    /// <summary>Units, more than 0.</summary>
    public required decimal Qty { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }

    /// <summary>The transfer plan that it is of; null for one that somebody entered.</summary>
    public Guid? PlanId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public Guid? CreatedBy { get; init; }
    public Guid? UpdatedBy { get; init; }

    /// <summary>The series that it leaves.</summary>
    public SeriesKey From => new(SkuCode, FromWarehouse, FromChannel);

    /// <summary>The series that it arrives in.</summary>
    public SeriesKey To => new(SkuCode, ToWarehouse, ToChannel);

    /// <summary>What it makes of the days of its two series.</summary>
    public IEnumerable<(SeriesKey Series, DayMove Move)> Days =>
        [(From, new DayMove(LeavesOn, -Qty)), (To, new DayMove(ArrivesOn, Qty))];
}

/// <summary>
/// A move as a change set added it, or as it was when the change set removed it; a move that was changed has both. What undo and redo
/// go by.
/// </summary>
public sealed class StockMoveChange
{
    public required Guid ChangeSetId { get; init; }
    public required Guid MoveId { get; init; }
    public required bool IsAdded { get; init; }
    public required Guid SessionId { get; init; }
    public required string SkuCode { get; init; }
    public required string FromWarehouse { get; init; }
    public required string FromChannel { get; init; }
    public required string ToWarehouse { get; init; }
    public required string ToChannel { get; init; }
    public required DateOnly LeavesOn { get; init; }
    public required DateOnly ArrivesOn { get; init; }
    public required decimal Qty { get; init; }
    public string? Note { get; init; }
    public Guid? PlanId { get; init; }

    /// <summary>Whether a move is as this row has it.</summary>
    public bool IsOf(StockMove? move) => move is not null
        && (move.SkuCode, move.FromWarehouse, move.FromChannel, move.ToWarehouse, move.ToChannel, move.LeavesOn, move.ArrivesOn, move.Qty,
            move.Note, move.PlanId)
        == (SkuCode, FromWarehouse, FromChannel, ToWarehouse, ToChannel, LeavesOn, ArrivesOn, Qty, Note, PlanId);

    /// <summary>The move as this row has it, put back by somebody.</summary>
    public StockMove ToMove(Guid? by, DateTimeOffset now) => new()
    {
        Id = MoveId,
        SessionId = SessionId,
        SkuCode = SkuCode,
        FromWarehouse = FromWarehouse,
        FromChannel = FromChannel,
        ToWarehouse = ToWarehouse,
        ToChannel = ToChannel,
        LeavesOn = LeavesOn,
        ArrivesOn = ArrivesOn,
        Qty = Qty,
        Note = Note,
        PlanId = PlanId,
        CreatedAt = now,
        UpdatedAt = now,
        CreatedBy = by,
        UpdatedBy = by,
    };
}
