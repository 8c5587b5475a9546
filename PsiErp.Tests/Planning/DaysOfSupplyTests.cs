using CsCheck;
using PsiErp.Planning;
using static PsiErp.Tests.Planning.Plans;

namespace PsiErp.Tests.Planning;

public class DaysOfSupplyTests
{
    [Fact]
    public void Supply_StockGivesOutDuringADay_CountsItsFraction()
    {
        var days = Rolled([Day(0, anchor: 57), Day(1, sales: 11), Day(2, sales: 13), Day(3, sales: 15), Day(4, sales: 20)]);

        // 57 − 11 − 13 − 15 leaves 18 of the 20 that the fourth day sells
        Assert.Equal(new Coverage(3.9m, false), days[0].Supply);
    }

    [Fact]
    public void Supply_StockOutlastsTheHorizon_IsMoreThanTheDaysLeft() =>
        Assert.Equal(new Coverage(2, true), Rolled([Day(0, anchor: 30), Day(1, sales: 10), Day(2, sales: 20)])[0].Supply);

    [Fact]
    public void Supply_StockUnderZero_CoversNothing() =>
        Assert.Equal(new Coverage(0, false), Rolled([Day(0, sales: 1), Day(1)])[0].Supply);

    [Fact]
    public void Supply_NothingInStock_CoversDaysThatSellNothing() =>
        Assert.Equal(new Coverage(1, false), Rolled([Day(0), Day(1), Day(2, sales: 5)])[0].Supply);

    [Fact]
    public void Supply_OneRowAWeek_CountsCalendarDays()
    {
        var days = Rolled(Day(0, anchor: 40), Day(7, sales: 10), Day(14, sales: 10), Day(21, sales: 10), Day(28, sales: 10));

        Assert.Equal(new Coverage(28, true), days[0].Supply);
        Assert.Equal(new Coverage(28, true), DaysOfSupply.OfFirst(days));
    }

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
        var sales = days.ToDictionary(day => day.Date, day => day.Sales);
        for (var date = days[from].Date.AddDays(1); date <= days[^1].Date; date = date.AddDays(1), covered++)
        {
            var sold = sales.GetValueOrDefault(date);
            if (sold > stock) return new Coverage(Math.Round(covered + stock / sold, 6), false);
            stock -= sold;
        }
        return new Coverage(covered, true);
    }
}
