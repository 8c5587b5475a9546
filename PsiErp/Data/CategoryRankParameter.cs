namespace PsiErp.Data;

/// <summary>Where a rank of the SKUs of a category ends: at this share of the sales, added up from the largest on.</summary>
public sealed class CategoryRankParameter
{
    /// <summary>One or two letters.</summary>
    public required string RankType { get; init; }

    public required string Category1 { get; init; }
    public required string Category2 { get; init; }
    public decimal Threshold { get; set; }
}
