using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Data;
using PsiErp.Planning;
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
    [FromQuery(Name = "alert")][property: Description("One or several of stock_out, potential, shortage, over, "
        + "surplus_order, count_differs, data, edited, none, separated by commas; of stock_out, "
        + "shortage and over a series has the gravest")] string? Alert,
    [FromQuery(Name = "stock_out_before")][property: DayValue("The first stock-out is before this day")] string? StockOutBefore,
    [FromQuery(Name = "more_than_days")][property: WholeValue(0, "The alert holds on more than so many days")] string? MoreThanDays,
    [FromQuery(Name = "more_than_units")][property: QuantityValue("The alert is larger than so many units at its worst; "
        + "alerts without a size are not asked")] string? MoreThanUnits,
    [FromQuery(Name = "new")][property: WordValue("Whether only series that call for something graver than before the last import",
        "false", "true")] string? New,
    [FromQuery(Name = "snoozed")][property: WordValue("Series whose alert is put off", "show", "hide", "only")] string? Snoozed)
{
    /// <summary>What an answer to everything is called in the place of alerts.</summary>
    private const string Any = "any";

    /// <summary>The names of the parameters.</summary>
    public static readonly string[] Names =
    [
        "q", "sku_code", "warehouse_name", "channel", "category_1", "category_2", "category_3", "fw_rank", "ss_rank", "region", "alert",
        "stock_out_before", "more_than_days", "more_than_units", "new", "snoozed",
    ];

    /// <summary>The parameters of an address that somebody has read.</summary>
    /// <param name="value">The text of a parameter by its name, or null.</param>
    public static SeriesSelectionQuery Of(Func<string, string?> value) => new(
        value("q"), value("sku_code"), value("warehouse_name"), value("channel"), value("category_1"), value("category_2"),
        value("category_3"), value("fw_rank"), value("ss_rank"), value("region"), value("alert"), value("stock_out_before"),
        value("more_than_days"), value("more_than_units"), value("new"), value("snoozed"));

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
        MoreThanDays = query.Whole("more_than_days", MoreThanDays, 0, 100_000),
        MoreThanUnits = query.Quantity("more_than_units", MoreThanUnits) is { } units ? Math.Max(0, units) : null,
        IsNew = query.Word("new", New, "false", "true") == "true",
        Snoozed = SnakeName.Parse<Snoozed>(query.Word("snoozed", Snoozed, [.. SnakeName.All<Snoozed>()])),
    };

    private SeriesAlerts Alerts(QueryText query)
    {
        string[] words = [Any, .. SnakeName.All<SeriesAlert>()];
        var named = (Alert ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => query.WordOrNone("alert", word, words)).OfType<string>().ToList();
        return named.Contains(Any) ? default : SeriesAlerts.Of(named.Select(SnakeName.Parse<SeriesAlert>));
    }
}
