using PsiErp.Data.Providers;
using PsiErp.Planning;

namespace PsiErp.Data;

/// <summary>A column of a stored summary, and what is written to it in bulk.</summary>
public sealed record SummaryColumn(string Name, BulkType Type, Action<BulkWriter, SeriesSummary> Write)
{
    /// <summary>All of them, as <see cref="BaseData"/> names them.</summary>
    public static IReadOnlyList<SummaryColumn> All { get; } =
    [
        new("first_date", BulkType.Date, (row, summary) => row.Write(summary.FirstDate)),
        new("last_date", BulkType.Date, (row, summary) => row.Write(summary.LastDate)),
        new("days", BulkType.Integer, (row, summary) => row.Write(summary.Days)),
        new("opening", BulkType.Quantity, (row, summary) => row.Write(summary.Opening)),
        new("total_production", BulkType.Quantity, (row, summary) => row.Write(summary.TotalProduction)),
        new("total_sales", BulkType.Quantity, (row, summary) => row.Write(summary.TotalSales)),
        new("closing", BulkType.Quantity, (row, summary) => row.Write(summary.Closing)),
        new("lowest_stock", BulkType.Quantity, (row, summary) => row.Write(summary.LowestStock)),
        new("lowest_date", BulkType.Date, (row, summary) => row.Write(summary.LowestDate)),
        new("stock_out_date", BulkType.Date, (row, summary) => row.Write(summary.StockOutDate)),
        new("stock_out_days", BulkType.Integer, (row, summary) => row.Write(summary.StockOutDays)),
        new("shortage_date", BulkType.Date, (row, summary) => row.Write(summary.ShortageDate)),
        new("shortage_days", BulkType.Integer, (row, summary) => row.Write(summary.ShortageDays)),
        new("shortage_qty", BulkType.Quantity, (row, summary) => row.Write(summary.ShortageQuantity)),
        new("over_date", BulkType.Date, (row, summary) => row.Write(summary.OverDate)),
        new("over_days", BulkType.Integer, (row, summary) => row.Write(summary.OverDays)),
        new("over_qty", BulkType.Quantity, (row, summary) => row.Write(summary.OverQuantity)),
        new("count_differs_date", BulkType.Date, (row, summary) => row.Write(summary.CountDiffersDate)),
        new("count_difference", BulkType.Quantity, (row, summary) => row.Write(summary.CountDifference)),
        new("surplus_date", BulkType.Date, (row, summary) => row.Write(summary.SurplusDate)),
        new("surplus_orders", BulkType.Integer, (row, summary) => row.Write(summary.SurplusOrders)),
        new("surplus_qty", BulkType.Quantity, (row, summary) => row.Write(summary.SurplusQuantity)),
        new("gaps", BulkType.Integer, (row, summary) => row.Write((int)summary.Gaps)),
        new("urgency", BulkType.Integer, (row, summary) => row.Write(summary.Urgency)),
        new("line", BulkType.Bytes, (row, summary) => WriteLine(row, summary.Line)),
        new("days_of_supply", BulkType.Quantity, (row, summary) => row.Write(summary.DaysOfSupply)),
        new("days_of_supply_beyond", BulkType.Boolean, (row, summary) => row.Write(summary.DaysOfSupplyBeyond)),
    ];

    private static void WriteLine(BulkWriter row, byte[]? line)
    {
        if (line is null) row.WriteNull();
        else row.Write(line);
    }
}
