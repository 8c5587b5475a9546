namespace PsiErp.Planning;

/// <summary>
/// The policy rules: main channels under standard stock are filled from what lies over standard elsewhere, the largest shortage
/// first, from the largest surplus first, from near to far.
/// </summary>
public static class Reallocation
{
    /// <summary>What the rules would have moved of one SKU, in whole units, in the order in which they decide it.</summary>
    /// <param name="cells">The SKU's stock, a warehouse and channel each once.</param>
    /// <param name="rules">The rules.</param>
    /// <returns>
    /// Moves of which none takes a donor under its standard. A receiver gets no more than it lacks, except where it shares with
    /// <see cref="ReallocationRules.AllowOverfill"/>: then everything that lies over standard is shared.
    /// </returns>
    public static IReadOnlyList<ReallocationMove> Recommend(IReadOnlyList<ReallocationCell> cells, ReallocationRules rules)
    {
        var balances = cells.Where(cell => cell.Standard is not null).Select(cell => new Balance(cell, rules)).ToList();
        var receivers = balances.Where(one => one.Cell.IsMain && one.Surplus < 0)
            .OrderBy(one => one.Surplus).ThenBy(one => one.Cell.Warehouse, StringComparer.Ordinal).ToList();
        if (receivers.Count == 0) return [];

        var donors = balances.Where(one => one.Spare > 0 && (rules.TakeFromOtherMain || !one.Cell.IsMain)).ToList();
        var shares = rules.FairShare == FairShareMode.Off
            ? receivers.ConvertAll(one => one.Lacks)
            : Share(receivers, donors, rules);
        var moves = new List<ReallocationMove>();
        for (var i = 0; i < receivers.Count; i++) Fill(receivers[i], shares[i], donors, moves);
        return moves;
    }

    private static List<long> Share(List<Balance> receivers, List<Balance> donors, ReallocationRules rules)
    {
        var units = donors.Sum(one => one.Spare);
        var claims = receivers.ConvertAll(one => new FairClaim(
            Math.Max(0, rules.FairShare == FairShareMode.EqualizeRatioStart ? one.Cell.Opening : one.Cell.Closing),
            one.Cell.Standard!.Value, rules.AllowOverfill ? null : one.Lacks));
        return FairShares.Of(claims, units, rules.Rounding);
    }

    private static void Fill(Balance receiver, long units, List<Balance> donors, List<ReallocationMove> moves)
    {
        foreach (var reason in Enum.GetValues<ReallocationReason>())
        {
            var near = donors.Where(one => one.Spare > 0 && ReasonOf(one.Cell, receiver.Cell) == reason)
                .OrderByDescending(one => one.Surplus)
                .ThenBy(one => one.Cell.Warehouse, StringComparer.Ordinal).ThenBy(one => one.Cell.Channel, StringComparer.Ordinal);
            foreach (var donor in near)
            {
                var quantity = Math.Min(donor.Spare, units);
                if (quantity <= 0) return;
                moves.Add(new ReallocationMove(donor.Cell, receiver.Cell, quantity, reason));
                donor.Surplus -= quantity;
                receiver.Surplus += quantity;
                units -= quantity;
            }
        }
    }

    private static ReallocationReason ReasonOf(ReallocationCell from, ReallocationCell to) =>
        from.Warehouse == to.Warehouse ? ReallocationReason.Intra
        : from.IsMain ? ReallocationReason.InterMain
        : ReallocationReason.InterNonMain;

    /// <summary>A cell while units go from and to it.</summary>
    private sealed class Balance(ReallocationCell cell, ReallocationRules rules)
    {
        public ReallocationCell Cell => cell;

        /// <summary>Units over standard; negative for those under it.</summary>
        public decimal Surplus { get; set; } =
            Math.Max(0, rules.Basis == DeficitBasis.Start ? cell.Opening : cell.Closing) - cell.Standard!.Value;

        /// <summary>Whole units that it can give.</summary>
        public long Spare => Surplus > 0 ? (long)decimal.Floor(Surplus) : 0;

        /// <summary>Whole units that it can take.</summary>
        public long Lacks => Surplus < 0 ? (long)decimal.Floor(-Surplus) : 0;
    }
}
