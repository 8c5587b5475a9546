using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

public sealed class LastOrderDayTests
{
    // 7 December 2026 is a Monday
    [Theory]
    [InlineData("2026-12-11", 0, "2026-12-11")]
    [InlineData("2026-12-11", 3, "2026-12-08")]
    [InlineData("2026-12-11", 5, "2026-12-04")]
    [InlineData("2026-12-13", 0, "2026-12-11")]
    [InlineData("2026-12-13", 1, "2026-12-10")]
    [InlineData("2026-12-14", 10, "2026-11-30")]
    public void Of_TheFirstShortDay_IsLeadTimeWorkingDaysBefore(string shortOn, int leadTime, string expected) =>
        Assert.Equal(DateOnly.Parse(expected), Of(new() { ShortageDate = DateOnly.Parse(shortOn) }, leadTime));

    [Fact]
    public void Of_AStockOutBeforeTheShortage_CountsFromIt()
    {
        var (first, second) = (new DateOnly(2026, 12, 9), new DateOnly(2026, 12, 11));
        Assert.Equal(first, Of(new() { StockOutDate = first, ShortageDate = second }, 0));
        Assert.Equal(first, Of(new() { StockOutDate = second, ShortageDate = first }, 0));
        Assert.Equal(first, Of(new() { StockOutDate = first }, 0));
    }

    [Fact]
    public void Of_AFineSeries_OrACalendarWithoutWork_IsNone()
    {
        Assert.Null(Of(new(), 3));
        Assert.Null(LastOrderDay.Of(new() { StockOutDate = new(2026, 12, 9) }, 3, _ => false));
    }

    private static DateOnly? Of(SeriesSummary summary, int leadTime) =>
        LastOrderDay.Of(summary, leadTime, day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
}
