namespace PsiErp.Planning;

/// <summary>
/// What the places of a SKU want. Mending a day takes all the units that it lacks, so worth comes in steps; the flow can only weigh
/// what is worth less the more there is of it, and so is given the steps' concave hull.
/// </summary>
internal static class MoveDemands
{
    /// <summary>
    /// A day under 0 outweighs any number of days under safety stock, and one of those any cost. All fits the 64 bits that the
    /// solver calculates with, times the nodes of a network.
    /// </summary>
    private const double StockOut = 1e13, Shortage = 5e9;

    /// <summary>The measure in which the dearest unit costs as much as this.</summary>
    public const double DearestUnit = 1e5;

    /// <summary>The demands of a place.</summary>
    /// <param name="place">Its number.</param>
    /// <param name="path">Its stock.</param>
    /// <param name="from">The first day on which something can arrive; days before it are not to be mended.</param>
    public static IEnumerable<MoveDemand> Of(int place, StockPath path, int from)
    {
        var steps = StepsOf(path, from);
        steps.Sort((one, other) => one.Units.CompareTo(other.Units));
        var (units, first) = (0L, 0);
        while (first < steps.Count)
        {
            var last = Steepest(steps, first, units);
            var mends = steps[first..(last + 1)].Select(step => (step.Day, step.Worth)).OrderBy(step => step.Day).ToList();
            yield return new MoveDemand(place, steps[last].Units - units, mends);
            (units, first) = (steps[last].Units, last + 1);
        }
    }

    private static List<(long Units, int Day, double Worth)> StepsOf(StockPath path, int from)
    {
        var steps = new List<(long Units, int Day, double Worth)>();
        for (var t = Math.Max(from, path.First); t <= path.Last; t++)
        {
            if (!path.Counts(t)) continue;
            var (closing, safety) = (path.Closing(t), path.Safety(t));
            if (closing < 0) steps.Add((Whole(-closing), t, StockOut));
            if (closing < safety) steps.Add((Whole(safety - closing), t, Shortage));
        }
        return steps;
    }

    /// <summary>The step up to which a unit is worth most on average, the farthest of equals.</summary>
    private static int Steepest(List<(long Units, int Day, double Worth)> steps, int first, long units)
    {
        var (best, steepest, worth) = (first, 0d, 0d);
        for (var i = first; i < steps.Count; i++)
        {
            worth += steps[i].Worth;
            // Steps of as many units belong together
            if (i + 1 < steps.Count && steps[i + 1].Units == steps[i].Units) continue;
            var slope = worth / (steps[i].Units - units);
            if (slope < steepest) continue;
            (best, steepest) = (i, slope);
        }
        return best;
    }

    private static long Whole(decimal units) => (long)decimal.Ceiling(Math.Min(units, Quantity.Max));
}
