using PsiErp.Planning;
using static PsiErp.Tests.Planning.Plans;

namespace PsiErp.Tests.Planning;

public class OverlayTests
{
    [Fact]
    public void Overlay_EditOfAnImportedDay_WinsOverTheImportedValueOnly()
    {
        var plan = PlanDay.Overlay(
            [new BaseDay(FirstDay, Production: 1, Sales: 2, Safety: 3)], [new DayEdit(FirstDay, Sales: 0)]);

        Assert.Equal((1m, 0m, 3m), (plan[0].Production, plan[0].Sales, plan[0].Safety));
    }

    [Fact]
    public void Overlay_EditOfADayThatIsNotImported_MakesTheDayWithZeros()
    {
        var plan = PlanDay.Overlay(
            [new BaseDay(FirstDay.AddDays(1), Production: 1)],
            [new DayEdit(FirstDay, Production: 5), new DayEdit(FirstDay.AddDays(2), Sales: 6)]);

        Assert.Equal([FirstDay, FirstDay.AddDays(1), FirstDay.AddDays(2)], plan.ToArray().Select(day => day.Date));
        Assert.Equal((5m, 0m, 0m), (plan[0].Production, plan[0].Sales, plan[0].Safety));
        Assert.Equal((0m, 6m), (plan[2].Production, plan[2].Sales));
    }

    [Fact]
    public void Overlay_BlankImportedValues_CountAsNoFlowAndUnknownLevels()
    {
        var day = PlanDay.Overlay([new BaseDay(FirstDay)], [])[0];

        Assert.Equal((0m, 0m), (day.Production, day.Sales));
        Assert.Null(day.Safety);
        Assert.Null(day.Standard);
    }
}
