using CsCheck;
using PsiErp.Planning;
using static PsiErp.Tests.Planning.Plans;

namespace PsiErp.Tests.Planning;

public class SurplusOrdersTests
{
    [Fact]
    public void Of_OrderThatStandardStockNeedsNot_IsSurplus()
    {
        var days = Rolled(
            Day(0, anchor: 100, sales: 10, standard: 50), Day(1, production: 30, sales: 10, standard: 50), Day(2, sales: 10, standard: 50));

        Assert.Equal(new SurplusOrders(FirstDay.AddDays(1), 1, 30), SurplusOrders.Of(days));
    }

    [Fact]
    public void Of_OrderThatIsNeededInPart_IsNotSurplus() => Assert.Equal(default, SurplusOrders.Of(Rolled(
        Day(0, anchor: 100, sales: 10, standard: 50), Day(1, production: 30, sales: 40, standard: 50), Day(2, sales: 10, standard: 50))));

    [Fact]
    public void Of_SeveralOrders_LeavesTheLatestOutFirst()
    {
        var days = Rolled(
            Day(0, anchor: 60, production: 20, safety: 50), Day(1, production: 25, safety: 50), Day(2, production: 5, safety: 50));

        // 60 are spare at the end: 5 and 25 go, and 20 more as well
        Assert.Equal(new SurplusOrders(FirstDay, 3, 50), SurplusOrders.Of(days));
        Assert.Equal(new SurplusOrders(FirstDay.AddDays(1), 2, 30), SurplusOrders.Of(Rolled(
            Day(0, anchor: 45, production: 20, safety: 50), Day(1, production: 25, safety: 50), Day(2, production: 5, safety: 50))));
    }

    [Fact]
    public void Of_WithoutALevelOrBeforeTheCount_SaysNothing()
    {
        Assert.Equal(default, SurplusOrders.Of(Rolled(Day(0, anchor: 100), Day(1, production: 30))));
        Assert.Equal(default, SurplusOrders.Of(Rolled(
            Day(0, production: 30, standard: 10), Day(1, anchor: 100, standard: 10), Day(2, standard: 10))));
        Assert.Equal(default, SurplusOrders.Of(RolledAsOf(
            FirstDay.AddDays(1), Day(0, anchor: 100, standard: 10), Day(1, production: 30, standard: 10), Day(2, standard: 10))));
    }

    [Fact]
    public void Of_AnyPlan_LeftOutNeverTakesStockUnderItsLevel() => Imported.Sample(imported =>
    {
        var plan = PlanDay.Overlay(imported, []).ToArray();
        var before = Projection.Roll(plan);
        var surplus = SurplusOrders.Of(before);
        var (left, orders) = (surplus.Quantity, 0);
        // From the latest on, as long as something is left to take out
        for (var i = plan.Length - 1; i >= 0 && left > 0; i--)
        {
            var without = plan.ToArray();
            without[i] = plan[i] with { Production = 0 };
            if (plan[i].Production <= 0 || plan[i].Production > left || !Holds(without, i)) continue;
            (plan, left, orders) = (without, left - plan[i].Production, orders + 1);
        }
        return left == 0 && orders == surplus.Orders;

        static bool Holds(PlanDay[] plan, int from) => Projection.Roll(plan)[from..]
            .All(day => day.Closing >= Math.Max(day.Standard ?? 0, day.Safety ?? 0));
    });
}
