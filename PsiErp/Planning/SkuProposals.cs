namespace PsiErp.Planning;

/// <summary>What is looked for.</summary>
public enum ProposalMode
{
    /// <summary>What can be sent, and then what is still to be made.</summary>
    MoveThenMake,

    /// <summary>Only what can be sent.</summary>
    Move,

    /// <summary>Only what can be made.</summary>
    Make,
}

/// <summary>By what moves are found.</summary>
public enum MoveMethod
{
    /// <summary>What mends most over the whole horizon for the least.</summary>
    LeastCost,

    /// <summary>The policy rules, which look at the first and the last day.</summary>
    Policy,
}

/// <summary>Why a place stays short.</summary>
public enum UnmetReason
{
    /// <summary>No other place can spare anything on all later days.</summary>
    NothingToSpare,

    /// <summary>What other places can spare would arrive too late, or is not enough.</summary>
    TooLittleOrTooLate,

    /// <summary>Production takes its time.</summary>
    LeadTime,
}

/// <summary>A place that stays short.</summary>
/// <param name="Place">Its number.</param>
/// <param name="Alert">What its first day that stays short calls for.</param>
/// <param name="Reason">Why.</param>
/// <param name="FirstPossible">The first day on which something could come; null when there is none.</param>
public sealed record UnmetNeed(int Place, FirstAlert Alert, UnmetReason Reason, DateOnly? FirstPossible);

/// <summary>How proposals are made.</summary>
/// <param name="Mode">What is looked for.</param>
/// <param name="Method">By what moves are found.</param>
/// <param name="Ways">How stock gets from one warehouse to another.</param>
/// <param name="Rules">The policy.</param>
public sealed record ProposalTerms(ProposalMode Mode, MoveMethod Method, MoveWays Ways, ReallocationRules Rules);

/// <summary>What is proposed for a SKU.</summary>
/// <param name="Moves">What to send.</param>
/// <param name="Production">What to make, the earliest need first.</param>
/// <param name="Unmet">What stays short.</param>
public sealed record SkuProposal(
    IReadOnlyList<ProposedMove> Moves, IReadOnlyList<ProposedProduction> Production, IReadOnlyList<UnmetNeed> Unmet)
{
    /// <summary>Whether there is nothing to say.</summary>
    public bool IsNothing => Moves.Count == 0 && Production.Count == 0 && Unmet.Count == 0;
}

/// <summary>Proposals for a SKU: what to send between its places, and what to make.</summary>
public static class SkuProposals
{
    /// <summary>What is proposed.</summary>
    /// <param name="places">Where the SKU's stock lies; all with the same days.</param>
    /// <param name="terms">How proposals are made.</param>
    /// <param name="production">How the SKU is produced.</param>
    public static SkuProposal For(IReadOnlyList<StockPlace> places, ProposalTerms terms, ProductionTerms production)
    {
        IReadOnlyList<ProposedMove> moves = terms.Mode == ProposalMode.Make ? [] : Moves(places, terms);
        var after = After(places, moves, []);
        List<ProposedProduction> made = [];
        if (terms.Mode != ProposalMode.Move)
        {
            for (var place = 0; place < places.Count; place++)
            {
                if (places[place].IsMeant) made.AddRange(Make(place, places[place].Path, after[place], production));
            }
            made.Sort((one, other) => (one.NeededOn, one.Place).CompareTo((other.NeededOn, other.Place)));
            foreach (var one in made) after[one.Place].Receive(one.Day, one.Quantity);
        }
        return new SkuProposal(moves, made, [.. Unmet(places, after, terms, production)]);
    }

    /// <summary>The stock of places with moves and production laid over it.</summary>
    /// <param name="places">The places.</param>
    /// <param name="moves">What is sent.</param>
    /// <param name="production">What is made.</param>
    public static StockPath[] After(
        IReadOnlyList<StockPlace> places, IEnumerable<ProposedMove> moves, IEnumerable<ProposedProduction> production)
    {
        StockPath[] after = [.. places.Select(place => place.Path.Copy())];
        foreach (var move in moves)
        {
            after[move.From].Give(move.Leaves, move.Quantity);
            after[move.To].Receive(move.Arrives, move.Quantity);
        }
        foreach (var one in production) after[one.Place].Receive(one.Day, one.Quantity);
        return after;
    }

    private static IReadOnlyList<ProposedMove> Moves(IReadOnlyList<StockPlace> places, ProposalTerms terms)
    {
        if (terms.Method == MoveMethod.LeastCost) return LeastCostMoves.Propose(places, terms.Ways, terms.Rules);
        return
        [
            .. from move in PolicyMoves.Of(places, terms.Rules)
               let day = Math.Max(places[move.From].Path.First, places[move.To].Path.First)
               let transit = terms.Ways.Between(places[move.From].Warehouse, places[move.To].Warehouse).TransitDays
               select move with { Leaves = day, Arrives = day + transit },
        ];
    }

    /// <summary>
    /// Minimums and lots can have it that less is lacking and more is made; what would have been made without moves mends as much then.
    /// </summary>
    private static IReadOnlyList<ProposedProduction> Make(int place, StockPath before, StockPath moved, ProductionTerms terms)
    {
        var made = ProductionProposals.For(place, moved, terms);
        if (made.Count == 0) return made;
        var alone = ProductionProposals.For(place, before, terms);
        return made.Sum(one => one.Quantity) > alone.Sum(one => one.Quantity) && alone.Count > 0 ? alone : made;
    }

    private static IEnumerable<UnmetNeed> Unmet(
        IReadOnlyList<StockPlace> places, StockPath[] after, ProposalTerms terms, ProductionTerms production)
    {
        for (var place = 0; place < after.Length; place++)
        {
            var alert = after[place].Alert();
            if (alert.Alert == Alert.None || !places[place].IsMeant) continue;
            if (terms.Mode != ProposalMode.Move)
            {
                yield return new UnmetNeed(place, alert, UnmetReason.LeadTime, production.Earliest);
                continue;
            }
            var arrival = FirstArrival(places, after, place, terms.Ways);
            yield return new UnmetNeed(
                place, alert, arrival is null ? UnmetReason.NothingToSpare : UnmetReason.TooLittleOrTooLate, arrival);
        }
    }

    private static DateOnly? FirstArrival(IReadOnlyList<StockPlace> places, StockPath[] after, int to, MoveWays ways)
    {
        DateOnly? first = null;
        for (var from = 0; from < after.Length; from++)
        {
            if (from == to) continue;
            var terms = ways.Between(places[from].Warehouse, places[to].Warehouse);
            var day = Array.FindIndex(after[from].Spare(), units => units >= terms.Lot);
            if (day < 0) continue;
            var arrives = after[from].DayOf(day + terms.TransitDays);
            if (first is null || arrives < first) first = arrives;
        }
        return first;
    }
}
