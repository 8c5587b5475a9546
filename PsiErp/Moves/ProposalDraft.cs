using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Moves;

/// <summary>What the lines of a draft come to.</summary>
/// <param name="Lines">Moves and production that it has.</param>
/// <param name="Moves">Moves that are chosen.</param>
/// <param name="Moved">Their units.</param>
/// <param name="Makes">Production that is chosen.</param>
/// <param name="Made">Its units.</param>
/// <param name="Skus">SKUs that it has lines for.</param>
public sealed record DraftCounts(int Lines, int Moves, decimal Moved, int Makes, decimal Made, int Skus)
{
    /// <summary>Lines that are chosen.</summary>
    public int Chosen => Moves + Makes;
}

/// <summary>A draft in the list of a session.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Username">Who found it; null for a user who is gone.</param>
/// <param name="Lines">How many moves and production it has.</param>
public sealed record ListedDraft(TransferPlan Plan, string? Username, int Lines);

/// <summary>A move of a draft, with what it does.</summary>
/// <param name="Line">The line.</param>
/// <param name="Leaves">The day on which it leaves.</param>
/// <param name="Arrives">The day on which it arrives.</param>
/// <param name="Terms">How stock gets there.</param>
/// <param name="Before">What the receiver calls for without any line.</param>
/// <param name="After">What it calls for with all chosen lines.</param>
/// <param name="Harm">What the donor calls for with them that it did not call for without; null when nothing.</param>
public sealed record DraftMove(
    TransferPlanLine Line, DateOnly Leaves, DateOnly Arrives, MoveTerms Terms, FirstAlert Before, FirstAlert After, FirstAlert? Harm);

/// <summary>Production of a draft, with what it does.</summary>
/// <param name="Line">The line.</param>
/// <param name="Before">What the series calls for without any line.</param>
/// <param name="After">What it calls for with all chosen lines.</param>
public sealed record DraftMake(TransferPlanProduction Line, FirstAlert Before, FirstAlert After);

/// <summary>What a draft has for a SKU.</summary>
/// <param name="Stock">The SKU's stock without any line.</param>
/// <param name="After">The stock of its places with the chosen lines.</param>
/// <param name="Moves">What is to be sent.</param>
/// <param name="Made">What is to be made.</param>
public sealed record DraftSku(
    SkuStock Stock, IReadOnlyList<StockPath> After, IReadOnlyList<DraftMove> Moves, IReadOnlyList<DraftMake> Made)
{
    /// <summary>Lays the lines of a SKU over its stock.</summary>
    /// <param name="stock">The stock.</param>
    /// <param name="plan">The draft.</param>
    /// <param name="lines">Its moves of the SKU.</param>
    /// <param name="made">Its production for it.</param>
    /// <param name="ways">How stock gets from one warehouse to another.</param>
    internal static DraftSku Of(
        SkuStock stock, TransferPlan plan, IEnumerable<TransferPlanLine> lines, IEnumerable<TransferPlanProduction> made, MoveWays ways)
    {
        var moves = lines.Select(line => (Line: line, Leaves: line.LeavesOn ?? plan.StartDate,
            Terms: ways.Between(line.FromWarehouse, line.ToWarehouse))).ToList();
        var makes = made.ToList();
        StockPath[] after = [.. stock.Places.Select(place => place.Path.Copy())];
        foreach (var (line, leaves, terms) in moves.Where(move => !move.Line.IsLeftOut))
        {
            var (from, to) = (stock.PlaceOf(line.FromWarehouse, line.FromChannel), stock.PlaceOf(line.ToWarehouse, line.ToChannel));
            if (from >= 0) after[from].Give(DayOf(leaves, plan), line.Qty);
            if (to >= 0) after[to].Receive(DayOf(line.ArrivesOn ?? leaves.AddDays(terms.TransitDays), plan), line.Qty);
        }
        foreach (var line in makes.Where(line => !line.IsLeftOut))
        {
            if (stock.PlaceOf(line.WarehouseName, line.Channel) is >= 0 and var place)
                after[place].Receive(DayOf(line.Date, plan), line.Qty);
        }
        FirstAlert Alert(IReadOnlyList<StockPath> paths, string warehouse, string channel) =>
            stock.PlaceOf(warehouse, channel) is >= 0 and var place ? paths[place].Alert() : default;
        StockPath[] before = [.. stock.Places.Select(place => place.Path)];
        return new DraftSku(
            stock, after,
            [
                .. moves.Select(move => new DraftMove(
                    move.Line, move.Leaves, move.Line.ArrivesOn ?? move.Leaves.AddDays(move.Terms.TransitDays), move.Terms,
                    Alert(before, move.Line.ToWarehouse, move.Line.ToChannel), Alert(after, move.Line.ToWarehouse, move.Line.ToChannel),
                    Worse(
                        Alert(before, move.Line.FromWarehouse, move.Line.FromChannel),
                        Alert(after, move.Line.FromWarehouse, move.Line.FromChannel)))),
            ],
            [
                .. makes.Select(line => new DraftMake(
                    line, Alert(before, line.WarehouseName, line.Channel), Alert(after, line.WarehouseName, line.Channel))),
            ]);
    }

    private static int DayOf(DateOnly day, TransferPlan plan) => Math.Max(0, day.DayNumber - plan.StartDate.DayNumber);

    private static FirstAlert? Worse(FirstAlert before, FirstAlert after) => after.Urgency < before.Urgency ? after : null;
}
