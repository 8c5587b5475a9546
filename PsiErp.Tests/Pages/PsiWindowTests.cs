using PsiErp.Pages.Sessions;
using PsiErp.Planning;
using PsiErp.Tests.Planning;

namespace PsiErp.Tests.Pages;

public sealed class PsiWindowTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly DateOnly Last = new(2026, 12, 31);

    [Fact]
    public void Of_ALongHorizon_BeginsShortlyBeforeTodayAndShowsTwoMonths() =>
        Assert.Equal(
            new PsiWindow(Bucket.Day, new(2026, 5, 28), new(2026, 7, 28)), Of(Bucket.Day, today: new(2026, 6, 1)));

    [Theory]
    [InlineData("2025-06-01")]
    [InlineData("2027-06-01")]
    [InlineData("2026-01-03")]
    public void Of_TodayOutsideOrAtItsStart_BeginsWithTheHorizon(string today) =>
        Assert.Equal(First, Of(Bucket.Day, today: DateOnly.Parse(today)).From);

    [Fact]
    public void Of_TodayNearTheEnd_EndsWithTheHorizon() =>
        Assert.Equal(new PsiWindow(Bucket.Day, new(2026, 12, 16), Last), Of(Bucket.Day, today: new(2026, 12, 20)));

    [Fact]
    public void Of_AShortHorizonOrLongerBuckets_ShowsEverything()
    {
        Assert.Equal(new PsiWindow(Bucket.Week, First, Last), Of(Bucket.Week, today: new(2026, 6, 1)));
        var two = PsiWindow.Of(Bucket.Day, null, null, First, First.AddDays(60), First.AddDays(30));
        Assert.Equal((First, First.AddDays(60)), (two.From, two.To));
    }

    [Fact]
    public void Of_DaysThatWereAskedFor_AreThose()
    {
        var asked = PsiWindow.Of(Bucket.Day, new(2026, 3, 1), new(2026, 9, 1), First, Last, new(2026, 6, 1));
        var from = PsiWindow.Of(Bucket.Day, new(2026, 3, 1), null, First, Last, new(2026, 6, 1));
        var beyond = PsiWindow.Of(Bucket.Day, DateOnly.MinValue, DateOnly.MaxValue, First, Last, new(2026, 6, 1));

        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 9, 1)), (asked.From, asked.To));
        Assert.Equal((new DateOnly(2026, 3, 1), new DateOnly(2026, 5, 1)), (from.From, from.To));
        Assert.Equal((new DateOnly(1900, 1, 1), new DateOnly(2200, 12, 31)), (beyond.From, beyond.To));
    }

    [Fact]
    public void Gather_IsTheDaysInsideIt()
    {
        var days = Plans.Rolled([.. Enumerable.Range(0, 10).Select(day => Plans.Day(day))]);
        var (second, fifth) = (days[1].Date, days[4].Date);

        Assert.Equal(days[1..5].Select(day => day.Date), new PsiWindow(Bucket.Day, second, fifth).Gather(days).Select(day => day.Date));
        Assert.Empty(new PsiWindow(Bucket.Day, days[^1].Date.AddDays(1), days[^1].Date.AddDays(5)).Gather(days));
    }

    private static PsiWindow Of(Bucket bucket, DateOnly today) => PsiWindow.Of(bucket, null, null, First, Last, today);
}
