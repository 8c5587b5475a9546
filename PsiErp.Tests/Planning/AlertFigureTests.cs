using PsiErp.Planning;
using static PsiErp.Tests.Planning.Plans;

namespace PsiErp.Tests.Planning;

public class AlertFigureTests
{
    [Fact]
    public void Of_StockOut_SaysDaysUnitsAndWhetherItComesWithinLeadTime()
    {
        var summary = SeriesSummary.Of(Rolled(
            Day(0, anchor: 10, sales: 5), Day(1, sales: 8), Day(2, sales: 9), Day(3, production: 20, safety: 30)));

        var stockOut = new AlertFigure(SeriesAlert.StockOut, FirstDay.AddDays(1), 2, 12);
        Assert.Equal([stockOut], AlertFigure.Of(summary, FirstDay, null));
        Assert.Equal([stockOut], AlertFigure.Of(summary, FirstDay, 0));
        Assert.Equal(
            [stockOut with { Alert = SeriesAlert.Potential }, stockOut], AlertFigure.Of(summary, FirstDay, 1));
    }

    [Fact]
    public void Of_ShortAndOver_SaysByHowMuchAtTheWorst()
    {
        var shortage = SeriesSummary.Of(Rolled(Day(0, anchor: 10, sales: 4, safety: 8), Day(1, sales: 3, safety: 8)));
        var over = SeriesSummary.Of(Rolled(
            Day(0, anchor: 40, sales: 1, standard: 20), Day(1, sales: 3, standard: 20), Day(2, sales: 12, standard: 20)));

        Assert.Equal([new AlertFigure(SeriesAlert.Shortage, FirstDay, 2, 5)], AlertFigure.Of(shortage, FirstDay, 9));
        Assert.Equal([new AlertFigure(SeriesAlert.Over, FirstDay, 2, 9)], AlertFigure.Of(over, FirstDay, 9));
    }

    [Fact]
    public void Of_CountSurplusAndData_AreSaidBesideTheGravest()
    {
        var counted = SeriesSummary.Of(Rolled(Day(0, anchor: 30, sales: 1, safety: 1), Day(1, anchor: 25, production: 2, safety: 1)));
        var bare = SeriesSummary.Of(Rolled(Day(0, anchor: 1)));

        Assert.Equal(
            [
                new AlertFigure(SeriesAlert.SurplusOrder, FirstDay.AddDays(1), 1, 2),
                new AlertFigure(SeriesAlert.CountDiffers, FirstDay.AddDays(1), 1, -4),
            ],
            AlertFigure.Of(counted, FirstDay, null));
        Assert.Equal([new AlertFigure(SeriesAlert.Data, null, 0, null)], AlertFigure.Of(bare, FirstDay, null));
        Assert.Equal(DataGaps.NoSales | DataGaps.NoLevels, bare.Gaps);
        Assert.Equal(DataGaps.None, counted.Gaps);
    }
}
