using CsCheck;
using PsiErp.Planning;
using static PsiErp.Tests.Planning.Plans;

namespace PsiErp.Tests.Planning;

public class ProjectionTests
{
    [Fact]
    public void Project_FirstDayHasAnchor_StockRollsForwardFromIt()
    {
        var days = Rolled([Day(0, production: 10, sales: 4, anchor: 100), Day(1, sales: 50), Day(2, sales: 70)]);

        Assert.Equal([100m, 106m, 56m], days.Select(day => day.Opening));
        Assert.Equal([106m, 56m, -14m], days.Select(day => day.Closing));
        Assert.Equal([Alert.None, Alert.None, Alert.StockOut], days.Select(day => day.Alert));
    }

    [Fact]
    public void Project_LaterCountDiffers_ChainGoesOnAndSaysSo()
    {
        var days = Rolled(Day(0, sales: 10, anchor: 100), Day(1, sales: 10, anchor: 40), Day(2, anchor: 80));

        Assert.Equal([100m, 90m, 80m], days.Select(day => day.Opening));
        Assert.Equal([false, true, false], days.Select(day => day.CountDiffers));
    }

    [Fact]
    public void Project_EditOnADayBeforeTheCount_EatsNoneOfIt()
    {
        var days = Project([new BaseDay(FirstDay, Opening: 40, Sales: 5)], new DayEdit(FirstDay.AddDays(-1), Sales: 43));

        Assert.Equal([83m, 40m], days.Select(day => day.Opening));
        Assert.Equal([40m, 35m], days.Select(day => day.Closing));
    }

    [Fact]
    public void Project_FirstCountIsLater_EarlierDaysAreRolledBackwards()
    {
        var days = Rolled(Day(0, sales: 10), Day(1, production: 5), Day(2, anchor: 90));

        Assert.Equal([95m, 85m, 90m], days.Select(day => day.Opening));
    }

    [Fact]
    public void Project_OnlyClosingsAreReported_ChainHangsOnTheFirst()
    {
        var days = Rolled(Day(0, sales: 10) with { Reported = 90 }, Day(1, sales: 10) with { Reported = 70 });

        Assert.Equal([90m, 80m], days.Select(day => day.Closing));
    }

    [Fact]
    public void Project_OpeningAndClosingAreReported_TheOpeningHolds() =>
        Assert.Equal(20, Rolled(Day(0) with { Reported = 90 }, Day(1, anchor: 20))[0].Opening);

    [Fact]
    public void Project_NothingIsReported_StartsFromZero() => Assert.Equal(2, Rolled(Day(0, production: 2))[0].Closing);

    [Fact]
    public void Project_AnyPlanWithAnyEdits_IsWhatAnotherWayOfCountingSays() => Gen.Select(Imported, Plans.Edits).Sample((days, edits) =>
        Project(days, edits).Select(day => (day.Date, day.Opening, day.Closing)).SequenceEqual(PlainProjection.Of(days, edits)));

    [Fact]
    public void Project_AnyEdits_LeaveTheStockThatTheChainHangsOn() => Gen.Select(Imported, Plans.Edits).Sample((days, edits) =>
        days.FirstOrDefault(day => day.Opening is not null) is not { Opening: { } counted } hook
        || Project(days, edits).Single(day => day.Date == hook.Date).Opening == counted);

    [Fact]
    public void Project_DerivedFigures_FollowTheirFormulas()
    {
        var day = Rolled([Day(0, 5, 4, safety: 8, anchor: 10, standard: 12, move: -2)])[0];

        Assert.Equal(-1, day.NetFlow);
        Assert.Equal(9, day.Closing);
        Assert.Equal(1, day.Movable);
        Assert.Equal(-2, day.Gap);
        Assert.Equal(2.25m, day.InventoryDays);
    }

    [Fact]
    public void Project_NoSalesOrNoStandard_InventoryDaysAndGapAreUnknown()
    {
        var day = Rolled([Day(0, anchor: 10)])[0];

        Assert.Null(day.InventoryDays);
        Assert.Null(day.Gap);
        Assert.Equal(10, day.Movable);
    }

    [Theory]
    [InlineData(9, 10, null, Alert.Shortage)]
    [InlineData(10, 10, null, Alert.None)]
    [InlineData(15, null, 10, Alert.None)]
    [InlineData(15.000001, null, 10, Alert.Over)]
    [InlineData(0, null, 0, Alert.None)]
    [InlineData(5, null, 0, Alert.None)]
    public void Alert_AtTheLimits_IsAsDefined(double closing, int? safety, int? standard, Alert expected) =>
        Assert.Equal(expected, Rolled([Day(0, anchor: (decimal)closing, safety: safety, standard: standard)])[0].Alert);

    [Fact]
    public void Project_AnyPlan_LastClosingIsFirstOpeningPlusAllFlows() => Projected.Sample(days =>
        days[^1].Closing == days[0].Opening + days.Sum(day => day.Production - day.Sales + day.ChannelMove));

    [Fact]
    public void Project_AnyPlan_EveryDayOpensWithWhatTheOneBeforeLeft() => Projected.Sample(days =>
        days.Zip(days.Skip(1)).All(pair => pair.Second.Opening == pair.First.Closing));

    [Fact]
    public void Project_Twice_ChangesNothing() => Imported.Sample(days => Project(days).SequenceEqual(Project(days)));

    [Fact]
    public void Project_EditAfterTheCount_MovesThatDayAndAllLaterOnesByTheSameAmount() =>
        Gen.Select(Imported, Gen.Int[0, 59], Units).Sample((days, place, production) =>
        {
            days[0] = days[0] with { Opening = days[0].Opening ?? 0 };
            var day = days[place % days.Length];
            var before = Project(days);
            var after = Project(days, new DayEdit(day.Date, Production: production));
            var difference = production - (day.Production ?? 0);
            return before.Zip(after).All(pair => pair.First.Date < day.Date
                ? pair.First == pair.Second with { Supply = pair.First.Supply }
                : pair.Second.Closing - pair.First.Closing == difference);
        });

    [Fact]
    public void Project_EditPutBack_RestoresEveryNumber() =>
        Gen.Select(Imported, Gen.Int[0, 59]).Sample((days, place) =>
        {
            var day = days[place % days.Length];
            var restored = Project(days, new DayEdit(day.Date, day.Production, day.Sales, day.Safety));
            return Project(days).SequenceEqual(restored);
        });

    [Fact]
    public void Project_ChannelMoves_CancelOutOverTheChannelsOfAWarehouse() =>
        Gen.Select(Imported, Units, Gen.Int[0, 59]).Sample((days, moved, place) =>
        {
            var plan = PlanDay.Overlay(days, []).ToArray();
            var at = place % plan.Length;
            var still = Totals.Sum([Rolled(plan), Rolled(plan)]);
            var shifted = Totals.Sum([Rolled(Move(plan, at, moved)), Rolled(Move(plan, at, -moved))]);
            return still.SequenceEqual(shifted);
        });

    private static PlanDay[] Move(PlanDay[] plan, int at, decimal quantity) =>
        [.. plan.Select((day, i) => i == at ? day with { ChannelMove = quantity } : day)];
}
