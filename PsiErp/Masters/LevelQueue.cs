namespace PsiErp.Masters;

/// <summary>How far the plans are with levels that follow from other days of stock.</summary>
/// <param name="Skus">SKUs whose days have changed.</param>
/// <param name="Done">Series that are summarized anew.</param>
/// <param name="Total">Series that have to be, as far as they are known.</param>
public sealed record LevelProgress(int Skus, int Done, int Total);

/// <summary>Tells whoever summarizes plans that products have other days of stock, and everybody else how far that is.</summary>
public sealed class LevelQueue : IDisposable
{
    private readonly SemaphoreSlim _woken = new(0, 1);

    /// <summary>What is under way on this machine; null when nothing is.</summary>
    public LevelProgress? UnderWay { get; private set; }

    /// <summary>Says that there is something to do.</summary>
    public void Wake()
    {
        try
        {
            _woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been woken already
        }
    }

    /// <summary>Waits until there is something to do, or for a time.</summary>
    public Task WaitAsync(TimeSpan time, CancellationToken ct) => _woken.WaitAsync(time, ct);

    /// <summary>Says how far it is.</summary>
    public void Report(LevelProgress? progress) => UnderWay = progress;

    /// <inheritdoc/>
    public void Dispose() => _woken.Dispose();
}
