namespace PsiErp.Planning;

/// <summary>The policy rules, for the stock that places have on their first and last day.</summary>
public static class PolicyMoves
{
    /// <summary>What the rules would have moved, whatever happens between those days.</summary>
    /// <param name="places">Where the SKU's stock lies.</param>
    /// <param name="rules">The policy.</param>
    /// <returns>Moves that leave, and arrive, on the first day.</returns>
    public static IReadOnlyList<ProposedMove> Of(IReadOnlyList<StockPlace> places, ReallocationRules rules)
    {
        var cells = new Dictionary<ReallocationCell, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < places.Count; i++)
        {
            var (place, path) = (places[i], places[i].Path);
            if (path.First > path.Last) continue;
            cells.Add(
                new ReallocationCell(
                    place.Warehouse, place.Channel, place.IsMain, path.Opening, path.Closing(path.Last), path.Standard(path.First)),
                i);
        }
        return
        [
            .. Reallocation.Recommend([.. cells.Keys], rules).Where(move => places[cells[move.To]].IsMeant)
                .Select(move => new ProposedMove(cells[move.From], cells[move.To], 0, 0, move.Quantity) { Policy = move.Reason }),
        ];
    }
}
