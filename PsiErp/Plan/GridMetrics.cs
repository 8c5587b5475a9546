using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>Which metrics the PSI grid shows.</summary>
public sealed class GridMetrics(PsiDb db)
{
    /// <summary>All of them, in the order of their rows.</summary>
    public async Task<IReadOnlyList<PsiMetric>> ListAsync(CancellationToken ct) =>
        await db.Metrics.AsNoTracking().OrderBy(metric => metric.DisplayOrder).ThenBy(metric => metric.Name).ToListAsync(ct);
}
