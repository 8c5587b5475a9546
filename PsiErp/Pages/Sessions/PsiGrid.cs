using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>A SKU's plan laid out: the columns, and under them its series and their totals.</summary>
public sealed class PsiGrid
{
    /// <summary>The id of the rows that add up everything.</summary>
    public const string TotalId = "total";

    private readonly Func<DateOnly, bool> _isWorking;
    private readonly ILookup<SeriesKey, Comment> _comments;
    private string? _columnsHtml;

    /// <summary>Lays a plan out.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="window">What is shown of its horizon.</param>
    /// <param name="rows">The rows of a series.</param>
    /// <param name="places">What warehouses and channels are called.</param>
    /// <param name="today">The day it is.</param>
    /// <param name="isWorking">Whether somebody works on a day; asked where the product has a lead time.</param>
    /// <param name="comments">What was noted at the SKU.</param>
    internal PsiGrid(
        SkuPlan plan, PsiWindow window, IReadOnlyList<MetricRow> rows, Places places, DateOnly today, Func<DateOnly, bool> isWorking,
        IEnumerable<Comment> comments)
    {
        (Plan, Window, Rows, Places, Today, _isWorking) = (plan, window, rows, places, today, isWorking);
        _comments = comments.ToLookup(one => new SeriesKey(one.SkuCode, one.WarehouseName, one.Channel));
        Total = plan.Total();
        Groups = [.. Layout()];
        Columns = [.. Groups[^1].Days.Select(day => day.Date)];
        Figures = PsiFigures.Of(plan, Total, places, today);
    }

    public SkuPlan Plan { get; }
    public PsiWindow Window { get; }
    public DateOnly Today { get; }

    /// <summary>What warehouses and channels are called, and where they are.</summary>
    public Places Places { get; }

    /// <summary>Decimals that quantities are shown with at most.</summary>
    public int Decimals => Plan.Product?.Decimals ?? Shown.UsualDecimals;

    /// <summary>The first day of every column.</summary>
    public IReadOnlyList<DateOnly> Columns { get; }

    /// <summary>The same as HTML, which every group has: how wide they are depends on all numbers of the page.</summary>
    internal string ColumnsHtml => _columnsHtml ??= GridColumns.Of(this);

    public IReadOnlyList<PsiGroup> Groups { get; }
    public PsiFigures Figures { get; }

    /// <summary>All days of the SKU, whether shown or not, added up.</summary>
    public ProjectedDay[] Total { get; }

    internal IReadOnlyList<MetricRow> Rows { get; }

    private IEnumerable<GridReference> References => Rows.Select(row => row.Reference).OfType<GridReference>();

    /// <summary>The metrics of the chart, and what they are called in its legend.</summary>
    internal static readonly (string Kind, string Metric)[] Charted =
    [
        ("closing", MetricRow.Closing), ("standard", "stdstock"), ("safety", "safety_stock"), ("production", "inbound_qty"),
        ("sales", "outbound_qty"),
    ];

    /// <summary>Whether every column is a day.</summary>
    public bool IsByDay => Window.Bucket == Bucket.Day;

    /// <summary>Whether the column holds today.</summary>
    public bool IsToday(DateOnly column) => Buckets.StartOf(Today, Window.Bucket) == column;

    /// <summary>The columns by month, or months by year, for the upper header line: the first day, and how many.</summary>
    public IEnumerable<(DateOnly First, int Columns)> Spans() =>
        Columns.GroupBy(column => new DateOnly(column.Year, Window.Bucket == Bucket.Month ? 1 : column.Month, 1))
            .Select(span => (span.Key, span.Count()));

    /// <summary>Of what runs short in the past nothing can be ordered in time.</summary>
    private DateOnly? OrderBy(SeriesPlan series) =>
        Plan.Product?.LeadTimeDays is { } leadTime && FirstAlert.Of(series.Series.Summary) is { Alert: not Alert.Over } alert
            && alert.Date >= Today
            ? LastOrderDay.Of(series.Series.Summary, leadTime, _isWorking)
            : null;

    private PsiGroup TotalOf(string warehouse, SeriesPlan[] series) =>
        new($"w{series[0].Series.SeriesNo}", Totals.Sum([.. series.Select(plan => plan.Days)]), Window)
        {
            Warehouse = warehouse,
            References = ReferencesOf(series),
        };

    private Dictionary<GridReference, Dictionary<DateOnly, decimal>> ReferencesOf(IReadOnlyList<SeriesPlan> series) =>
        References.ToDictionary(
            reference => reference, reference => ComparedFigures.Sum(series.Select(one => reference.FiguresOf(one, Window))));

    private IEnumerable<PsiGroup> Layout()
    {
        var warehouses = Plan.Series.GroupBy(series => series.Series.WarehouseName).ToList();
        foreach (var warehouse in warehouses)
        {
            foreach (var series in warehouse) yield return PsiGroup.Of(
                series, Window, OrderBy(series), _comments[series.Series.Key], References);
            if (warehouses.Count > 1 && warehouse.Count() > 1)
                yield return TotalOf(warehouse.Key, [.. warehouse]);
        }
        if (Plan.Series.Count > 1) yield return new PsiGroup(TotalId, Total, Window) { References = ReferencesOf(Plan.Series) };
    }
}
