using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>A SKU with those of its series that are meant, added up.</summary>
public sealed record SkuListRow
{
    public required string SkuCode { get; init; }
    public required string? SkuName { get; init; }

    /// <summary>How many of its series are meant.</summary>
    public required int Series { get; init; }

    /// <summary>The gravest of stock_out, shortage and over that any of them has, or none.</summary>
    public required string Alert { get; init; }

    /// <summary>The first day of it.</summary>
    public required DateOnly? AlertDate { get; init; }

    /// <summary>Series by their gravest alert.</summary>
    public required int StockOut { get; init; }

    /// <inheritdoc cref="StockOut"/>
    public required int Shortage { get; init; }

    /// <inheritdoc cref="StockOut"/>
    public required int Over { get; init; }

    public required decimal TotalInbound { get; init; }
    public required decimal TotalOutbound { get; init; }

    /// <summary>Closing stock of the last day of each.</summary>
    public required decimal Closing { get; init; }

    /// <summary>The lowest stock of any one of them, and when it is met.</summary>
    public required decimal LowestStock { get; init; }

    /// <inheritdoc cref="LowestStock"/>
    public required DateOnly? LowestDate { get; init; }

    /// <summary>The fewest days of supply of any one of them, and whether they outlast the horizon.</summary>
    public required decimal DaysOfSupply { get; init; }

    /// <inheritdoc cref="DaysOfSupply"/>
    public required bool DaysOfSupplyBeyond { get; init; }

    /// <summary>Closing stock of today, or of the end of the horizon that is nearest to it.</summary>
    public required decimal? StockAsOf { get; init; }

    /// <summary>What one of the SKU is called, by the product master.</summary>
    public required string? Unit { get; init; }

    /// <summary>What that stock is worth, by the product master's unit_cost.</summary>
    public required decimal? StockValue { get; init; }

    internal static SkuListRow Of(SkuRow row) => new()
    {
        SkuCode = row.SkuCode,
        SkuName = row.Name,
        Series = row.Rows.Count,
        Alert = SnakeName.Of(row.Alert.Alert),
        AlertDate = row.Alert.Alert == Planning.Alert.None ? null : row.Alert.Date,
        StockOut = row.Count(Planning.Alert.StockOut),
        Shortage = row.Count(Planning.Alert.Shortage),
        Over = row.Count(Planning.Alert.Over),
        TotalInbound = row.TotalProduction,
        TotalOutbound = row.TotalSales,
        Closing = row.Closing,
        LowestStock = row.LowestStock,
        LowestDate = row.LowestDate,
        DaysOfSupply = row.Supply.Days,
        DaysOfSupplyBeyond = row.Supply.Beyond,
        StockAsOf = row.StockAsOf,
        Unit = row.Product?.Unit,
        StockValue = row.StockValue,
    };
}
