namespace PsiErp.Files;

/// <summary>
/// One row of a plan file. Quantities are units, at most 10^12 either way, with at most six decimals and no trailing
/// zeros; <see langword="null"/> where the cell is blank or the file has no such column.
/// </summary>
/// <remarks>A value type: half a million rows pass through an import, and none of them is kept.</remarks>
public readonly record struct PlanFileRow
{
    /// <summary>The line of the file on which the row begins, counted from 1.</summary>
    public required long Line { get; init; }

    /// <summary>Key: the SKU; <c>""</c> in the default series.</summary>
    public required string SkuCode { get; init; }

    /// <summary>Key: the warehouse; <c>""</c> in the default series.</summary>
    public required string WarehouseName { get; init; }

    /// <summary>Key: the sales channel; <c>""</c> in the default series.</summary>
    public required string Channel { get; init; }

    /// <summary>The day, in the years 1900 to 2200.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What people call the SKU.</summary>
    public string? SkuName { get; init; }

    /// <summary>The broadest category of the SKU.</summary>
    public string? Category1 { get; init; }

    /// <summary>The category below <see cref="Category1"/>.</summary>
    public string? Category2 { get; init; }

    /// <summary>The category below <see cref="Category2"/>.</summary>
    public string? Category3 { get; init; }

    /// <summary>Forward rank: one or two letters, upper case.</summary>
    public string? FwRank { get; init; }

    /// <summary>Safety stock rank: one or two letters, upper case.</summary>
    public string? SsRank { get; init; }

    /// <summary>Stock before the day's flows, as the source reported it.</summary>
    public decimal? StockAtAnchor { get; init; }

    /// <summary>Units coming in on the day (<c>production</c> in the daily format).</summary>
    public decimal? InboundQty { get; init; }

    /// <summary>Units going out on the day (<c>sales</c> in the daily format).</summary>
    public decimal? OutboundQty { get; init; }

    /// <summary>Stock after the day's flows, as the source reported it (<c>inventory</c> in the daily format).</summary>
    public decimal? StockClosing { get; init; }

    /// <summary>The level not to go under.</summary>
    public decimal? SafetyStock { get; init; }

    /// <summary>The level to aim at.</summary>
    public decimal? StdStock { get; init; }

    /// <summary>A value by the name of its column in the wide format.</summary>
    public object? ValueOf(string column) => column switch
    {
        PlanColumns.SkuCode => SkuCode,
        PlanColumns.WarehouseName => WarehouseName,
        PlanColumns.Channel => Channel,
        PlanColumns.Date => Date,
        PlanColumns.SkuName => SkuName,
        PlanColumns.Category1 => Category1,
        PlanColumns.Category2 => Category2,
        PlanColumns.Category3 => Category3,
        PlanColumns.FwRank => FwRank,
        PlanColumns.SsRank => SsRank,
        PlanColumns.StockAtAnchor => StockAtAnchor,
        PlanColumns.InboundQty => InboundQty,
        PlanColumns.OutboundQty => OutboundQty,
        PlanColumns.StockClosing => StockClosing,
        PlanColumns.SafetyStock => SafetyStock,
        PlanColumns.StdStock => StdStock,
        _ => null,
    };
}
