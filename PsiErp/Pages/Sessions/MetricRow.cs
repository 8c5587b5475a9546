using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>One figure of a day.</summary>
internal delegate decimal? Figure(in ProjectedDay day);

/// <summary>A metric of the grid: where its figure comes from, and which value its cells may change.</summary>
/// <param name="Metric">Its name in <c>psi_metrics</c>.</param>
/// <param name="Figure">Its figure.</param>
/// <param name="Field">What an entry changes, or null for a figure that follows from others.</param>
internal sealed record MetricRow(string Metric, Figure Figure, EditField? Field = null)
{
    /// <summary>The metric that shows where stock was counted, and the plan says something else.</summary>
    public const string Opening = "stock_at_anchor";

    /// <summary>The metric of stock moves.</summary>
    public const string Moves = DayMove.WireName;

    /// <summary>The metric of count differences, shown where the session has an as-of date.</summary>
    public const string Adjustment = "adjustment";

    /// <summary>The metric that carries the alerts.</summary>
    public const string Closing = "stock_closing";

    /// <summary>The metric shown with the mark of "outlasts the horizon".</summary>
    public const string DaysOfSupply = "days_of_supply";

    private static readonly string[] Flows = ["inbound_qty", "outbound_qty", Moves, "net_flow"];

    /// <summary>Of a row to compare with, what it shows; its figures are the group's, see <see cref="PsiGroup.ReferenceOf"/>.</summary>
    public GridReference? Reference { get; init; }

    /// <summary>Whether there is a figure of that name.</summary>
    public bool IsKnown => IsName(Metric);

    /// <summary>Which of the levels that follow from sales it shows.</summary>
    public DerivedLevels Level => Metric switch
    {
        "safety_stock" => DerivedLevels.Safety,
        "stdstock" => DerivedLevels.Standard,
        _ => DerivedLevels.None,
    };

    private static readonly string[] MainMetrics =
        [Opening, "inbound_qty", "outbound_qty", Adjustment, Closing, "safety_stock", "gap", DaysOfSupply];

    private static readonly MetricRow[] Known =
    [
        new(Opening, static (in ProjectedDay day) => day.Opening),
        new("inbound_qty", static (in ProjectedDay day) => day.Production, EditField.InboundQty),
        new("outbound_qty", static (in ProjectedDay day) => day.Sales, EditField.OutboundQty),
        new(Moves, static (in ProjectedDay day) => day.ChannelMove),
        new("net_flow", static (in ProjectedDay day) => day.NetFlow),
        new(Adjustment, static (in ProjectedDay day) => day.IsFact ? day.Adjustment : null),
        new(Closing, static (in ProjectedDay day) => day.Closing),
        new("safety_stock", static (in ProjectedDay day) => day.Safety, EditField.SafetyStock),
        new("movable_stock", static (in ProjectedDay day) => day.Movable),
        new("stdstock", static (in ProjectedDay day) => day.Standard),
        new("gap", static (in ProjectedDay day) => day.Gap),
        new(DaysOfSupply, static (in ProjectedDay day) => day.Supply?.Days),
    ];

    /// <summary>Whether there is a row of that name.</summary>
    public static bool IsName(string? metric) =>
        Known.Any(row => row.Metric == metric) || GridReference.All.Any(reference => reference.Metric == metric);

    /// <summary>Whether figures of several days may be added up; those of levels may not.</summary>
    public bool IsFlow => Reference?.IsFlow ?? Flows.Contains(Metric);

    /// <summary>The rows that the table of metrics asks for, in its order. Metrics of other names are rows of blanks.</summary>
    /// <param name="metrics">The table.</param>
    /// <param name="mainOnly">Whether to leave out those that a planner seldom looks at.</param>
    /// <param name="isCounted">Whether there are days up to an as-of date: then count differences stand before the closing.</param>
    /// <param name="hasMoves">Whether stock is moved: then a planner looks at that, too.</param>
    /// <param name="extras">The optional rows that are wanted, each after the row that it is to be compared with.</param>
    public static IReadOnlyList<MetricRow> Of(
        IEnumerable<PsiMetric> metrics, bool mainOnly, bool isCounted, bool hasMoves = false, IReadOnlyList<string>? extras = null) =>
        [.. Of(metrics, mainOnly, isCounted, hasMoves).SelectMany(row => GridReference.After(row, extras ?? []).Prepend(row))];

    private static IEnumerable<MetricRow> Of(IEnumerable<PsiMetric> metrics, bool mainOnly, bool isCounted, bool hasMoves) =>
    [
        .. from metric in isCounted ? WithAdjustment([.. metrics]) : [.. metrics.Where(metric => metric.Name != Adjustment)]
           where !mainOnly || MainMetrics.Contains(metric.Name) || (hasMoves && metric.Name == Moves)
           let row = Known.FirstOrDefault(row => row.Metric == metric.Name)
               ?? new MetricRow(metric.Name, static (in ProjectedDay _) => null)
           select metric.IsEditable ? row : row with { Field = null },
    ];

    private static List<PsiMetric> WithAdjustment(List<PsiMetric> metrics)
    {
        var closing = metrics.FindIndex(metric => metric.Name == Closing);
        if (closing >= 0 && metrics.All(metric => metric.Name != Adjustment))
            metrics.Insert(closing, new PsiMetric { Name = Adjustment });
        return metrics;
    }
}
