namespace PsiErp.Data;

/// <summary>A way by which stock goes from one warehouse to another, in this direction.</summary>
public sealed class Lane
{
    public required string FromWarehouse { get; init; }
    public required string ToWarehouse { get; init; }

    /// <summary>Days from leaving to arriving.</summary>
    public int TransitDays { get; set; }

    public decimal? CostPerUnit { get; set; }
    public decimal? CostPerMove { get; set; }

    /// <summary>A move is a multiple of it; null when any quantity will do.</summary>
    public decimal? LotSize { get; set; }
}
