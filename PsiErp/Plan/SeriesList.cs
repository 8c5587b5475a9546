using System.Linq.Expressions;
using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>The series of a session by their stored summaries.</summary>
public sealed class SeriesList(PlanReader plans)
{
    /// <summary>What the list may be sorted by; the first is meant when nothing is said.</summary>
    public static readonly string[] Sorts =
        ["sku_code", "stock_out_date", "shortage_date", "lowest_stock", "days_of_supply", "closing", "total_inbound", "total_outbound"];

    /// <summary>Which series there are; the first word is meant when nothing is said.</summary>
    public static readonly string[] Alerts = ["any", "stock_out", "shortage", "over", "count_differs", "none"];

    /// <summary>Series, sorted; blanks come last.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="filter">By their keys.</param>
    /// <param name="alert">One of <see cref="Alerts"/>.</param>
    /// <param name="sort">One of <see cref="Sorts"/>.</param>
    /// <param name="descending">Whether the order is turned round.</param>
    public IQueryable<Series> Find(Guid sessionId, SeriesFilter filter, string alert, string sort, bool descending) =>
        Sort(Narrow(plans.Series(sessionId, filter), alert), sort, descending);

    private static IQueryable<Series> Narrow(IQueryable<Series> series, string alert) => alert switch
    {
        "stock_out" => series.Where(s => s.Summary.StockOutDate != null),
        "shortage" => series.Where(s => s.Summary.ShortageDate != null),
        "over" => series.Where(s => s.Summary.OverDate != null),
        "count_differs" => series.Where(s => s.Summary.CountDiffersDate != null),
        "none" => series.Where(s =>
            s.Summary.StockOutDate == null && s.Summary.ShortageDate == null && s.Summary.OverDate == null),
        _ => series,
    };

    private static IQueryable<Series> Sort(IQueryable<Series> series, string column, bool descending)
    {
        var sorted = column switch
        {
            "stock_out_date" => By(series.OrderBy(s => s.Summary.StockOutDate == null), s => s.Summary.StockOutDate, descending),
            "shortage_date" => By(series.OrderBy(s => s.Summary.ShortageDate == null), s => s.Summary.ShortageDate, descending),
            "lowest_stock" => By(series.OrderBy(s => s.Summary.Days == 0), s => s.Summary.LowestStock, descending),
            "days_of_supply" => By(series.OrderBy(s => s.Summary.Days == 0), s => s.Summary.DaysOfSupply, descending),
            "closing" => By(series.OrderBy(s => s.Summary.Days == 0), s => s.Summary.Closing, descending),
            "total_inbound" => By(series.OrderBy(s => s.Summary.Days == 0), s => s.Summary.TotalProduction, descending),
            "total_outbound" => By(series.OrderBy(s => s.Summary.Days == 0), s => s.Summary.TotalSales, descending),
            _ => descending ? series.OrderByDescending(s => s.SkuCode) : series.OrderBy(s => s.SkuCode),
        };
        return sorted.ThenBy(s => s.SkuCode).ThenBy(s => s.WarehouseName).ThenBy(s => s.Channel);
    }

    private static IOrderedQueryable<Series> By<T>(
        IOrderedQueryable<Series> series, Expression<Func<Series, T>> column, bool descending) =>
        descending ? series.ThenByDescending(column) : series.ThenBy(column);
}
