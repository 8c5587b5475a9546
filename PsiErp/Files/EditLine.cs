namespace PsiErp.Files;

/// <summary>One override as the export of edits writes it; a quantity that is <see langword="null"/> is not overridden.</summary>
public sealed record EditLine
{
    /// <summary>The title of the planning session.</summary>
    public required string SessionTitle { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Key: the SKU.</summary>
    public required string SkuCode { get; init; }

    /// <summary>Key: the warehouse.</summary>
    public required string WarehouseName { get; init; }

    /// <summary>Key: the sales channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Units coming in, as overridden.</summary>
    public decimal? InboundQty { get; init; }

    /// <summary>Units going out, as overridden.</summary>
    public decimal? OutboundQty { get; init; }

    /// <summary>The level not to go under, as overridden.</summary>
    public decimal? SafetyStock { get; init; }

    /// <summary>Audit: the name of the user who first overrode it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Audit: the name of the user who last changed it.</summary>
    public string? UpdatedBy { get; init; }

    /// <summary>Audit: when it was first overridden.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Audit: when it was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
