using CsCheck;
using PsiErp.Planning;
using static PsiErp.Tests.Planning.Plans;

namespace PsiErp.Tests.Planning;

public class DaysOfSupplyTests
{
    [Fact]
    public void Supply_StockGivesOutDuringADay_CountsItsFraction()
    {
        var days = Projection.Project([Day(0, anchor: 57), Day(1, sales: 11), Day(2, sales: 13), Day(3, sales: 15), Day(4, sales: 20)]);

        // 57 − 11 − 13 − 15 leaves 18 of the 20 that the fourth day sells
        Assert.Equal(new Coverage(3.9m, false), days[0].Supply);
    }

    [Fact]
    public void Supply_StockOutlastsTheHorizon_IsMoreThanTheDaysLeft() =>
        Assert.Equal(new Coverage(2, true), Projection.Project([Day(0, anchor: 30), Day(1, sales: 10), Day(2, sales: 20)])[0].Supply);

    [Fact]
    public void Supply_StockUnderZero_CoversNothing() =>
        Assert.Equal(new Coverage(0, false), Projection.Project([Day(0, sales: 1), Day(1)])[0].Supply);

    [Fact]
    public void Supply_NothingInStock_CoversDaysThatSellNothing() =>
        Assert.Equal(new Coverage(1, false), Projection.Project([Day(0), Day(1), Day(2, sales: 5)])[0].Supply);

    [Fact]
    public void Supply_AnyPlan_IsWhatSubtractingDayByDaySays() => Projected.Sample(days =>
    {
        for (var i = 0; i < days.Length; i++)
        {
            if (days[i].Supply != CountedDayByDay(days, i)) return false;
        }
        return true;
    });

    private static Coverage CountedDayByDay(ProjectedDay[] days, int from)
    {
        var (stock, covered) = (days[from].Closing, 0);
        if (stock < 0) return new Coverage(0, false);
        foreach (var day in days[(from + 1)..])
        {
            if (day.Sales > stock) return new Coverage(Math.Round(covered + stock / day.Sales, 6), false);
            stock -= day.Sales;
            covered++;
        }
        return new Coverage(covered, true);
    }
}
