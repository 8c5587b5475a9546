using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>What a list of series is sorted by. Blanks come last, either way round.</summary>
/// <param name="Column">One of <see cref="Columns"/>.</param>
/// <param name="IsDescending">Whether the order is turned round.</param>
public sealed record SeriesOrder(string Column, bool IsDescending)
{
    /// <summary>The gravest first, of equals the soonest: a stock-out, then stock under safety, then too much of it.</summary>
    public const string Alert = "alert";

    private delegate RowOrder<Series> Sorting(IQueryable<Product> products, bool isDescending);

    private static readonly Dictionary<string, Sorting> Sorts = new()
    {
        ["sku_code"] = By(s => s.SkuCode),
        ["sku_name"] = ByCompleted(nameof(Series.SkuName), nameof(Product.Name)),
        ["warehouse_name"] = By(s => s.WarehouseName),
        ["channel"] = By(s => s.Channel),
        ["category_1"] = ByCompleted(nameof(Series.Category1), nameof(Product.Category1)),
        ["category_2"] = ByCompleted(nameof(Series.Category2), nameof(Product.Category2)),
        ["category_3"] = ByCompleted(nameof(Series.Category3), nameof(Product.Category3)),
        ["fw_rank"] = ByKnown(s => s.FwRank),
        ["ss_rank"] = ByKnown(s => s.SsRank),
        ["start_date"] = ByKnown(s => s.Summary.FirstDate),
        ["end_date"] = ByKnown(s => s.Summary.LastDate),
        ["days"] = By(s => s.Summary.Days),
        ["opening"] = By(s => s.Summary.Opening),
        ["total_inbound"] = By(s => s.Summary.TotalProduction),
        ["total_outbound"] = By(s => s.Summary.TotalSales),
        ["closing"] = By(s => s.Summary.Closing),
        ["lowest_stock"] = By(s => s.Summary.LowestStock),
        ["lowest_date"] = ByKnown(s => s.Summary.LowestDate),
        ["stock_out_date"] = ByKnown(s => s.Summary.StockOutDate),
        ["shortage_date"] = ByKnown(s => s.Summary.ShortageDate),
        ["over_date"] = ByKnown(s => s.Summary.OverDate),
        ["count_differs_date"] = ByKnown(s => s.Summary.CountDiffersDate),
        ["surplus_date"] = ByKnown(s => s.Summary.SurplusDate),
        ["stock_out_days"] = By(s => s.Summary.StockOutDays),
        ["shortage_days"] = By(s => s.Summary.ShortageDays),
        ["shortage_qty"] = By(s => s.Summary.ShortageQuantity),
        ["over_days"] = By(s => s.Summary.OverDays),
        ["over_qty"] = By(s => s.Summary.OverQuantity),
        ["count_difference"] = By(s => s.Summary.CountDifference),
        ["surplus_orders"] = By(s => s.Summary.SurplusOrders),
        ["surplus_qty"] = By(s => s.Summary.SurplusQuantity),
        ["days_of_supply"] = By(s => s.Summary.DaysOfSupply),
        ["last_edited_at"] = ByKnown(s => s.Edits.Max(edit => (DateTimeOffset?)edit.UpdatedAt)),
        [Alert] = By(s => s.Summary.Urgency),
    };

    /// <summary>Whether master data decides the order, too.</summary>
    public bool AsksMasterData =>
        Column is "sku_name" or "category_1" or "category_2" or "category_3" || FigureOrder.AsksMasterData(Column);

    /// <summary>Whether <see cref="FigureOrder"/> sorts by it rather than the database.</summary>
    public bool IsByFigure => FigureOrder.OfSeries.Contains(Column);

    /// <summary>What a list may be sorted by; the first is meant when nothing is said.</summary>
    public static string[] Columns { get; } = [.. Sorts.Keys, .. FigureOrder.OfSeries];

    /// <summary>The order of a word, which a <c>-</c> before it turns round.</summary>
    /// <param name="sort">One of <see cref="Columns"/>, perhaps after a <c>-</c>.</param>
    public static SeriesOrder Of(string sort) => new(sort.TrimStart('-'), sort.StartsWith('-'));

    /// <summary>The word of the order.</summary>
    public override string ToString() => IsDescending ? $"-{Column}" : Column;

    /// <summary>The series in this order; equals by their keys.</summary>
    /// <param name="series">The series.</param>
    /// <param name="products">What completes their names and categories; see <see cref="Series.Complete"/>.</param>
    public IQueryable<Series> Sort(IQueryable<Series> series, IQueryable<Product> products) =>
        Rows(products).Sort(series).ThenBy(s => s.WarehouseName).ThenBy(s => s.Channel);

    /// <summary>The order as one of rows, in which SKUs have their places.</summary>
    /// <param name="products"><inheritdoc cref="Sort" path="/param[@name='products']"/></param>
    internal RowOrder<Series> Rows(IQueryable<Product> products) => Sorts[Column](products, IsDescending);

    private static Sorting By<T>(Expression<Func<Series, T>> column) => (_, descending) => Order(column, descending, hasBlanks: false);

    private static Sorting ByKnown<T>(Expression<Func<Series, T?>> column) => (_, descending) => Order(column, descending, hasBlanks: true);

    /// <summary>Where the series has none, by what the product has.</summary>
    private static Sorting ByCompleted(string column, string ofProduct) => (products, descending) =>
    {
        Expression<Func<Series, string?>> text = s => EF.Property<string?>(s, column)
            ?? products.Where(p => p.SkuCode == s.SkuCode).Select(p => EF.Property<string?>(p, ofProduct)).FirstOrDefault();
        return Order(text, descending, hasBlanks: true);
    };

    private static RowOrder<Series, T> Order<T>(Expression<Func<Series, T>> column, bool descending, bool hasBlanks) =>
        new(column, descending, hasBlanks, s => s.SkuCode);
}
