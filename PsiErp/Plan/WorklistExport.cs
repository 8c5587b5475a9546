using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>The rows of the worklist as a file has them: a row a series or SKU, all that are meant, in the order of the list.</summary>
public sealed class WorklistExport(Worklist worklist, SkuWorklist skus)
{
    /// <summary>The series that are meant.</summary>
    public IAsyncEnumerable<SeriesRow> SeriesOf(
        PlanningSession session, SeriesSelection which, SeriesOrder order, CancellationToken ct) =>
        worklist.AllAsync(session, which, order, ct).Select(SeriesRow.Of);

    /// <summary>Their SKUs.</summary>
    public IAsyncEnumerable<SkuListRow> SkusOf(
        PlanningSession session, SeriesSelection which, SeriesOrder order, CancellationToken ct) =>
        skus.AllAsync(session, which, order, ct).Select(SkuListRow.Of);
}
