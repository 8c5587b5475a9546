namespace PsiErp.Data;

/// <summary>How surplus is moved to where stock is short. There is one row, or none, when the first ones given here hold.</summary>
public sealed class ReallocationPolicy
{
    /// <summary>The only row's.</summary>
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>Whether the main channels of other warehouses may give.</summary>
    public bool TakeFromOtherMain { get; set; }

    public RoundingMode RoundingMode { get; set; }

    /// <summary>Whether a receiver may end over its standard stock, because of whole units.</summary>
    public bool AllowOverfill { get; set; }

    public FairShareMode FairShareMode { get; set; }
    public DeficitBasis DeficitBasis { get; set; }
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>The name of who changed it last.</summary>
    public string? UpdatedBy { get; set; }
}

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
