using System.Globalization;
using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

/// <summary>What can be done to selected days of one value.</summary>
public class CellActionTests
{
    // A Tuesday
    private static readonly DateOnly First = new(2026, 12, 1);

    [Theory]
    [InlineData("3", "8", "3")]
    [InlineData("-7", "0", null)]
    [InlineData("0.25", "5.25", "0.25")]
    public void Add_OnADay_IsOnTopOfWhatIsThere_AndNeverUnderZero(string quantity, string expected, string? onNothing)
    {
        var action = Cells(PlanActionKind.Add, 0, 1, EditField.InboundQty) with { Quantity = Number(quantity)!.Value };

        var edits = action.On([Day(0, production: 5), Day(1), Day(2)], []).ToDictionary(edit => edit.Date);

        Assert.Equal(Number(expected), edits[First].Production);
        Assert.Equal(Number(onNothing), edits[First.AddDays(1)].Production);
        Assert.Equal(2, edits.Count);
    }

    [Fact]
    public void Set_InWeeks_IsTheSumOfEachWeek_OverItsWorkingDaysWhereNothingWas()
    {
        var days = Enumerable.Range(0, 13).Select(day => Day(day, sales: day < 6 ? 0 : day - 5)).ToArray();
        var action = Cells(PlanActionKind.Set, 0, 12, EditField.OutboundQty) with
        {
            Quantity = 8,
            Bucket = Bucket.Week,
            IsWorking = day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
        };

        var plan = PlanDay.Overlay(days, [.. action.On(days, []).OrderBy(edit => edit.Date)]).ToArray();

        Assert.Equal([2, 2, 2, 2, 0, 0], plan[..6].Select(day => day.Sales));
        Assert.Equal(8, plan[6..].Sum(day => day.Sales));
        Assert.True(plan[^1].Sales > plan[6].Sales);
    }

    [Fact]
    public void Set_OfALevel_IsThatLevelOnEveryDay()
    {
        var action = Cells(PlanActionKind.Set, 0, 1, EditField.SafetyStock) with { Quantity = 30, Bucket = Bucket.Month };

        Assert.Equal([30m, 30m], action.On([Day(0), Day(1)], []).Select(edit => edit.Safety!.Value));
    }

    [Fact]
    public void Spread_GoesByTheWeekdaysOfTheLastWeeks_AndAddsUpExactly()
    {
        // Two weeks in which Tuesdays sold three times as much as Wednesdays
        BaseDay[] days =
        [
            .. Enumerable.Range(-14, 21).Select(day => Day(day, sales: (day + 14) % 7 == 0 ? 30 : (day + 14) % 7 == 1 ? 10 : 0)),
        ];
        var action = Cells(PlanActionKind.Spread, 0, 6, EditField.OutboundQty) with { Quantity = 101, Weeks = 2 };

        var plan = PlanDay.Overlay(days, [.. action.On(days, []).OrderBy(edit => edit.Date)]).ToArray()[14..];

        Assert.Equal([76, 25, 0, 0, 0, 0, 0], plan.Select(day => day.Sales));
    }

    [Fact]
    public void Average_IsThatOfTheSameWeekdays_OfAsManyWeeksAsAreAsked()
    {
        BaseDay[] days =
        [
            Day(-21, sales: 1000), Day(-14, sales: 4), Day(-13, sales: 1), Day(-7, sales: 9), Day(-6, sales: 2), Day(0, sales: 1),
            Day(1, sales: 7), Day(2, sales: 8),
        ];
        var action = Cells(PlanActionKind.Average, 0, 2, EditField.OutboundQty) with { Weeks = 2 };

        Assert.Equal(
            [new DayEdit(First, Sales: 7), new DayEdit(First.AddDays(1), Sales: 2)], action.On(days, []).OrderBy(edit => edit.Date));
    }

    [Fact]
    public void Shift_OfSales_LeavesProductionWhereItIs()
    {
        var action = Cells(PlanActionKind.Shift, 0, 0, EditField.OutboundQty) with { Days = 1 };

        Assert.Equal(
            [new DayEdit(First, Sales: 0), new DayEdit(First.AddDays(1), Sales: 9)],
            action.On([Day(0, production: 3, sales: 4), Day(1, sales: 5)], []).OrderBy(edit => edit.Date));
    }

    [Fact]
    public void Copy_OfOneValue_LeavesTheOthers()
    {
        var action = Cells(PlanActionKind.CopyFrom, 0, 0, EditField.OutboundQty);

        Assert.Equal(
            [new DayEdit(First, Sales: 8)],
            action.On([Day(0, production: 3, sales: 4)], [], PlanDay.Overlay([Day(0, production: 7, sales: 8)], [])));
    }

    [Fact]
    public void Fill_ByTerms_IsInWholeLots_OnWorkingDays_NotBeforeTheLeadTime()
    {
        var days = Enumerable.Range(0, 14)
            .Select(day => Day(day, sales: 5) with { Opening = day == 0 ? 20 : null, Safety = 10, Standard = 40 }).ToArray();
        static bool IsWorking(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        var safety = Cells(PlanActionKind.FillToSafety, 0, 13, EditField.InboundQty) with
        {
            Terms = new ProductionTerms(First, IsWorking, LeadTimeDays: 3, Lot: 12, CoverDays: 1),
        };

        var edits = safety.On(days, []).OrderBy(edit => edit.Date).ToList();
        var toStandard = (safety with { Kind = PlanActionKind.FillToStandard }).On(days, []).Sum(edit => edit.Production);

        Assert.All(edits, edit => Assert.True(edit.Production % 12 == 0 && IsWorking(edit.Date) && edit.Date >= First.AddDays(3)));
        Assert.Equal(First.AddDays(3), edits[0].Date);
        Assert.Equal(60, edits.Sum(edit => edit.Production));
        Assert.True(toStandard >= 90 && toStandard % 12 == 0);
    }

    private static PlanAction Cells(PlanActionKind kind, int from, int to, EditField field) =>
        new(kind, First.AddDays(from), First.AddDays(to)) { Field = field };

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static BaseDay Day(int day, decimal production = 0, decimal sales = 0) =>
        new(First.AddDays(day), Production: production, Sales: sales);
}
