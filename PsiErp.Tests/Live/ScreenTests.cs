using PsiErp.Live;

namespace PsiErp.Tests.Live;

public sealed class ScreenTests
{
    [Fact]
    public void Tell_AReaderThatIsTooSlow_DropsIt()
    {
        using var screen = new Screen();
        for (var i = 0; i < 256; i++) screen.Tell(LiveEvent.Reload);
        Assert.False(screen.Dropped.IsCancellationRequested);

        screen.Tell(LiveEvent.Reload);

        Assert.True(screen.Dropped.IsCancellationRequested);
    }

    [Fact]
    public void Message_OfAsManySeriesAsAreNamed_FitsIntoANotification()
    {
        var most = Enumerable.Range(int.MaxValue - SessionNews.MaxSeries, SessionNews.MaxSeries).ToList();
        var message = LiveMessage.Of(Guid.NewGuid(), SessionNews.OfChange(Guid.NewGuid(), most), Guid.NewGuid(), MovedClock.Now);

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(message), 2000, 7999);
        Assert.Equal(most, LiveMessage.Read(message)!.News!.SeriesNos);
        Assert.Null(SessionNews.OfChange(Guid.NewGuid(), [.. most, 1]).SeriesNos);
    }

    [Fact]
    public void Message_OfAPlaceInTheGrid_FitsIntoANotification()
    {
        var place = new PlaceInGrid(new string('漢', 255), new string('漢', Presence.MaxCell));
        var message = new LiveMessage(Guid.NewGuid(), Guid.NewGuid(), Here: new(Guid.NewGuid(), new string('漢', 150), place)).Write();

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(message), 1, 7999);
    }
}
