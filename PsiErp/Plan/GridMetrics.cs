using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>Which metrics the PSI grid shows.</summary>
public sealed class GridMetrics(PsiDb db)
{
    private IReadOnlyList<PsiMetric>? _known;

    /// <summary>All of them, in the order of their rows, as a request finds them first.</summary>
    public async Task<IReadOnlyList<PsiMetric>> ListAsync(CancellationToken ct) => _known ??=
        await db.Metrics.AsNoTracking().OrderBy(metric => metric.DisplayOrder).ThenBy(metric => metric.Name).ToListAsync(ct);
}
