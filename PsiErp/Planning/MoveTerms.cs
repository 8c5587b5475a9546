namespace PsiErp.Planning;

/// <summary>A way from one warehouse to another, as planners describe it.</summary>
/// <param name="TransitDays">Calendar days from leaving to arriving.</param>
/// <param name="CostPerUnit">What each unit costs; null when nobody knows.</param>
/// <param name="CostPerMove">What each move costs; null when nobody knows.</param>
/// <param name="LotSize">A move is a multiple of it; null when any whole quantity will do.</param>
public readonly record struct MoveLane(
    int TransitDays = 0, decimal? CostPerUnit = null, decimal? CostPerMove = null, decimal? LotSize = null);

/// <summary>How stock gets from one place to another: time, lots and cost.</summary>
/// <param name="TransitDays">Calendar days from leaving to arriving.</param>
/// <param name="Lot">A move is a multiple of it, in whole units at least.</param>
/// <param name="UnitCost">What each unit costs, or by how far it is where nobody knows: for comparing.</param>
/// <param name="MoveCost">What each move costs, for comparing.</param>
/// <param name="IsKnown">Whether the cost is one that planners gave, or nothing because the warehouse is the same.</param>
/// <param name="HasLane">Whether the way is described, or within a warehouse.</param>
public readonly record struct MoveTerms(
    int TransitDays, decimal Lot, decimal UnitCost, decimal MoveCost, bool IsKnown, bool HasLane)
{
    /// <summary>What moving a quantity costs, for comparing.</summary>
    public decimal CostOf(decimal quantity) => quantity > 0 ? quantity * UnitCost + MoveCost : 0;
}

/// <summary>
/// All ways there are. Within a warehouse stock changes its channel at once, for nothing. A way between warehouses that nobody described
/// takes no time and any whole quantity, and counts as dearer than every described one: a warehouse of the same region as much as
/// the dearest, another one twice that.
/// </summary>
/// <param name="lanes">The described ways, by the warehouses they lead from and to.</param>
/// <param name="regions">The regions of warehouses.</param>
public sealed class MoveWays(
    IReadOnlyDictionary<(string From, string To), MoveLane> lanes, IReadOnlyDictionary<string, string> regions)
{
    private static readonly MoveTerms Within = new(0, 1, 0, 0, IsKnown: true, HasLane: true);

    private readonly decimal _far = Math.Max(1, lanes.Values.Select(lane => lane.CostPerUnit ?? 0).DefaultIfEmpty().Max());

    /// <summary>How stock gets from one warehouse to another.</summary>
    public MoveTerms Between(string from, string to)
    {
        if (from == to) return Within;
        var isNear = regions.TryGetValue(from, out var region) && regions.GetValueOrDefault(to) == region;
        var distance = isNear ? _far : 2 * _far;
        if (!lanes.TryGetValue((from, to), out var lane)) return new MoveTerms(0, 1, distance, 0, false, false);
        var isKnown = lane.CostPerUnit is not null || lane.CostPerMove is not null;
        // Lots of 2.5 units are whole units every second time; a fraction of a unit is not moved
        return new MoveTerms(
            lane.TransitDays, WholeLot(lane.LotSize ?? 1), isKnown ? lane.CostPerUnit ?? 0 : distance, lane.CostPerMove ?? 0,
            isKnown, HasLane: true);
    }

    /// <summary>The smallest multiple of a lot that is a whole number of units.</summary>
    private static decimal WholeLot(decimal lot)
    {
        for (var times = 1; times <= 1000; times++)
        {
            if (decimal.IsInteger(lot * times)) return lot * times;
        }
        return decimal.Ceiling(lot);
    }
}
