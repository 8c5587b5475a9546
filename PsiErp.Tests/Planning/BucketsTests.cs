using CsCheck;
using PsiErp.Planning;
using static PsiErp.Tests.Planning.Plans;

namespace PsiErp.Tests.Planning;

public class BucketsTests
{
    private static readonly Gen<Bucket> AnyBucket = Gen.Enum<Bucket>();

    [Theory]
    [InlineData("2026-11-23", "2026-11-23")] // a Monday
    [InlineData("2026-11-29", "2026-11-23")] // the Sunday after it
    [InlineData("2027-01-01", "2026-12-28")] // New Year's Day belongs to week 53 of the old year
    public void StartOf_Week_IsItsMonday(string date, string monday) =>
        Assert.Equal(DateOnly.Parse(monday), Buckets.StartOf(DateOnly.Parse(date), Bucket.Week));

    [Fact]
    public void StartOf_Month_IsItsFirst() =>
        Assert.Equal(new DateOnly(2026, 2, 1), Buckets.StartOf(new DateOnly(2026, 2, 28), Bucket.Month));

    [Fact]
    public void Gather_Week_AddsFlowsAndTakesTheEdgesOfStock()
    {
        var days = Rolled([Day(0, 1, 2, safety: 5, anchor: 10), Day(3, 3, 4, safety: 6), Day(7, sales: 1)]);

        var weeks = Buckets.Gather(days, Bucket.Week);

        Assert.Equal(2, weeks.Length);
        Assert.Equal((10m, 4m, 6m, 8m, 6m), (weeks[0].Opening, weeks[0].Production, weeks[0].Sales, weeks[0].Closing, weeks[0].Safety));
        Assert.Equal(days[1].Supply, weeks[0].Supply);
    }

    [Fact]
    public void Gather_StockOutInsideAWeek_MarksTheWeekByThatDay()
    {
        var days = Rolled(Day(0, sales: 4, safety: 5, anchor: 10), Day(1, sales: 8), Day(2, production: 50));

        var week = Assert.Single(Buckets.Gather(days, Bucket.Week));

        Assert.Equal(48, week.Closing);
        Assert.Equal(Alert.StockOut, week.Alert);
        Assert.Equal(new FirstAlert(Alert.StockOut, days[1].Date), week.Worst);
    }

    [Fact]
    public void Gather_AnyPlan_KeepsFlowSumsAndEdges() => Gen.Select(Projected, AnyBucket).Sample((days, bucket) =>
    {
        var gathered = Buckets.Gather(days, bucket);
        return gathered.Sum(b => b.Production) == days.Sum(d => d.Production)
            && gathered.Sum(b => b.Sales) == days.Sum(d => d.Sales)
            && gathered[0].Opening == days[0].Opening
            && gathered[^1].Closing == days[^1].Closing
            && gathered.All(b => b.Closing == b.Opening + b.NetFlow);
    });

    [Fact]
    public void Gather_Days_ChangesNothing() => Projected.Sample(days => Buckets.Gather(days, Bucket.Day).SequenceEqual(days));
}
