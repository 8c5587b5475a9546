namespace PsiErp.Planning;

/// <summary>Units that are proposed to be produced.</summary>
/// <param name="Place">The number of the place that they are for.</param>
/// <param name="Day">The day on which they come into stock, counted from the first one.</param>
/// <param name="Quantity">How many: whole lots, at least the minimum.</param>
/// <param name="NeededOn">The day that would end under safety stock without them.</param>
public sealed record ProposedProduction(int Place, int Day, decimal Quantity, int NeededOn);

/// <summary>Production that keeps a series at its safety stock, as late as it can be, and no sooner than it can be.</summary>
public static class ProductionProposals
{
    /// <summary>What to produce for a place.</summary>
    /// <param name="place">Its number.</param>
    /// <param name="path">Its stock.</param>
    /// <param name="terms">How the SKU is produced.</param>
    /// <returns>By day. Days before the earliest one that is possible stay as they are.</returns>
    public static IReadOnlyList<ProposedProduction> For(int place, StockPath path, ProductionTerms terms)
    {
        var proposals = new List<ProposedProduction>();
        var made = 0m;
        for (var t = path.First; t <= path.Last; t++)
        {
            if (!path.Counts(t) || path.Closing(t) + made >= path.Safety(t)) continue;
            if (terms.LastBefore(path.DayOf(t)) is not { } on) continue;
            var day = Math.Max(path.First, on.DayNumber - path.From.DayNumber);
            var quantity = terms.QuantityFor(Lacking(path, t, made, terms));
            made += quantity;
            if (proposals is [.., { } last] && last.Day == day) proposals[^1] = last with { Quantity = last.Quantity + quantity };
            else proposals.Add(new ProposedProduction(place, day, quantity, t));
        }
        return proposals;
    }

    private static decimal Lacking(StockPath path, int day, decimal made, ProductionTerms terms)
    {
        var lacking = 0m;
        for (var t = day; t <= path.Last && t < day + Math.Max(1, terms.CoverDays); t++)
        {
            if (path.Counts(t)) lacking = Math.Max(lacking, path.Safety(t) - path.Closing(t) - made);
        }
        return terms.Aim == ProductionAim.Standard && path.Standard(day) is { } standard
            ? Math.Max(lacking, standard - path.Closing(day) - made)
            : lacking;
    }
}
