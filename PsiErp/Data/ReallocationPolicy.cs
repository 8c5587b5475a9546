using PsiErp.Planning;

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

    /// <summary>Whether a receiver may end over its standard stock.</summary>
    public bool AllowOverfill { get; set; }

    public FairShareMode FairShareMode { get; set; }
    public DeficitBasis DeficitBasis { get; set; }
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>The name of who changed it last.</summary>
    public string? UpdatedBy { get; set; }

    /// <summary>What it says of moves.</summary>
    public ReallocationRules Rules => new(TakeFromOtherMain, RoundingMode, AllowOverfill, FairShareMode, DeficitBasis);
}
