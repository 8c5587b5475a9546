namespace PsiErp.Data;

/// <summary>
/// A SKU that a planning session has series of. A substring search has to look at every row there is: here at one a SKU
/// rather than at one a series.
/// </summary>
public sealed class Sku
{
    public required Guid SessionId { get; init; }
    public required string SkuCode { get; init; }

    /// <summary>The code folded for searching; see <see cref="SeriesFilter"/>.</summary>
    public required string SearchKey { get; init; }
}
