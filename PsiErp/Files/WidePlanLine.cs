namespace PsiErp.Files;

/// <summary>One day of a series as the wide export writes it. Quantities are units; <see langword="null"/> is a blank cell.</summary>
public sealed record WidePlanLine
{
    /// <summary>Key: the SKU.</summary>
    public required string SkuCode { get; init; }

    /// <summary>Key: the warehouse.</summary>
    public required string WarehouseName { get; init; }

    /// <summary>Key: the sales channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What people call the SKU.</summary>
    public string? SkuName { get; init; }

    /// <summary>The broadest category of the SKU.</summary>
    public string? Category1 { get; init; }

    /// <summary>The category below <see cref="Category1"/>.</summary>
    public string? Category2 { get; init; }

    /// <summary>The category below <see cref="Category2"/>.</summary>
    public string? Category3 { get; init; }

    /// <summary>Forward rank.</summary>
    public string? FwRank { get; init; }

    /// <summary>Safety stock rank.</summary>
    public string? SsRank { get; init; }

    /// <summary>Stock before the day's flows.</summary>
    public decimal? StockAtAnchor { get; init; }

    /// <summary>Units coming in.</summary>
    public decimal? InboundQty { get; init; }

    /// <summary>Units going out.</summary>
    public decimal? OutboundQty { get; init; }

    /// <summary>Inbound − outbound + channel moves.</summary>
    public decimal? NetFlow { get; init; }

    /// <summary>Stock after the day's flows.</summary>
    public decimal? StockClosing { get; init; }

    /// <summary>The level not to go under.</summary>
    public decimal? SafetyStock { get; init; }

    /// <summary>Closing − safety stock.</summary>
    public decimal? MovableStock { get; init; }

    /// <summary>The level to aim at.</summary>
    public decimal? StdStock { get; init; }

    /// <summary>Opening − standard stock.</summary>
    public decimal? Gap { get; init; }
}
