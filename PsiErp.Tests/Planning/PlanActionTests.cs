using CsCheck;
using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

/// <summary>What can be done to many series at once, on one of them.</summary>
public class PlanActionTests
{
    private static readonly DateOnly First = new(2026, 12, 1);

    [Fact]
    public void Scale_WholeUnits_StaysInWholeUnits_AndOnTheDaysThatAreMeant()
    {
        var action = new PlanAction(PlanActionKind.Scale, First, First.AddDays(1)) { Percent = 110 };

        var edits = action.On([Day(0, sales: 5), Day(1, sales: 14), Day(2, sales: 7)], []);

        Assert.Equal([new DayEdit(First, Sales: 6), new DayEdit(First.AddDays(1), Sales: 15)], edits);
    }

    [Fact]
    public void Scale_PartsOfUnits_AreKeptAsFineAsTheyWere()
    {
        var action = new PlanAction(PlanActionKind.Scale, First, First) { Percent = 50 };

        Assert.Equal([new DayEdit(First, Sales: 0.63m)], action.On([Day(0, sales: 1.25m)], []));
    }

    [Fact]
    public void Scale_BackToTheImportedValue_NeedsNoOverride()
    {
        var action = new PlanAction(PlanActionKind.Scale, First, First) { Percent = 50 };

        Assert.Equal([new DayEdit(First, Production: 3)], action.On([Day(0, sales: 10)], [new DayEdit(First, 3, 20)]));
    }

    [Fact]
    public void Shift_Later_MovesProductionOntoOtherDays_AndAddsToWhatIsThere()
    {
        var action = new PlanAction(PlanActionKind.Shift, First, First.AddDays(1)) { Days = 2 };

        var edits = action.On([Day(0, production: 5), Day(1, production: 7), Day(2, production: 1)], []);

        Assert.Equal([0m, 0m, 6m, 7m], edits.OrderBy(edit => edit.Date).Select(edit => edit.Production));
    }

    [Fact]
    public void Fill_ToSafety_GivesEachDayWhatItLacks_AfterWhatWasFilledBefore()
    {
        var action = new PlanAction(PlanActionKind.FillToSafety, First, First.AddDays(9));
        BaseDay[] days = [Day(0, sales: 8, safety: 5) with { Opening = 10 }, Day(1, sales: 1.5m, safety: 5), Day(2, safety: 5)];

        var edits = action.On(days, []);

        Assert.Equal([new DayEdit(First, 3), new DayEdit(First.AddDays(1), 2)], edits);
    }

    [Fact]
    public void Fill_BeforeTheCount_DoesNothing_WhichCouldNotHelp()
    {
        var action = new PlanAction(PlanActionKind.FillToStandard, First, First.AddDays(9));
        BaseDay[] days = [Day(0, sales: 5) with { Standard = 90 }, Day(1) with { Opening = 40, Standard = 50 }];

        Assert.Equal([new DayEdit(First.AddDays(1), 10)], action.On(days, []));
    }

    [Fact]
    public void Copy_TakesWhatDiffers_AndLeavesTheRest()
    {
        var action = new PlanAction(PlanActionKind.CopyFrom, First, First.AddDays(9));
        PlanDay[] other = [PlanDay.Of(Day(0, production: 5, sales: 2)), PlanDay.Of(Day(1, sales: 4))];

        Assert.Equal([new DayEdit(First, Production: 5)], action.On([Day(0, sales: 2), Day(1, sales: 4)], [], other));
    }

    [Fact]
    public void Fill_AnyPlan_IsNowhereUnderTheLevelFromTheCountOn() =>
        Gen.Select(Gen.Int[0, 50], Gen.Int[0, 40], Gen.Int[0, 60]).Array[1, 20].Sample(values =>
        {
            BaseDay[] days = [.. values.Select((value, i) => Day(i, value.Item1, value.Item2, value.Item3))];
            days[0] = days[0] with { Opening = 30 };

            var edits = new PlanAction(PlanActionKind.FillToSafety, First, First.AddDays(99)).On(days, []);

            var filled = Projection.Roll(PlanDay.Overlay(days, [.. edits.OrderBy(edit => edit.Date)]));
            Assert.All(filled, day => Assert.True(day.Closing >= day.Safety));
        });

    private static BaseDay Day(int day, decimal? production = null, decimal? sales = null, decimal? safety = null) =>
        new(First.AddDays(day), Production: production, Sales: sales, Safety: safety);
}
