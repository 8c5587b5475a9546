using System.Text.Json.Serialization;
using PsiErp.Data;
using PsiErp.Planning;

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

    /// <summary>Days with closing stock under 0; the most units under it are −lowest_stock.</summary>
    public required int StockOutDays { get; init; }

    /// <summary>Whether it runs out before what is ordered today arrives, by the product master's lead_time_days.</summary>
    [JsonPropertyName("potential")]
    public required bool IsPotential { get; init; }

    /// <summary>Days with closing stock under safety stock, and the most units under it.</summary>
    public required int ShortageDays { get; init; }

    /// <inheritdoc cref="ShortageDays"/>
    public required decimal ShortageQty { get; init; }

    /// <summary>Days with closing stock over 1.5 × standard, and the most units over it.</summary>
    public required int OverDays { get; init; }

    /// <inheritdoc cref="OverDays"/>
    public required decimal OverQty { get; init; }

    /// <summary>First day whose production isn't needed, how many such days there are, and their units.</summary>
    public required DateOnly? SurplusDate { get; init; }

    /// <inheritdoc cref="SurplusDate"/>
    public required int SurplusOrders { get; init; }

    /// <inheritdoc cref="SurplusDate"/>
    public required decimal SurplusQty { get; init; }

    /// <summary>Of count_differs_date, by how much the count is more (+) or less (−) than the plan.</summary>
    public required decimal CountDifference { get; init; }

    /// <summary>What is missing: no_sales, no_levels or both, separated by a comma; null where nothing is.</summary>
    public required string? Gaps { get; init; }

    /// <summary>What the units of its gravest alert are worth, by the product master's unit_cost.</summary>
    public required decimal? AlertValue { get; init; }

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
        StockOutDays = series.Summary.StockOutDays,
        IsPotential = row.Alerts.Any(alert => alert.Alert == SeriesAlert.Potential),
        ShortageDays = series.Summary.ShortageDays,
        ShortageQty = series.Summary.ShortageQuantity,
        OverDays = series.Summary.OverDays,
        OverQty = series.Summary.OverQuantity,
        SurplusDate = series.Summary.SurplusDate,
        SurplusOrders = series.Summary.SurplusOrders,
        SurplusQty = series.Summary.SurplusQuantity,
        CountDifference = series.Summary.CountDifference,
        Gaps = GapsOf(series.Summary.Gaps),
        AlertValue = row.Alerts is [var gravest, ..] ? row.ValueOf(gravest) : null,
    };

    private static string? GapsOf(DataGaps gaps)
    {
        string[] names = [.. Enum.GetValues<DataGaps>().Where(gap => gap != DataGaps.None && gaps.HasFlag(gap)).Select(SnakeName.Of)];
        return names.Length == 0 ? null : string.Join(',', names);
    }
}
