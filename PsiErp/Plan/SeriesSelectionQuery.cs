using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Data;
using PsiErp.Web;

namespace PsiErp.Plan;

/// <summary>Query parameters that say which series are meant.</summary>
internal readonly record struct SeriesSelectionQuery(
    [FromQuery(Name = "q")][property: Description("Words, each in the SKU, warehouse, channel, name or a category")] string? Text,
    [FromQuery(Name = "sku_code")][property: Description("Part of the SKU code; upper or lower case and width make no difference; "
        + "after a = the whole of it, here and in the texts below")] string? SkuCode,
    [FromQuery(Name = "warehouse_name")][property: Description("Part of the warehouse's name")] string? WarehouseName,
    [FromQuery(Name = "channel")][property: Description("Part of the channel's name")] string? Channel,
    [FromQuery(Name = "category_1")][property: Description("Part of the broadest category")] string? Category1,
    [FromQuery(Name = "category_2")][property: Description("Part of the category below it")] string? Category2,
    [FromQuery(Name = "category_3")][property: Description("Part of the category below that")] string? Category3,
    [FromQuery(Name = "fw_rank")][property: Description("Part of the forward rank")] string? FwRank,
    [FromQuery(Name = "ss_rank")][property: Description("Part of the safety stock rank")] string? SsRank,
    [FromQuery(Name = "region")][property: Description("Part of the warehouse's region in the master data")] string? Region,
    [FromQuery(Name = "alert")][property: Description("One or several of stock_out, shortage, over, edited, count_differs, none, "
        + "separated by commas; of the first three a series has the gravest")] string? Alert,
    [FromQuery(Name = "stock_out_before")][property: DayValue("The first stock-out is before this day")] string? StockOutBefore)
{
    /// <summary>What an answer to everything is called in the place of alerts.</summary>
    private const string Any = "any";

    /// <summary>The names of the parameters.</summary>
    public static readonly string[] Names =
    [
        "q", "sku_code", "warehouse_name", "channel", "category_1", "category_2", "category_3", "fw_rank", "ss_rank", "region", "alert",
        "stock_out_before",
    ];

    /// <summary>The parameters of an address that somebody has read.</summary>
    /// <param name="value">The text of a parameter by its name, or null.</param>
    public static SeriesSelectionQuery Of(Func<string, string?> value) => new(
        value("q"), value("sku_code"), value("warehouse_name"), value("channel"), value("category_1"), value("category_2"),
        value("category_3"), value("fw_rank"), value("ss_rank"), value("region"), value("alert"), value("stock_out_before"));

    /// <summary>What is asked for; what is wrong with it is gathered in <paramref name="query"/>.</summary>
    public SeriesSelection ToSelection(QueryText query) => new()
    {
        Keys = new SeriesFilter(SkuCode, WarehouseName, Channel),
        Text = Text,
        Category1 = Category1,
        Category2 = Category2,
        Category3 = Category3,
        FwRank = FwRank,
        SsRank = SsRank,
        Region = Region,
        Alerts = Alerts(query),
        StockOutBefore = query.Date("stock_out_before", StockOutBefore),
    };

    private SeriesAlerts Alerts(QueryText query)
    {
        string[] words = [Any, .. SnakeName.All<SeriesAlert>()];
        var named = (Alert ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => query.WordOrNone("alert", word, words)).OfType<string>().ToList();
        return named.Contains(Any) ? default : SeriesAlerts.Of(named.Select(SnakeName.Parse<SeriesAlert>));
    }
}
