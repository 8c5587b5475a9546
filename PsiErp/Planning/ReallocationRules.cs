namespace PsiErp.Planning;

/// <summary>By which rules surplus is moved to where stock is short.</summary>
/// <param name="TakeFromOtherMain">Whether the main channels of other warehouses may give.</param>
/// <param name="Rounding">How the shares of receivers become whole units.</param>
/// <param name="AllowOverfill">Whether receivers that share what there is may end over their standard stock.</param>
/// <param name="FairShare">Whether receivers share what there is so that their stock is the same share of standard.</param>
/// <param name="Basis">Which stock is compared with standard.</param>
public sealed record ReallocationRules(
    bool TakeFromOtherMain = false, RoundingMode Rounding = default, bool AllowOverfill = false, FairShareMode FairShare = default,
    DeficitBasis Basis = default);

/// <summary>How quantities become whole units. Stored and sent as text, in snake_case; never rename one.</summary>
public enum RoundingMode
{
    Floor,
    Round,
    Ceil,
}

/// <summary>Whether receivers share what there is so that their stock is the same share of standard. Stored and sent as text.</summary>
public enum FairShareMode
{
    Off,
    EqualizeRatioClosing,
    EqualizeRatioStart,
}

/// <summary>Which stock is compared with standard: that at the end of the days, or that at their start. Stored and sent as text.</summary>
public enum DeficitBasis
{
    Closing,
    Start,
}

/// <summary>The stock of a SKU in a warehouse and channel, in units; under 0 it counts as 0.</summary>
/// <param name="Warehouse">The warehouse, by its name in plans.</param>
/// <param name="Channel">The channel.</param>
/// <param name="IsMain">Whether it is the warehouse's main channel, which is filled first.</param>
/// <param name="Opening">Stock before the first of the days that are looked at.</param>
/// <param name="Closing">Stock after the last of them.</param>
/// <param name="Standard">Level to aim at; without one it neither gives nor receives.</param>
public sealed record ReallocationCell(
    string Warehouse, string Channel, bool IsMain, decimal Opening, decimal Closing, decimal? Standard);

/// <summary>Why a move is recommended.</summary>
public enum ReallocationReason
{
    /// <summary>Another channel of the same warehouse gives.</summary>
    Intra,

    /// <summary>A channel of another warehouse gives that is not its main one.</summary>
    InterNonMain,

    /// <summary>The main channel of another warehouse gives.</summary>
    InterMain,
}

/// <summary>Units of a SKU that the rules would have moved.</summary>
public sealed record ReallocationMove(ReallocationCell From, ReallocationCell To, long Quantity, ReallocationReason Reason)
{
    /// <summary>The reason as the wire has it.</summary>
    public string ReasonText => Reason.Text();
}

/// <summary>What the reasons are called outside.</summary>
public static class ReallocationReasons
{
    /// <summary>The reason as the wire has it.</summary>
    public static string Text(this ReallocationReason reason) => reason switch
    {
        ReallocationReason.Intra => "fill main channel (intra)",
        ReallocationReason.InterNonMain => "fill main channel (inter non-main)",
        _ => "fill main channel (inter main)",
    };
}
