using PsiErp.Planning;

namespace PsiErp.Data;

/// <summary>One (SKU, warehouse, channel) of a planning session, with what its lists show.</summary>
public sealed class Series
{
    public required Guid SessionId { get; init; }

    /// <summary>Number of the series within its session; short, because every day of the plan repeats it.</summary>
    public required int SeriesNo { get; init; }

    /// <summary>
    /// The three keys folded for searching; see <see cref="SeriesFilter"/>. It stands near the front of the row because a
    /// search looks at every row of a session.
    /// </summary>
    public required string SearchKey { get; init; }

    public required string SkuCode { get; init; }
    public required string WarehouseName { get; init; }
    public required string Channel { get; init; }

    /// <summary>The three keys.</summary>
    public SeriesKey Key => new(SkuCode, WarehouseName, Channel);

    public string? SkuName { get; set; }
    public string? Category1 { get; set; }
    public string? Category2 { get; set; }
    public string? Category3 { get; set; }
    public string? FwRank { get; set; }
    public string? SsRank { get; set; }

    /// <summary>
    /// Takes from the product master what the extract leaves blank: the name and each category. Filters and orders of lists do the
    /// same in SQL; see <c>SeriesList</c> and <c>SeriesOrder</c>.
    /// </summary>
    public void Complete(Product product)
    {
        SkuName ??= product.Name;
        Category1 ??= product.Category1;
        Category2 ??= product.Category2;
        Category3 ??= product.Category3;
    }

    /// <summary>The stored summary, recomputed by the projection in the transaction that writes to the series.</summary>
    public required SeriesSummary Summary { get; set; }

    /// <summary>The overrides of its days.</summary>
    public ICollection<Edit> Edits { get; } = [];
}
