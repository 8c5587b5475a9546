namespace PsiErp.Data;

/// <summary>A row of the PSI grid: which one, in what order, and whether its cells may be edited.</summary>
public sealed class PsiMetric
{
    public required string Name { get; init; }
    public bool IsEditable { get; set; }
    public int DisplayOrder { get; set; }

    /// <summary>What a fresh database holds, under the names that the wire uses.</summary>
    public static readonly PsiMetric[] Standard =
    [
        new() { Name = "stock_at_anchor", DisplayOrder = 10 },
        new() { Name = "inbound_qty", DisplayOrder = 20, IsEditable = true },
        new() { Name = "outbound_qty", DisplayOrder = 30, IsEditable = true },
        new() { Name = "channel_move", DisplayOrder = 40 },
        new() { Name = "net_flow", DisplayOrder = 50 },
        new() { Name = "stock_closing", DisplayOrder = 60 },
        new() { Name = "safety_stock", DisplayOrder = 70, IsEditable = true },
        new() { Name = "movable_stock", DisplayOrder = 80 },
        new() { Name = "stdstock", DisplayOrder = 90 },
        new() { Name = "gap", DisplayOrder = 100 },
        new() { Name = "days_of_supply", DisplayOrder = 110 },
    ];
}
