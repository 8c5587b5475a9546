using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Planning;

namespace PsiErp.Moves;

/// <summary>A move that somebody wants.</summary>
/// <param name="From">The series that it leaves.</param>
/// <param name="ToWarehouse">The warehouse that it goes to.</param>
/// <param name="ToChannel">The channel that it goes to.</param>
/// <param name="LeavesOn">The day on which it leaves.</param>
/// <param name="ArrivesOn">The day on which it arrives; null for as many days later as the lane takes.</param>
/// <param name="Qty">Units.</param>
/// <param name="Note">Why.</param>
public sealed record MoveOrder(
    SeriesKey From, string ToWarehouse, string ToChannel, DateOnly LeavesOn, DateOnly? ArrivesOn, decimal Qty, string? Note)
{
    /// <summary>The order of a channel transfer.</summary>
    public static MoveOrder Of(TransferKey key, decimal qty, string? note) => new(
        new SeriesKey(key.SkuCode, key.WarehouseName, key.FromChannel), key.WarehouseName, key.ToChannel, key.Date, key.Date, qty, note);

    /// <summary>The series that it goes to.</summary>
    public SeriesKey To => new(From.SkuCode, ToWarehouse, ToChannel);

    /// <summary>What is wrong with it, by field.</summary>
    public IEnumerable<(string Field, MoveFlaw Flaw)> FindFlaws()
    {
        (string, string)[] keys =
        [
            ("sku_code", From.SkuCode), ("from_warehouse", From.WarehouseName), ("from_channel", From.Channel),
            ("to_warehouse", ToWarehouse), ("to_channel", ToChannel),
        ];
        foreach (var (field, key) in keys)
        {
            if (MoveFlaws.OfKey(key) is { } flaw) yield return (field, flaw);
        }
        if (From == To) yield return ("to_channel", MoveFlaw.LeadsNowhere);
        if (!DateText.IsInRange(LeavesOn)) yield return ("leaves_on", MoveFlaw.OutsideYears);
        if (ArrivesOn is { } arrival && !DateText.IsInRange(arrival)) yield return ("arrives_on", MoveFlaw.OutsideYears);
        if (ArrivesOn < LeavesOn) yield return ("arrives_on", MoveFlaw.ArrivesBefore);
        if (MoveFlaws.OfQuantity(Qty) is { } wrong) yield return ("qty", wrong);
        if (MoveFlaws.OfNote(Note, StockMove.MaxNote) is { } note) yield return ("note", note);
    }

    /// <summary>The move that it asks for.</summary>
    /// <param name="sessionId">Of which session.</param>
    /// <param name="arrivesOn">When it arrives.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="now">When.</param>
    /// <param name="instead">The move that it takes the place of; null for a new one.</param>
    internal StockMove ToMove(Guid sessionId, DateOnly arrivesOn, Actor actor, DateTimeOffset now, StockMove? instead) => new()
    {
        Id = instead?.Id ?? Guid.CreateVersion7(),
        SessionId = sessionId,
        SkuCode = From.SkuCode,
        FromWarehouse = From.WarehouseName,
        FromChannel = From.Channel,
        ToWarehouse = ToWarehouse,
        ToChannel = ToChannel,
        LeavesOn = LeavesOn,
        ArrivesOn = arrivesOn,
        Qty = Quantity.Normalize(Qty),
        Note = string.IsNullOrWhiteSpace(Note) ? null : Note.Trim(),
        PlanId = instead?.PlanId,
        CreatedAt = instead?.CreatedAt ?? now,
        UpdatedAt = now,
        CreatedBy = instead is null ? actor.Id : instead.CreatedBy,
        UpdatedBy = actor.Id,
    };
}

/// <summary>What names a channel transfer within its session.</summary>
public sealed record TransferKey(string SkuCode, string WarehouseName, DateOnly Date, string FromChannel, string ToChannel)
{
    /// <summary>The key of a move, if it is a channel transfer: within a warehouse, and there the day it leaves.</summary>
    public static TransferKey? Of(StockMove move) => move.FromWarehouse == move.ToWarehouse && move.LeavesOn == move.ArrivesOn
        ? new TransferKey(move.SkuCode, move.FromWarehouse, move.LeavesOn, move.FromChannel, move.ToChannel)
        : null;
}
