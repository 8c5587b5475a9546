namespace PsiErp.Pages.Sessions;

/// <summary>A column of the worklist that may be shown or not. Alert and SKU always are.</summary>
/// <param name="Name">Its name in addresses and views.</param>
/// <param name="Label">The text that it is headed with.</param>
/// <param name="Sort">What the list is sorted by when its head is clicked; null for nothing.</param>
/// <param name="IsNumber">Whether it holds figures.</param>
/// <param name="FallsFirst">Whether a first click sorts by what is large.</param>
/// <param name="IsUsual">Whether it is shown unless somebody says otherwise.</param>
/// <param name="OfSku">Whether a SKU has it, too.</param>
public sealed record WorklistColumn(
    string Name, string Label, string? Sort, bool IsNumber = false, bool FallsFirst = false, bool IsUsual = false, bool OfSku = false)
{
    /// <summary>All of them, as the table has them.</summary>
    public static IReadOnlyList<WorklistColumn> All { get; } =
    [
        new("series", "Worklist.SeriesOf", "series", IsNumber: true, FallsFirst: true, IsUsual: true, OfSku: true),
        new("warehouse", "Worklist.Warehouse", "warehouse_name", IsUsual: true),
        new("channel", "Worklist.Channel", "channel", IsUsual: true),
        new("category_1", "Worklist.CategoryBroad", "category_1"),
        new("category_2", "Worklist.CategoryMiddle", "category_2"),
        new("category_3", "Worklist.CategoryFine", "category_3"),
        new("fw_rank", "Worklist.FwRank", "fw_rank"),
        new("ss_rank", "Worklist.SsRank", "ss_rank"),
        new("projected", "Worklist.Projected", null, IsUsual: true, OfSku: true),
        new("stock", "Worklist.Today", "stock_as_of", IsNumber: true, FallsFirst: true, IsUsual: true, OfSku: true),
        new("stock_value", "Worklist.StockValue", "stock_value", IsNumber: true, FallsFirst: true, OfSku: true),
        new("lowest", "Worklist.Lowest", "lowest_stock", IsNumber: true, IsUsual: true, OfSku: true),
        new("supply", "Figures.Supply", "days_of_supply", IsNumber: true, IsUsual: true, OfSku: true),
        new("alert_days", "Worklist.AlertDays", "alert_days", IsNumber: true, FallsFirst: true),
        new("alert_units", "Worklist.AlertUnits", "alert_units", IsNumber: true, FallsFirst: true),
        new("alert_value", "Worklist.AlertValue", "alert_value", IsNumber: true, FallsFirst: true),
        new("surplus", "Worklist.Surplus", "surplus_qty", IsNumber: true, FallsFirst: true),
        new("inbound", "Metric.inbound_qty", "total_inbound", IsNumber: true, FallsFirst: true, IsUsual: true, OfSku: true),
        new("outbound", "Metric.outbound_qty", "total_outbound", IsNumber: true, FallsFirst: true, IsUsual: true, OfSku: true),
        new("closing", "Worklist.LastClosing", "closing", IsNumber: true, FallsFirst: true, OfSku: true),
        new("edited", "Worklist.Edited", "last_edited_at", FallsFirst: true),
    ];

    /// <summary>Those that a row of this kind may have.</summary>
    public static IEnumerable<WorklistColumn> Possible(bool isBySku) =>
        All.Where(column => isBySku ? column.OfSku : column.Name != "series");

    /// <summary>Those that are named, or the usual ones where none is.</summary>
    /// <param name="names">Separated by commas; unknown ones are passed over.</param>
    /// <param name="isBySku">Whether a row is a SKU.</param>
    public static IReadOnlyList<WorklistColumn> Chosen(string? names, bool isBySku)
    {
        var named = (names ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var chosen = Possible(isBySku).Where(column => named.Contains(column.Name)).ToList();
        return chosen.Count > 0 ? chosen : [.. Possible(isBySku).Where(column => column.IsUsual)];
    }
}
