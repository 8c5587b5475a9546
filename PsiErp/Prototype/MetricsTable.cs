using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Prototype;

/// <summary>
/// <c>psi_metrics_master</c>: the rows of the grid. Those of PsiErp's standard set that the prototype doesn't have stay.
/// </summary>
internal sealed class MetricsTable() : PrototypeTable(
    "psi_metrics_master",
    ["name"],
    new SourceColumn("name", IsRequired: true),
    new SourceColumn("is_editable", "boolean", Otherwise: "false"),
    new SourceColumn("display_order", "bigint", Otherwise: "0"))
{
    /// <inheritdoc/>
    public override async Task TakeAsync(Takeover takeover, TableReport report, CancellationToken ct)
    {
        var metrics = await takeover.Db.Metrics.ToDictionaryAsync(metric => metric.Name, ct);
        var taken = new HashSet<string>();
        await foreach (var row in RowsAsync(takeover, report, "ORDER BY old.display_order, old.name", null, ct))
        {
            var (name, order) = (row.Name("name"), row.Number("display_order"));
            if (!taken.Add(name)) row.Refuse("another metric has the same name; remove one of the two");
            if (order is < 0 or > int.MaxValue) row.Refuse($"display_order is not a number from 0 to {int.MaxValue}");
            if (row.IsFlawed) continue;
            if (!metrics.TryGetValue(name, out var metric))
                takeover.Db.Metrics.Add(metric = metrics[name] = new PsiMetric { Name = name });
            (metric.IsEditable, metric.DisplayOrder) = (row.Flag("is_editable"), (int)order);
            report.Taken++;
        }
        await takeover.Db.SaveChangesAsync(ct);
        takeover.Db.ChangeTracker.Clear();
        report.Note(metrics.Count - taken.Count, "rows of the grid that the prototype doesn't have, and that stay");
        NoteUnread(takeover.Old, report);
    }
}
