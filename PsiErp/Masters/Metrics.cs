using System.ComponentModel.DataAnnotations;
using PsiErp.Data;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>A row of the PSI grid.</summary>
/// <param name="Name">1 to 255 characters; the grid has figures for the names of its standard set.</param>
/// <param name="IsEditable">Whether planners may change its cells, where they can be changed at all.</param>
/// <param name="DisplayOrder">Rows stand in this order, 0 or more.</param>
[RequestBody]
public sealed record MetricBody([property: Required] string Name, bool? IsEditable, [property: Required] int? DisplayOrder)
{
    internal static MetricBody Of(PsiMetric metric) => new(metric.Name, metric.IsEditable, metric.DisplayOrder);
}

/// <summary>Members of a metric to change; those left out stay.</summary>
public sealed record ChangedMetric(string? Name, bool? IsEditable, int? DisplayOrder)
{
    internal MetricBody ApplyTo(MetricBody metric) => new(
        Name ?? metric.Name, IsEditable ?? metric.IsEditable, DisplayOrder ?? metric.DisplayOrder);
}

/// <summary>The rows of the PSI grid: which, in what order, and whether they may be edited.</summary>
public sealed class Metrics(PsiDb db, MasterWrite write) : NamedMasters<PsiMetric, MetricBody>(db, write)
{
    /// <inheritdoc/>
    public override string Table => "psi-metrics";

    /// <inheritdoc/>
    public override string Noun => "metric";

    /// <inheritdoc/>
    public override IReadOnlyList<string> KeyOf(MetricBody value) => [value.Name];

    /// <inheritdoc/>
    protected override IOrderedQueryable<PsiMetric> Ordered(IQueryable<PsiMetric> rows) =>
        rows.OrderBy(metric => metric.DisplayOrder).ThenBy(metric => metric.Name);

    /// <inheritdoc/>
    protected override IEnumerable<string?> TextsOf(MetricBody value) => [value.Name];

    /// <inheritdoc/>
    protected override MetricBody ValueOf(PsiMetric row) => MetricBody.Of(row);

    /// <inheritdoc/>
    protected override PsiMetric RowOf(MetricBody value) =>
        new() { Name = value.Name, IsEditable = value.IsEditable ?? false, DisplayOrder = value.DisplayOrder ?? 0 };

    /// <inheritdoc/>
    protected override MetricBody Tidy(MetricBody value) =>
        value with { Name = MasterErrors.Tidy(value.Name), IsEditable = value.IsEditable ?? false };

    /// <inheritdoc/>
    protected override Task<MasterErrors> CheckAsync(MetricBody value, CancellationToken ct)
    {
        var errors = new MasterErrors();
        errors.Name("name", value.Name);
        errors.Whole("display_order", value.DisplayOrder, 0, int.MaxValue);
        return Task.FromResult(errors);
    }
}
