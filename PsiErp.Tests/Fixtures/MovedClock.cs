namespace PsiErp.Tests.Fixtures;

/// <summary>The system's clock, which may be moved.</summary>
public sealed class MovedClock : TimeProvider
{
    private long _ticks;

    /// <summary>Moves it, forwards or back.</summary>
    public void Move(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));

    /// <inheritdoc/>
    public override long GetTimestamp() =>
        base.GetTimestamp() + (long)(new TimeSpan(Interlocked.Read(ref _ticks)).TotalSeconds * TimestampFrequency);
}
