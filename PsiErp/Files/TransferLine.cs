namespace PsiErp.Files;

/// <summary>One channel transfer as its export writes it.</summary>
public sealed record TransferLine
{
    /// <summary>The title of the planning session.</summary>
    public required string SessionTitle { get; init; }

    public required DateOnly TransferDate { get; init; }
    public required string SkuCode { get; init; }
    public required string WarehouseName { get; init; }
    public required string FromChannel { get; init; }
    public required string ToChannel { get; init; }

    /// <summary>Units that change channel.</summary>
    public required decimal Qty { get; init; }

    public string? Note { get; init; }

    /// <summary>Audit: the name of the user who made it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Audit: the name of the user who last changed it.</summary>
    public string? UpdatedBy { get; init; }

    /// <summary>Audit: when it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Audit: when it was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
