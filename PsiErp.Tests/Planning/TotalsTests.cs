using CsCheck;
using PsiErp.Planning;
using static PsiErp.Tests.Planning.Plans;

namespace PsiErp.Tests.Planning;

public class TotalsTests
{
    [Fact]
    public void Sum_SeriesLacksADay_CarriesItsLastClosingOn()
    {
        var full = Rolled([Day(0, anchor: 10), Day(1, sales: 1), Day(2)]);
        var gappy = Rolled([Day(0, anchor: 5, safety: 2), Day(2, sales: 3, safety: 2)]);

        var total = Totals.Sum([full, gappy]);

        Assert.Equal([15m, 14m, 11m], total.Select(day => day.Closing));
        Assert.Equal([2m, 2m, 2m], total.Select(day => day.Safety!.Value));
    }

    [Fact]
    public void Sum_SeriesBeginsLater_CountsFromItsFirstDay()
    {
        var total = Totals.Sum([Rolled([Day(0, anchor: 10), Day(1)]), Rolled([Day(1, anchor: 5)])]);

        Assert.Equal([10m, 15m], total.Select(day => day.Closing));
    }

    [Fact]
    public void Sum_AnySeries_AddsFlowsUpPerDay() => Projected.Array[1, 5].Sample(series =>
    {
        var total = Totals.Sum(series);
        return total.Sum(day => day.Production) == series.Sum(days => days.Sum(day => day.Production))
            && total.Sum(day => day.NetFlow) == series.Sum(days => days.Sum(day => day.NetFlow))
            && total[^1].Closing == series.Sum(days => days[^1].Closing);
    });

    [Fact]
    public void Sum_OneSeries_IsThatSeries() => Projected.Sample(days =>
        Totals.Sum([days]).Select(day => (day.Date, day.Opening, day.Closing, day.Supply))
            .SequenceEqual(days.Select(day => (day.Date, day.Opening, day.Closing, day.Supply))));
}
