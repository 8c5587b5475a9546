using System.Text.Json;
using CsCheck;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

/// <summary>The policy rules, against 150 answers of the prototype, and what holds of all of them.</summary>
public class ReallocationTests
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly List<Case> Cases = JsonSerializer.Deserialize<List<Case>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", "reallocation.json")), SnakeCase)!;

    [Fact]
    public void Recommend_WithoutFairShare_IsWhatThePrototypeAnswers()
    {
        var cases = Cases.Where(one => one.Policy.FairShareMode == "off").ToList();

        Assert.Equal(75, cases.Count);
        Assert.All(cases, one => Assert.Equal(one.Moves, one.Recommended()));
    }

    [Fact]
    public void Recommend_WithFairShare_GivesEachReceiverWhatThePrototypeDoes_WithinAUnit()
    {
        var cases = Cases.Where(one => one.Policy.FairShareMode != "off").ToList();

        Assert.Equal(75, cases.Count);
        Assert.All(cases, one =>
        {
            var (theirs, ours) = (Received(one.Moves), Received(one.Recommended()));
            Assert.Equal(theirs.Values.Sum(), ours.Values.Sum());
            Assert.All(theirs.Keys.Union(ours.Keys),
                receiver => Assert.InRange(ours.GetValueOrDefault(receiver) - theirs.GetValueOrDefault(receiver), -1, 1));
        });
    }

    [Fact]
    public void Recommend_AnyStock_TakesNoDonorUnderItsStandard_NorFillsMoreThanIsLacking() =>
        Gen.Select(Cells, Rules).Sample(
            (cells, rules) =>
            {
                var moves = Reallocation.Recommend(cells, rules);
                foreach (var cell in cells)
                {
                    var surplus = Math.Max(0, rules.Basis == DeficitBasis.Start ? cell.Opening : cell.Closing) - cell.Standard;
                    var given = moves.Where(move => move.From == cell).Sum(move => move.Quantity);
                    var taken = moves.Where(move => move.To == cell).Sum(move => move.Quantity);
                    Assert.True(given == 0 || given <= surplus);
                    Assert.True(taken == 0 || rules is { AllowOverfill: true, FairShare: not FairShareMode.Off } || taken <= -surplus);
                }
                Assert.All(moves, move => Assert.True(move is { Quantity: > 0, To.IsMain: true } && move.From != move.To));
            },
            iter: 2000);

    [Fact]
    public void Recommend_ShareOfWhatThereIs_BringsReceiversToTheSameShareOfStandard()
    {
        ReallocationCell[] cells =
        [
            new("A", "main", true, 0, 10, 100), new("B", "main", true, 0, 40, 100), new("C", "main", true, 0, 95, 100),
            new("D", "other", false, 0, 150, 100),
        ];

        var moves = Reallocation.Recommend(cells, new ReallocationRules(FairShare: FairShareMode.EqualizeRatioClosing));

        Assert.Equal([("A", 40L), ("B", 10L)], moves.Select(move => (move.To.Warehouse, move.Quantity)));
    }

    private static readonly Gen<decimal> Stock = Gen.Int[-40, 400].Select(quarters => quarters / 4m);

    private static readonly Gen<ReallocationCell[]> Cells =
        from stocks in Gen.Select(Stock, Stock, Gen.Int[0, 300]).Array[1, 12]
        select stocks.Select((stock, i) => new ReallocationCell(
            $"W{i / 3}", $"C{i % 3}", i % 3 == 0, stock.Item1, stock.Item2, stock.Item3 / 4m)).ToArray();

    private static readonly Gen<ReallocationRules> Rules =
        from flags in Gen.Select(Gen.Bool, Gen.Bool)
        from modes in Gen.Select(Gen.Enum<RoundingMode>(), Gen.Enum<FairShareMode>(), Gen.Enum<DeficitBasis>())
        select new ReallocationRules(flags.Item1, modes.Item1, flags.Item2, modes.Item2, modes.Item3);

    private static Dictionary<(string, string, string), long> Received(IEnumerable<Move> moves) =>
        moves.GroupBy(move => (move.SkuCode, move.ToWarehouse, move.ToChannel))
            .ToDictionary(group => group.Key, group => group.Sum(move => move.Qty));

    private sealed record Case(Policy Policy, Dictionary<string, string> MainChannels, List<Cell> Cells, List<Move> Moves)
    {
        public List<Move> Recommended() =>
        [
            .. Cells.GroupBy(cell => cell.SkuCode).SelectMany(sku => Reallocation.Recommend(
                [
                    .. sku.Select(cell => new ReallocationCell(
                        cell.WarehouseName, cell.Channel, MainChannels.GetValueOrDefault(cell.WarehouseName) == cell.Channel,
                        cell.StockAtAnchor, cell.StockClosing, cell.Stdstock)),
                ],
                Policy.Rules).Select(move => new Move(sku.Key, move.From.Warehouse, move.From.Channel,
                    move.To.Warehouse, move.To.Channel, move.Quantity, move.ReasonText))),
        ];
    }

    private sealed record Policy(
        bool TakeFromOtherMain, string RoundingMode, bool AllowOverfill, string FairShareMode, string DeficitBasis)
    {
        public ReallocationRules Rules => new(
            TakeFromOtherMain, SnakeName.Parse<RoundingMode>(RoundingMode), AllowOverfill,
            SnakeName.Parse<FairShareMode>(FairShareMode), SnakeName.Parse<DeficitBasis>(DeficitBasis));
    }

    private sealed record Cell(
        string SkuCode, string WarehouseName, string Channel, decimal StockAtAnchor, decimal StockClosing, decimal Stdstock);

    private sealed record Move(
        string SkuCode, string FromWarehouse, string FromChannel, string ToWarehouse, string ToChannel, long Qty, string Reason);
}
