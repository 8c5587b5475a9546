using PsiErp.Planning;
using static PsiErp.Tests.Planning.Plans;

namespace PsiErp.Tests.Planning;

public sealed class ComparedFiguresTests
{
    // A Monday
    private static readonly DateOnly Monday = FirstDay;

    private static readonly ProjectedDay[] Plan =
        Rolled([Day(-364, sales: 7), Day(-363, sales: 2), Day(0, sales: 5), Day(1, sales: 5), Day(2, sales: 5)]);

    [Fact]
    public void LastYearsSales_AreThoseOfTheSameWeekday_AndADayWithoutAnyIsLeftOut()
    {
        var days = ComparedFigures.LastYearsSales(Plan, Monday, Monday.AddDays(2), Bucket.Day);
        var week = ComparedFigures.LastYearsSales(Plan, Monday, Monday.AddDays(2), Bucket.Week);

        Assert.Equal(new() { [Monday] = 7, [Monday.AddDays(1)] = 2 }, days);
        Assert.Equal(9, Assert.Single(week).Value);
    }

    [Fact]
    public void Imported_FlowsAddUp_ALevelIsThatOfTheLastDay()
    {
        BaseDay[] imported =
        [
            new(Monday, Sales: 3, Safety: 10), new(Monday.AddDays(1), Sales: 4, Safety: 12),
        ];

        var sales = ComparedFigures.Imported(Plan, imported, EditField.OutboundQty, Monday, Monday.AddDays(6), Bucket.Week);
        var safety = ComparedFigures.Imported(Plan, imported, EditField.SafetyStock, Monday, Monday.AddDays(6), Bucket.Week);

        Assert.Equal((7, 12), (Assert.Single(sales).Value, Assert.Single(safety).Value));
    }

    [Fact]
    public void Sum_AddsUpDayByDay() => Assert.Equal(
        new() { [Monday] = 3, [Monday.AddDays(1)] = 5 },
        ComparedFigures.Sum(
        [
            new Dictionary<DateOnly, decimal> { [Monday] = 1 },
            new Dictionary<DateOnly, decimal> { [Monday] = 2, [Monday.AddDays(1)] = 5 },
        ]));
}
