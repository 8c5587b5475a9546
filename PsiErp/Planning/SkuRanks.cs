namespace PsiErp.Planning;

/// <summary>Where a rank ends.</summary>
/// <param name="Rank">One or two letters.</param>
/// <param name="Share">The share of its category's sales, 0 to 1, added up from the SKU that sells most.</param>
public readonly record struct RankLimit(string Rank, decimal Share);

/// <summary>What a SKU is ranked by.</summary>
/// <param name="SkuCode">The SKU.</param>
/// <param name="Sales">What it sells.</param>
/// <param name="Share">The share of its category's sales up to and with it.</param>
/// <param name="Rank">Its rank.</param>
public readonly record struct RankedSku(string SkuCode, decimal Sales, decimal Share, string Rank);

/// <summary>Ranks the SKUs of a category by what they sell.</summary>
public static class SkuRanks
{
    /// <summary>
    /// The SKUs from the one that sells most; of equals by their codes. A rank goes on until the shares added up reach its limit,
    /// and the SKU that reaches it still has it, so that one which sells nearly everything is of the first rank. The rest has
    /// the rank after the last: C after A and B. What sells nothing, or is returned, is of the rest.
    /// </summary>
    /// <param name="sales">What each SKU of the category sells.</param>
    /// <param name="limits">Where ranks end; those with the smaller share come first. At least one.</param>
    /// <returns>Nothing when nothing is sold: then no SKU is better than another.</returns>
    public static IReadOnlyList<RankedSku> Of(
        IEnumerable<(string SkuCode, decimal Sales)> sales, IReadOnlyCollection<RankLimit> limits)
    {
        var skus = sales.OrderByDescending(sku => sku.Sales).ThenBy(sku => sku.SkuCode, StringComparer.Ordinal).ToList();
        var total = skus.Sum(sku => Math.Max(0, sku.Sales));
        if (total == 0 || limits.Count == 0) return [];

        RankLimit[] ascending = [.. limits.OrderBy(limit => limit.Share).ThenBy(limit => limit.Rank, StringComparer.Ordinal)];
        var rest = After(ascending[^1].Rank);
        var ranked = new List<RankedSku>(skus.Count);
        var sold = 0m;
        foreach (var (sku, quantity) in skus)
        {
            var before = sold / total;
            sold += Math.Max(0, quantity);
            var open = ascending.Where(limit => quantity > 0 && before < limit.Share);
            var rank = open.Select(limit => limit.Rank).FirstOrDefault(rest);
            ranked.Add(new RankedSku(sku, quantity, sold / total, rank));
        }
        return ranked;
    }

    /// <summary>The rank that comes after another: the next letter in its last place.</summary>
    public static string After(string rank) => rank is [.., (>= 'A' and < 'Z') or (>= 'a' and < 'z')]
        ? rank[..^1] + (char)(rank[^1] + 1)
        : rank;
}
