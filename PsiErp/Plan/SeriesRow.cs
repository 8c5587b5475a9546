using System.Text.Json.Serialization;

namespace PsiErp.Plan;

/// <summary>A series by its stored summary.</summary>
public sealed record SeriesRow
{
    public required string SkuCode { get; init; }
    public required string? SkuName { get; init; }
    public required string WarehouseName { get; init; }
    public required string Channel { get; init; }

    [JsonPropertyName("category_1")]
    public required string? Category1 { get; init; }

    [JsonPropertyName("category_2")]
    public required string? Category2 { get; init; }

    [JsonPropertyName("category_3")]
    public required string? Category3 { get; init; }

    public required string? FwRank { get; init; }
    public required string? SsRank { get; init; }
    public required DateOnly? StartDate { get; init; }
    public required DateOnly? EndDate { get; init; }
    public required int Days { get; init; }

    /// <summary>Opening stock of the first day.</summary>
    public required decimal Opening { get; init; }

    public required decimal TotalInbound { get; init; }
    public required decimal TotalOutbound { get; init; }

    /// <summary>Closing stock of the last day.</summary>
    public required decimal Closing { get; init; }

    public required decimal LowestStock { get; init; }
    public required DateOnly? LowestDate { get; init; }
    public required DateOnly? StockOutDate { get; init; }
    public required DateOnly? ShortageDate { get; init; }
    public required DateOnly? OverDate { get; init; }

    /// <summary>First day whose opening stock was counted, and is not what the plan says.</summary>
    public required DateOnly? CountDiffersDate { get; init; }

    /// <summary>Days of supply of the first day's closing stock.</summary>
    public required decimal DaysOfSupply { get; init; }

    /// <summary>Whether that stock outlasts the horizon: "more than".</summary>
    public required bool DaysOfSupplyBeyond { get; init; }

    /// <summary>Closing stock of today, or of the end of the horizon that is nearest to it; null before the series begins.</summary>
    public required decimal? StockAsOf { get; init; }

    /// <summary>When a planner last changed a day that is still changed.</summary>
    public required DateTimeOffset? LastEditedAt { get; init; }

    /// <summary>What one of the SKU is called, by the product master.</summary>
    public required string? Unit { get; init; }

    /// <summary>What that stock is worth, by the product master's unit_cost.</summary>
    public required decimal? StockValue { get; init; }

    internal static SeriesRow Of(WorklistRow row) => Of(row, row.Series);

    private static SeriesRow Of(WorklistRow row, Data.Series series) => new()
    {
        SkuCode = series.SkuCode,
        SkuName = series.SkuName,
        WarehouseName = series.WarehouseName,
        Channel = series.Channel,
        Category1 = series.Category1,
        Category2 = series.Category2,
        Category3 = series.Category3,
        FwRank = series.FwRank,
        SsRank = series.SsRank,
        StartDate = series.Summary.FirstDate,
        EndDate = series.Summary.LastDate,
        Days = series.Summary.Days,
        Opening = series.Summary.Opening,
        TotalInbound = series.Summary.TotalProduction,
        TotalOutbound = series.Summary.TotalSales,
        Closing = series.Summary.Closing,
        LowestStock = series.Summary.LowestStock,
        LowestDate = series.Summary.LowestDate,
        StockOutDate = series.Summary.StockOutDate,
        ShortageDate = series.Summary.ShortageDate,
        OverDate = series.Summary.OverDate,
        CountDiffersDate = series.Summary.CountDiffersDate,
        DaysOfSupply = series.Summary.DaysOfSupply,
        DaysOfSupplyBeyond = series.Summary.DaysOfSupplyBeyond,
        StockAsOf = row.StockAsOf,
        LastEditedAt = row.LastEditedAt,
        Unit = row.Unit,
        StockValue = row.StockValue,
    };
}
