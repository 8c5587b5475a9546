namespace PsiErp.Planning;

/// <summary>Spreads what a planner enters for a week or month over its days.</summary>
public static class Spread
{
    /// <summary>
    /// Shares a total out in proportion to what the days had; where they had nothing, evenly over the days that somebody works on,
    /// and over all of them where nobody does. Each share is rounded to the product's decimals, and they add up to the total
    /// exactly: what rounding leaves goes to the days that it took most from, and what is finer than a unit to the largest.
    /// </summary>
    /// <param name="total">What the days are to add up to, in units; not negative.</param>
    /// <param name="before">What each day had, in units. A negative day counts as none.</param>
    /// <param name="isWorking">Whether somebody works on the day.</param>
    /// <param name="decimals">Places after the point that the product is counted in.</param>
    public static decimal[] Over(decimal total, IReadOnlyList<decimal> before, IReadOnlyList<bool> isWorking, int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        ArgumentOutOfRangeException.ThrowIfNotEqual(isWorking.Count, before.Count);
        if (before.Count == 0) return [];

        var weights = Weights(before, isWorking);
        var sum = weights.Sum();
        var unit = 1m / Pow10(decimals);
        var exact = Array.ConvertAll(weights, weight => total * (weight / sum));
        var shares = Array.ConvertAll(exact, share => Math.Floor(share / unit) * unit);
        HandOut(total - shares.Sum(), unit, exact, shares, weights);
        return Array.ConvertAll(shares, Quantity.Normalize);
    }

    private static decimal[] Weights(IReadOnlyList<decimal> before, IReadOnlyList<bool> isWorking)
    {
        if (before.Any(had => had > 0)) return [.. before.Select(had => Math.Max(had, 0))];
        return isWorking.Contains(true) ? [.. isWorking.Select(works => works ? 1m : 0m)] : [.. before.Select(_ => 1m)];
    }

    private static void HandOut(decimal rest, decimal unit, decimal[] exact, decimal[] shares, decimal[] weights)
    {
        var byLoss = Enumerable.Range(0, shares.Length).Where(day => weights[day] > 0)
            .OrderByDescending(day => exact[day] - shares[day]).ThenByDescending(day => weights[day]).ToList();
        for (var next = 0; rest >= unit; next = (next + 1) % byLoss.Count)
        {
            shares[byLoss[next]] += unit;
            rest -= unit;
        }
        // A division that was rounded up may have handed out too much
        var largest = byLoss.MaxBy(day => shares[day]);
        shares[largest] += rest;
    }

    private static decimal Pow10(int decimals)
    {
        var power = 1m;
        for (var i = 0; i < decimals; i++) power *= 10;
        return power;
    }
}
