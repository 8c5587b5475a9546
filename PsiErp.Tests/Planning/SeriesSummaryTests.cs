using CsCheck;
using PsiErp.Planning;
using static PsiErp.Tests.Planning.Plans;

namespace PsiErp.Tests.Planning;

public class SeriesSummaryTests
{
    [Fact]
    public void Of_StockRunsOutAndComesBack_NamesTheFirstDayOfEachAlert()
    {
        var summary = SeriesSummary.Of(Rolled(
        [
            Day(0, anchor: 100, safety: 20, standard: 40), Day(1, sales: 85, safety: 20), Day(2, sales: 20, safety: 20),
            Day(3, production: 30, safety: 20),
        ]));

        Assert.Equal(FirstDay, summary.OverDate);
        Assert.Equal(FirstDay.AddDays(1), summary.ShortageDate);
        Assert.Equal(FirstDay.AddDays(2), summary.StockOutDate);
        Assert.Equal((-5m, FirstDay.AddDays(2)), (summary.LowestStock, summary.LowestDate));
        Assert.Equal((30m, 105m, 25m), (summary.TotalProduction, summary.TotalSales, summary.Closing));
        Assert.Equal((1.75m, false), (summary.DaysOfSupply, summary.DaysOfSupplyBeyond));
    }

    [Fact]
    public void Of_NoDays_IsEmpty() => Assert.Equal(new SeriesSummary(), SeriesSummary.Of([]));

    [Fact]
    public void Of_AnyPlan_AgreesWithItsDays() => Projected.Sample(days =>
    {
        var summary = SeriesSummary.Of(days);
        return summary.LowestStock == days.Min(day => day.Closing)
            && summary.LowestDate == days.First(day => day.Closing == summary.LowestStock).Date
            && summary.StockOutDate == (days.Any(d => d.Closing < 0) ? days.First(d => d.Closing < 0).Date : null)
            && summary.Days == days.Length
            && (summary.DaysOfSupply, summary.DaysOfSupplyBeyond) == (days[0].Supply!.Value.Days, days[0].Supply!.Value.Beyond);
    });
}
