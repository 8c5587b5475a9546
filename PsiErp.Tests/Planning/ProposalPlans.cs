using CsCheck;
using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

/// <summary>A SKU in some warehouses and channels, and the ways between them, for tests of proposals.</summary>
internal sealed record ProposalPlan(IReadOnlyList<StockPlace> Places, MoveWays Ways, ReallocationRules Rules)
{
    public const int Days = 20;

    public static readonly DateOnly First = new(2026, 12, 1);

    /// <summary>Up to nine places with any flows and levels, of which some are short and some have enough.</summary>
    public static readonly Gen<ProposalPlan> Any =
        from places in Gen.Select(Gen.Int[-50, 300], Gen.Int[-30, 30].Array[Days], Gen.Int[0, 60], Gen.Int[0, 150]).Array[2, 9]
        from lane in Gen.Select(Gen.Int[0, 6], Gen.Int[0, 50], Gen.Int[0, 100], Gen.Int[0, 15])
        from takesFromMain in Gen.Bool
        from basis in Gen.Enum<DeficitBasis>()
        select new ProposalPlan(
            [
                .. places.Select((one, i) => Place(
                    $"W{i / 3}", $"C{i % 3}", i % 3 == 0, one.Item1, one.Item3, one.Item4, one.Item2)),
            ],
            WaysOf(new MoveLane(lane.Item1, lane.Item2, lane.Item3, lane.Item4 == 0 ? null : lane.Item4)),
            new ReallocationRules(takesFromMain, Basis: basis));

    /// <summary>Production on working days, with any lead time, minimum and lot.</summary>
    public static readonly Gen<ProductionTerms> AnyProduction =
        from numbers in Gen.Select(Gen.Int[0, 8], Gen.Int[0, 80], Gen.Int[1, 40])
        from aim in Gen.Enum<ProductionAim>()
        select new ProductionTerms(First.AddDays(-2), IsWeekday, numbers.Item1, numbers.Item2, numbers.Item3, aim);

    public static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>A place whose stock begins with so many units, and changes by so many each day.</summary>
    public static StockPlace Place(
        string warehouse, string channel, bool isMain, decimal stock, decimal safety, decimal? standard, params int[] flows)
    {
        var days = flows.Select((flow, i) => new PlanDay(
            First.AddDays(i), i == 0 ? stock : null, Math.Max(0, flow), Math.Max(0, -flow), 0, null, safety, standard)).ToArray();
        return new StockPlace(
            warehouse, channel, isMain, new StockPath(Projection.Roll(days), First, First.AddDays(flows.Length - 1)));
    }

    /// <summary>Between W0 and W1, and W1 and W2, this way; W0 and W2 are in one region, and nobody described the way.</summary>
    public static MoveWays WaysOf(MoveLane lane) => new(
        new Dictionary<(string, string), MoveLane>
        {
            [("W0", "W1")] = lane,
            [("W1", "W0")] = lane,
            [("W1", "W2")] = lane,
            [("W2", "W1")] = lane,
        },
        new Dictionary<string, string> { ["W0"] = "east", ["W2"] = "east", ["W1"] = "west" });

    public decimal CostOf(IEnumerable<ProposedMove> moves) => moves.Sum(move => Terms(move).CostOf(move.Quantity));

    public MoveTerms Terms(ProposedMove move) => Ways.Between(Places[move.From].Warehouse, Places[move.To].Warehouse);

    public Relief Left(IEnumerable<ProposedMove> moves) =>
        SkuProposals.After(Places, moves, []).Aggregate(default(Relief), (sum, path) => sum + path.Days());
}
