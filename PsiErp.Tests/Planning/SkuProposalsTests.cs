using CsCheck;
using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

/// <summary>What to make, and what to send before that.</summary>
public class SkuProposalsTests
{
    private static readonly ProposalTerms Make = new(
        ProposalMode.Make, MoveMethod.LeastCost, ProposalPlan.WaysOf(default), new ReallocationRules());

    [Fact]
    public void For_AnyPlan_MovingThenMaking_AsksForNoMoreProductionThanMakingAlone() => Sample((plan, production) =>
    {
        var terms = new ProposalTerms(ProposalMode.MoveThenMake, MoveMethod.LeastCost, plan.Ways, plan.Rules);
        var both = SkuProposals.For(plan.Places, terms, production);
        var alone = SkuProposals.For(plan.Places, terms with { Mode = ProposalMode.Make }, production);

        Assert.True(both.Production.Sum(one => one.Quantity) <= alone.Production.Sum(one => one.Quantity));
    });

    [Fact]
    public void For_AnyPlan_MakesWholeLots_OnWorkingDays_NotSoonerThanItCan_AndThenNothingIsShort() => Sample((plan, production) =>
    {
        var terms = new ProposalTerms(ProposalMode.MoveThenMake, MoveMethod.LeastCost, plan.Ways, plan.Rules);
        var proposal = SkuProposals.For(plan.Places, terms, production);

        Assert.All(proposal.Production, one =>
        {
            var day = ProposalPlan.First.AddDays(one.Day);
            Assert.True(one.Quantity >= production.Minimum && one.Quantity % production.Lot == 0);
            Assert.True(ProposalPlan.IsWeekday(day) && day >= production.Earliest);
        });
        var after = SkuProposals.After(plan.Places, proposal.Moves, proposal.Production);
        for (var place = 0; place < after.Length; place++)
        {
            for (var day = 0; day < ProposalPlan.Days; day++)
            {
                if (production.LastBefore(ProposalPlan.First.AddDays(day)) is not null)
                    Assert.True(after[place].Closing(day) >= after[place].Safety(day));
            }
            Assert.Equal(after[place].Days() != default, proposal.Unmet.Any(unmet => unmet.Place == place));
        }
    });

    [Fact]
    public void For_LeadTimeOverAWeekend_IsCountedInWorkingDays()
    {
        // 4 December 2026 is a Friday
        var production = new ProductionTerms(new DateOnly(2026, 12, 4), ProposalPlan.IsWeekday, LeadTimeDays: 2);

        Assert.Equal(new DateOnly(2026, 12, 8), production.Earliest);
    }

    [Fact]
    public void For_ShortBeforeItCanBeMade_SaysWhen_AndMakesItThen()
    {
        var place = ProposalPlan.Place("W0", "C0", true, 10, 5, 40, -10, -10, -10, -10, 0);
        var production = new ProductionTerms(ProposalPlan.First, _ => true, LeadTimeDays: 2, Minimum: 30, Lot: 20);

        var proposal = SkuProposals.For([place], Make, production);

        Assert.Equal([new ProposedProduction(0, 2, 40, 2)], proposal.Production);
        var unmet = Assert.Single(proposal.Unmet);
        Assert.Equal(new UnmetNeed(
            0, new FirstAlert(Alert.StockOut, ProposalPlan.First.AddDays(1)), UnmetReason.LeadTime, ProposalPlan.First.AddDays(2)), unmet);
    }

    [Fact]
    public void For_AimAtStandard_BringsStockUpToIt()
    {
        var place = ProposalPlan.Place("W0", "C0", true, 20, 5, 40, -10, -10, 0, 0);
        var production = new ProductionTerms(ProposalPlan.First, _ => true, Aim: ProductionAim.Standard);

        Assert.Equal([new ProposedProduction(0, 1, 40, 1)], SkuProposals.For([place], Make, production).Production);
    }

    [Fact]
    public void For_MoveOnly_NothingToSpareElsewhere_SaysSo()
    {
        var proposal = SkuProposals.For(
            [
                ProposalPlan.Place("W0", "C0", true, 0, 5, 40, -10, -10),
                ProposalPlan.Place("W0", "C1", false, 5, 5, 40, 0, 0),
            ],
            Make with { Mode = ProposalMode.Move }, new ProductionTerms(ProposalPlan.First, _ => true));

        Assert.Empty(proposal.Moves);
        Assert.Equal(UnmetReason.NothingToSpare, Assert.Single(proposal.Unmet).Reason);
    }

    private static void Sample(Action<ProposalPlan, ProductionTerms> holds) =>
        Gen.Select(ProposalPlan.Any, ProposalPlan.AnyProduction).Sample((plan, production) => holds(plan, production), iter: 500);
}
