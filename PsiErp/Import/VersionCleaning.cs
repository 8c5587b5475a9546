using System.Data.Common;
using PsiErp.Data.Providers;

namespace PsiErp.Import;

/// <summary>Removes versions that nobody can go back to any more: at the start, after imports, and every quarter of an hour.</summary>
public sealed class VersionCleaning(
    IServiceScopeFactory scopes, IDatabase database, TimeProvider clock, ILogger<VersionCleaning> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim _woken = new(1, 1);

    /// <summary>Says that there is something to remove.</summary>
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

    /// <inheritdoc/>
    public override void Dispose()
    {
        _woken.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        var woken = _woken.WaitAsync(stoppingToken);
        try
        {
            while (true)
            {
                var first = await Task.WhenAny(tick, woken);
                await first;
                if (first == tick) tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                else woken = _woken.WaitAsync(stoppingToken);
                await CleanAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on where this one ended
        }
    }

    private async Task CleanAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<OldVersions>().RemoveAsync(ct);
        }
        catch (Exception problem) when (problem is DbException || database.IsUnreachable(problem))
        {
            log.LogError(problem, "Versions of imported data that nobody needs are still there; they are tried again later");
        }
    }
}
