using System.Threading.Channels;

namespace PsiErp.Live;

/// <summary>A stream that somebody reads. One that reads too slowly is dropped: nobody waits for it.</summary>
internal sealed class Screen : IDisposable
{
    /// <summary>Events that may wait to be read.</summary>
    private const int MaxWaiting = 256;

    private readonly Channel<LiveEvent> _events = Channel.CreateBounded<LiveEvent>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _dropped = new();

    /// <summary>What is to be sent.</summary>
    public ChannelReader<LiveEvent> Events => _events.Reader;

    /// <summary>Is cancelled when the screen is dropped.</summary>
    public CancellationToken Dropped => _dropped.Token;

    /// <summary>Hands an event over, or drops the screen.</summary>
    public void Tell(LiveEvent news)
    {
        if (!_events.Writer.TryWrite(news)) _dropped.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose() => _dropped.Dispose();
}
