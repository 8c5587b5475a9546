using CsCheck;
using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

/// <summary>What to send where, so that most is mended for the least.</summary>
public class LeastCostMovesTests
{
    [Fact]
    public void Propose_AnyPlan_TakesNoDonorUnderItsSafetyStockOnALaterDay_AndMakesNothingNegative() => Sample((plan, moves) =>
    {
        var after = SkuProposals.After(plan.Places, moves, []);
        for (var place = 0; place < plan.Places.Count; place++)
        {
            var before = plan.Places[place].Path;
            for (var day = 0; day < ProposalPlan.Days; day++)
            {
                if (moves.Any(move => move.From == place && move.Leaves <= day))
                    Assert.True(after[place].Closing(day) >= before.Safety(day));
                if (before.Closing(day) >= 0) Assert.True(after[place].Closing(day) >= 0);
            }
        }
    });

    [Fact]
    public void Propose_AnyPlan_MovesWholeLots_WhichArriveAfterTheirTransit() => Sample((plan, moves) => Assert.All(moves, move =>
    {
        var terms = plan.Terms(move);
        Assert.True(move.Quantity > 0 && move.Quantity % terms.Lot == 0);
        Assert.Equal(move.Leaves + terms.TransitDays, move.Arrives);
        Assert.NotEqual(move.From, move.To);
    }));

    [Fact]
    public void Propose_AnyPlan_MendsNoLessThanThePolicy_AndForTheSameCostsNoMore() => Sample((plan, moves) =>
    {
        var policy = LeastCostMoves.ByPolicy(plan.Places, plan.Ways, plan.Rules);
        var (ours, theirs, nothing) = (plan.Left(moves), plan.Left(policy), plan.Left([]));
        Assert.True(ours <= theirs && ours <= nothing);
        if (ours == theirs) Assert.True(plan.CostOf(moves) <= plan.CostOf(policy));
    });

    [Fact]
    public void Propose_OfTwoThatCanHelp_TakesTheNearOne()
    {
        var moves = LeastCostMoves.Propose(
            [
                ProposalPlan.Place("W0", "C0", true, 20, 5, 50, -10, -10, -10),
                ProposalPlan.Place("W0", "C1", false, 100, 5, 50, -1, -1, -1),
                ProposalPlan.Place("W1", "C0", false, 300, 5, 50, -1, -1, -1),
            ],
            ProposalPlan.WaysOf(new MoveLane(0, 10)));

        Assert.Equal([new ProposedMove(1, 0, 1, 1, 15)], moves);
    }

    [Fact]
    public void Propose_DonorThatGetsMoreLater_GivesWhatItThenCanSpare()
    {
        var moves = LeastCostMoves.Propose(
            [
                ProposalPlan.Place("W0", "C0", true, 30, 0, 50, -10, -10, -10, -10, -10),
                ProposalPlan.Place("W0", "C1", false, 10, 10, 50, 0, 0, 80, 0, 0),
            ],
            ProposalPlan.WaysOf(default));

        Assert.Equal([new ProposedMove(1, 0, 3, 3, 20)], moves);
    }

    [Fact]
    public void Propose_LongWay_MendsOnlyDaysAfterItArrives_InWholeLots()
    {
        var moves = LeastCostMoves.Propose(
            [
                ProposalPlan.Place("W0", "C0", true, 0, 0, 50, -5, 0, 0, -5, 0),
                ProposalPlan.Place("W1", "C0", true, 100, 0, 50, 0, 0, 0, 0, 0),
            ],
            ProposalPlan.WaysOf(new MoveLane(2, 1, LotSize: 12)));

        Assert.Equal([new ProposedMove(1, 0, 0, 2, 12)], moves);
    }

    [Fact]
    public void Propose_TooLittleForAll_MendsWhereItMendsMostDays()
    {
        var moves = LeastCostMoves.Propose(
            [
                ProposalPlan.Place("W0", "C0", true, -100, 0, 0, 0, 0, 0, 0),
                ProposalPlan.Place("W0", "C1", false, -10, 0, 0, 0, 0, 0, 0),
                ProposalPlan.Place("W0", "C2", false, 60, 0, 0, 0, 0, 0, 0),
            ],
            ProposalPlan.WaysOf(default));

        Assert.Equal([new ProposedMove(2, 1, 0, 0, 10)], moves);
    }

    [Fact]
    public void Spare_DaysThatAreCounted_AreNotGivenFrom()
    {
        PlanDay[] days =
        [
            Plans.Day(0, anchor: 50), Plans.Day(1, anchor: 40), Plans.Day(2, sales: 10, safety: 5), Plans.Day(3, sales: 5, safety: 5),
        ];
        var path = new StockPath(
            Projection.Roll(days, Plans.FirstDay.AddDays(1)), Plans.FirstDay, Plans.FirstDay.AddDays(3));

        Assert.Equal(2, path.First);
        Assert.Equal([0m, 0m, 20m, 20m], path.Spare());
    }

    private static void Sample(Action<ProposalPlan, IReadOnlyList<ProposedMove>> holds) =>
        ProposalPlan.Any.Sample(plan => holds(plan, LeastCostMoves.Propose(plan.Places, plan.Ways, plan.Rules)), iter: 500);
}
