using PsiErp.Accounts;
using PsiErp.Data;

namespace PsiErp.Moves;

/// <summary>A line that a transfer plan is to have.</summary>
/// <param name="Id">Its id, where it has one already.</param>
/// <param name="From">The series that it takes from.</param>
/// <param name="ToWarehouse">The warehouse that it goes to.</param>
/// <param name="ToChannel">The channel that it goes to.</param>
/// <param name="Qty">Units.</param>
/// <param name="IsManual">Whether a person wrote it; null to tell by what it was before.</param>
/// <param name="Reason">Why.</param>
public sealed record PlanLineOrder(
    Guid? Id, SeriesKey From, string ToWarehouse, string ToChannel, decimal Qty, bool? IsManual, string? Reason)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxReason = 255;

    /// <summary>The series that it goes to.</summary>
    public SeriesKey To => new(From.SkuCode, ToWarehouse, ToChannel);

    /// <summary>The same, with what is not said told from the lines before: what somebody has changed is theirs.</summary>
    internal PlanLineOrder After(IReadOnlyList<TransferPlanLine> before)
    {
        if (IsManual is not null) return this;
        var line = before.FirstOrDefault(one => one.Id == Id);
        var isSame = line is not null && line.From == From && line.To == To && line.Qty == Qty;
        return this with { IsManual = !isSame || line!.IsManual };
    }

    /// <summary>The stock move that a line becomes.</summary>
    internal static StockMove MoveOf(TransferPlanLine line, TransferPlan plan, Transits transits, Actor actor, DateTimeOffset now)
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
            ArrivesOn = line.ArrivesOn ?? transits.ArrivalOf(line.FromWarehouse, line.ToWarehouse, leaves),
            Qty = line.Qty,
            Note = line.Reason,
            PlanId = plan.Id,
            CreatedAt = now,
            UpdatedAt = now,
            CreatedBy = actor.Id,
            UpdatedBy = actor.Id,
        };
    }
}
