using PsiErp.Planning;

namespace PsiErp.Data;

/// <summary>
/// An alert of a series that somebody knows of: lists leave it out until a day. It names the series by its keys, since an import
/// may take the series away and bring it back.
/// </summary>
public sealed class AlertSnooze
{
    /// <summary>Longest reason, in characters.</summary>
    public const int MaxReason = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }
    public required string SkuCode { get; init; }
    public required string WarehouseName { get; init; }
    public required string Channel { get; init; }

    /// <summary>Which alert; a graver one of the series is listed all the same.</summary>
    public required SeriesAlert Alert { get; init; }

    /// <summary>The day that it is listed again on.</summary>
    public required DateOnly Until { get; set; }

    /// <summary>The name of who looks after it.</summary>
    public required string Owner { get; set; }

    /// <summary>Why it can wait.</summary>
    public required string Reason { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>The name of who put it off.</summary>
    public required string CreatedByUsername { get; set; }

    /// <summary>The three keys of the series.</summary>
    public SeriesKey Key => new(SkuCode, WarehouseName, Channel);
}
