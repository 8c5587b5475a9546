using Google.OrTools.Graph;

namespace PsiErp.Planning;

/// <summary>Units that can leave a place on a day or later.</summary>
internal readonly record struct MoveSupply(int Place, int Day, long Units);

/// <summary>Units that a place wants, and what they are worth there by the day on which they arrive.</summary>
/// <param name="place">The place.</param>
/// <param name="units">How many.</param>
/// <param name="mends">The days that they mend, ascending, and what each is worth.</param>
internal sealed class MoveDemand(int place, long units, IReadOnlyList<(int Day, double Worth)> mends)
{
    private readonly int[] _days = [.. mends.Select(one => one.Day)];
    private readonly double[] _worthFrom = WorthFrom(mends);

    public int Place => place;

    public long Units => units;

    /// <summary>What a unit is worth that arrives on a day: days that are over by then it does not mend.</summary>
    public double WorthOn(int day)
    {
        var at = Array.BinarySearch(_days, day);
        return _worthFrom[at < 0 ? ~at : at] / units;
    }

    private static double[] WorthFrom(IReadOnlyList<(int Day, double Worth)> mends)
    {
        var sums = new double[mends.Count + 1];
        for (var i = mends.Count - 1; i >= 0; i--) sums[i] = sums[i + 1] + mends[i].Worth;
        return sums;
    }
}

/// <summary>Units that are to go from one place to another, leaving on a day.</summary>
internal readonly record struct MoveFlow(int From, int To, int Day, long Units);

/// <summary>
/// Which supplies go to which demands so that what they are worth, less what they cost, becomes most: a minimum-cost flow, solved
/// by the OR-Tools.
/// </summary>
internal static class MoveNetwork
{
    /// <summary>Solves it.</summary>
    /// <param name="supplies">What can leave, and when.</param>
    /// <param name="demands">What is wanted.</param>
    /// <param name="terms">How stock gets from one place to another.</param>
    /// <param name="costScale">What one of a currency counts for, in the measure of <see cref="MoveDemand.WorthOn"/>.</param>
    public static List<MoveFlow> Solve(
        IReadOnlyList<MoveSupply> supplies, IReadOnlyList<MoveDemand> demands, Func<int, int, MoveTerms> terms, double costScale)
    {
        using var flow = new MinCostFlow(supplies.Count + demands.Count + 2, supplies.Count * (demands.Count + 2) + demands.Count);
        var (source, sink) = (supplies.Count + demands.Count, supplies.Count + demands.Count + 1);
        var ways = new List<(int Arc, int Supply, int Demand)>();
        var total = 0L;
        for (var s = 0; s < supplies.Count; s++)
        {
            var supply = supplies[s];
            total += supply.Units;
            flow.AddArcWithCapacityAndUnitCost(source, s, supply.Units, 0);
            for (var d = 0; d < demands.Count; d++)
            {
                var demand = demands[d];
                if (demand.Place == supply.Place) continue;
                var way = terms(supply.Place, demand.Place);
                var worth = demand.WorthOn(supply.Day + way.TransitDays);
                if (worth <= 0) continue;
                // A little for each unit, so that what is free is not moved for nothing
                var cost = ((double)way.UnitCost + (double)way.MoveCost / demand.Units + 1e-3) * costScale;
                if (cost >= worth) continue;
                ways.Add((flow.AddArcWithCapacityAndUnitCost(
                    s, supplies.Count + d, Math.Min(supply.Units, demand.Units), (long)(cost - worth)), s, d));
            }
        }
        if (ways.Count == 0) return [];
        for (var d = 0; d < demands.Count; d++) flow.AddArcWithCapacityAndUnitCost(supplies.Count + d, sink, demands[d].Units, 0);
        // What is worth nothing anywhere stays where it is
        flow.AddArcWithCapacityAndUnitCost(source, sink, total, 0);
        flow.SetNodeSupply(source, total);
        flow.SetNodeSupply(sink, -total);
        if (flow.Solve() is var status && status != MinCostFlowBase.Status.OPTIMAL)
            throw new InvalidOperationException($"The flow of {supplies.Count} supplies to {demands.Count} demands ended as {status}.");

        return
        [
            .. from way in ways
               let units = flow.Flow(way.Arc)
               where units > 0
               group units by (supplies[way.Supply].Place, demands[way.Demand].Place, supplies[way.Supply].Day) into one
               select new MoveFlow(one.Key.Item1, one.Key.Item2, one.Key.Day, one.Sum()),
        ];
    }
}
