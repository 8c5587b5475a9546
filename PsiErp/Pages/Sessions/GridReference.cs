using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>An optional row of the grid: something that a planner compares a row with.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Of">The value that it is compared with.</param>
/// <param name="Choice">The choice that it comes with.</param>
public sealed record GridReference(string Metric, EditField Of, string Choice)
{
    /// <summary>The cookie that keeps what a planner chose last.</summary>
    public const string CookieName = "grid_rows";

    /// <summary>What stands for no choice in an address.</summary>
    private const string None = "none";

    private const string LastYear = "last_year";
    private const string Imported = "imported";

    /// <summary>What may be chosen.</summary>
    public static readonly IReadOnlyList<string> Choices = [LastYear, Imported];

    /// <summary>All such rows.</summary>
    public static readonly IReadOnlyList<GridReference> All =
    [
        new("last_year_sales", EditField.OutboundQty, LastYear),
        .. EditFields.All.Select(field => new GridReference($"imported_{field.WireName()}", field, Imported)),
    ];

    /// <summary>Whether figures of several days add up.</summary>
    public bool IsFlow => Of != EditField.SafetyStock;

    /// <summary>Reads what is chosen; what is no choice is left out.</summary>
    public static IReadOnlyList<string> Read(string? chosen)
    {
        string[] named = (chosen ?? "").Split(',');
        return [.. Choices.Where(named.Contains)];
    }

    /// <summary>Writes what is chosen.</summary>
    public static string Write(IReadOnlyList<string> chosen) => chosen.Count == 0 ? None : string.Join(',', chosen);

    /// <summary>The chosen rows to compare a row with.</summary>
    internal static IEnumerable<MetricRow> After(MetricRow row, IReadOnlyList<string> chosen) =>
        from reference in All
        where row.Metric == reference.Of.WireName() && chosen.Contains(reference.Choice)
        select new MetricRow(reference.Metric, static (in ProjectedDay _) => null) { Reference = reference };

    /// <summary>What it shows of a series, by the first day of each column.</summary>
    public Dictionary<DateOnly, decimal> FiguresOf(SeriesPlan plan, PsiWindow window) => Choice == LastYear
        ? ComparedFigures.LastYearsSales(plan.Days, window.From, window.To, window.Bucket)
        : ComparedFigures.Imported(plan.Days, plan.Base, Of, window.From, window.To, window.Bucket);
}
