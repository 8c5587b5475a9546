using PsiErp.Planning;

namespace PsiErp.Data;

/// <summary>
/// A series as it is before or after an import, of those that the import touches: what taking it over writes to the series, and
/// what undoing it puts back.
/// </summary>
public sealed class SeriesImage
{
    public required Guid SessionId { get; init; }
    public required int Version { get; init; }

    /// <summary>Whether it shows the series before the import, rather than after it.</summary>
    public required bool IsBefore { get; init; }

    public required int SeriesNo { get; init; }
    public required string SearchKey { get; init; }
    public required string SkuCode { get; init; }
    public required string WarehouseName { get; init; }
    public required string Channel { get; init; }
    public string? SkuName { get; init; }
    public string? Category1 { get; init; }
    public string? Category2 { get; init; }
    public string? Category3 { get; init; }
    public string? FwRank { get; init; }
    public string? SsRank { get; init; }
    public required SeriesSummary Summary { get; init; }
}
