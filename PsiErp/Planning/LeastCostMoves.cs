namespace PsiErp.Planning;

/// <summary>
/// Moves of a SKU that mend most over the whole horizon for the least: days without stock first, then days under safety stock, then
/// cost, then the number of moves. A place gives only what it can spare on every later day, and as late as mends as much.
/// </summary>
public static class LeastCostMoves
{
    /// <summary>Rounds after which nothing more is looked for: each takes up what the one before left over.</summary>
    private const int MostRounds = 3;

    /// <summary>Days on which a place can begin to give more that are told apart.</summary>
    private const int MostSupplies = 6;

    /// <summary>What to move.</summary>
    /// <param name="places">Where the SKU's stock lies; all with the same days.</param>
    /// <param name="ways">How stock gets from one warehouse to another.</param>
    /// <param name="rules">
    /// The policy: what its moves would mend, as far as their donors can spare them on every later day, is the least that is mended.
    /// </param>
    public static IReadOnlyList<ProposedMove> Propose(
        IReadOnlyList<StockPlace> places, MoveWays ways, ReallocationRules? rules = null)
    {
        var nothing = new MoveLedger(places, ways);
        if (nothing.Left == default) return [];
        var best = Improve(nothing);
        if (rules is not null)
        {
            var byPolicy = ByPolicy(nothing.Copy(), places, rules);
            if (byPolicy.Moves.Count > 0 && IsBetter(byPolicy, best)) best = Improve(byPolicy);
        }
        best.Delay();
        return [.. best.Moves.OrderBy(move => move.Leaves).ThenBy(move => move.From).ThenBy(move => move.To)];
    }

    /// <summary>What the policy rules would have moved at once, as far as donors keep their safety stock on every later day.</summary>
    /// <param name="places">Where the SKU's stock lies.</param>
    /// <param name="ways">How stock gets from one warehouse to another.</param>
    /// <param name="rules">The policy.</param>
    public static IReadOnlyList<ProposedMove> ByPolicy(IReadOnlyList<StockPlace> places, MoveWays ways, ReallocationRules rules) =>
        ByPolicy(new MoveLedger(places, ways), places, rules).Moves;

    private static MoveLedger ByPolicy(MoveLedger ledger, IReadOnlyList<StockPlace> places, ReallocationRules rules)
    {
        foreach (var move in PolicyMoves.Of(places, rules))
            ledger.Move(move.From, move.To, places[move.From].Path.First, move.Quantity, roundUp: false);
        return ledger;
    }

    private static bool IsBetter(MoveLedger one, MoveLedger other)
    {
        var order = one.Left.CompareTo(other.Left);
        if (order == 0) order = one.Cost.CompareTo(other.Cost);
        return order != 0 ? order < 0 : one.Moves.Count < other.Moves.Count;
    }

    private static MoveLedger Improve(MoveLedger start)
    {
        var best = start;
        for (var round = 0; round < MostRounds && best.Left != default; round++)
        {
            var next = best.Copy();
            if (!Mend(next)) break;
            next.Trim();
            next.Gather();
            if (!IsBetter(next, best)) break;
            best = next;
        }
        var fewer = best.Copy();
        fewer.Join();
        fewer.Trim();
        return IsBetter(fewer, best) ? fewer : best;
    }

    private static bool Mend(MoveLedger ledger)
    {
        var supplies = Enumerable.Range(0, ledger.Paths.Count).SelectMany(place => SuppliesOf(place, ledger.Paths[place])).ToList();
        if (supplies.Count == 0) return false;
        var demands = new List<MoveDemand>();
        for (var place = 0; place < ledger.Paths.Count; place++)
        {
            if (!ledger.IsShort(place)) continue;
            var arrivals = supplies.Where(supply => supply.Place != place)
                .Select(supply => supply.Day + ledger.Terms(supply.Place, place).TransitDays).ToList();
            if (arrivals.Count > 0) demands.AddRange(MoveDemands.Of(place, ledger.Paths[place], arrivals.Min()));
        }
        if (demands.Count == 0) return false;
        var flows = MoveNetwork.Solve(supplies, demands, ledger.Terms, MoveDemands.DearestUnit / DearestOf(ledger));
        foreach (var flow in flows.OrderByDescending(flow => flow.Units))
            ledger.Move(flow.From, flow.To, flow.Day, flow.Units, roundUp: true);
        return flows.Count > 0;
    }

    private static double DearestOf(MoveLedger ledger)
    {
        var dearest = 1m;
        for (var from = 0; from < ledger.Paths.Count; from++)
            for (var to = 0; to < ledger.Paths.Count; to++)
                if (from != to && ledger.Terms(from, to) is var terms) dearest = Math.Max(dearest, terms.UnitCost + terms.MoveCost);
        return (double)dearest;
    }

    /// <summary>What a place can spare from its first day on, and how much more from later ones.</summary>
    private static IEnumerable<MoveSupply> SuppliesOf(int place, StockPath path)
    {
        if (path.First >= path.Length) yield break;
        var spare = path.Spare();
        var (step, given) = (Math.Max(1, spare[path.Last] / MostSupplies), 0m);
        for (var t = path.First; t <= path.Last; t++)
        {
            var units = decimal.Floor(Math.Min(spare[t], Quantity.Max));
            // What little comes before the last day waits for more
            if (units <= given || (given > 0 && units - given < step && t < path.Last)) continue;
            yield return new MoveSupply(place, t, (long)(units - given));
            given = units;
        }
    }
}
