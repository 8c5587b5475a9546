using PsiErp.Data;
using PsiErp.Pages.Sessions;
using PsiErp.Planning;

namespace PsiErp.Tests.Pages;

public sealed class GridSizeTests
{
    private static readonly DateOnly First = new(2026, 1, 1);

    [Fact]
    public void Of_SeveralWarehousesAndChannels_CountsTheirTotalsToo()
    {
        Series[] series = [Of("東京DC", "online", 30), Of("東京DC", "shop", 30), Of("大阪DC", "online", 30)];

        // Three series, the total of 東京DC and that of everything
        Assert.Equal(30 * 5 * 12, Size(series, Bucket.Day).Cells);
        Assert.Equal(30 * 12, Size(series[..1], Bucket.Day).Cells);
    }

    [Fact]
    public void Of_MoreThanAPageShows_SaysWhichColumnsWouldDo()
    {
        Series[] series = [.. Enumerable.Range(0, 40).Select(warehouse => Of($"W{warehouse:00}", "online", 1000))];

        var days = Size(series, Bucket.Day);
        Assert.True(days.IsTooLarge);
        Assert.Equal(1000 * 41 * 12, days.Cells);
        Assert.Equal([Bucket.Week, Bucket.Month], days.SmallEnough);
        Assert.False(Size(series, Bucket.Week).IsTooLarge);
    }

    [Fact]
    public void Of_ALongHorizonWithFewDays_CountsTheDaysThatThereAre()
    {
        // A day of each of a hundred weeks
        Series[] series = [.. Enumerable.Range(0, 60).Select(warehouse => Of($"W{warehouse:00}", "online", 100, every: 7))];

        Assert.Equal(100 * 61 * 12, Size(series, Bucket.Day).Cells);
    }

    private static GridSize Size(Series[] series, Bucket bucket) =>
        GridSize.Of(series, PsiWindow.Of(series, bucket, new(1900, 1, 1), new(2200, 12, 31), First), rows: 12);

    private static Series Of(string warehouse, string channel, int days, int every = 1) => new()
    {
        SessionId = Guid.Empty,
        SeriesNo = 1,
        SkuCode = "TEA",
        WarehouseName = warehouse,
        Channel = channel,
        SearchKey = "",
        Summary = SeriesSummary.Of(Projection.Roll(
            [.. Enumerable.Range(0, days).Select(day => new PlanDay(First.AddDays(day * every), null, 0, 0, 0, null, null, null))])),
    };
}
