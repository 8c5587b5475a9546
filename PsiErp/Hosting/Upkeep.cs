using System.Data.Common;
using PsiErp.Data.Providers;

namespace PsiErp.Hosting;

/// <summary>
/// Work that a use case does beside the requests, now and then and when it is woken. Not at the start: a machine that nobody uses
/// need not load EF Core's model.
/// </summary>
/// <typeparam name="TUseCase">Does the work; made anew each time.</typeparam>
public abstract class Upkeep<TUseCase>(
    IServiceScopeFactory scopes, IDatabase database, TimeProvider clock, ILogger log, TimeSpan interval) : BackgroundService
    where TUseCase : notnull
{
    private readonly SemaphoreSlim _woken = new(0, 1);

    /// <summary>What is left as it was when the database fails, and that it is tried again.</summary>
    protected abstract string LeftUndone { get; }

    /// <summary>Says that there is something to do now.</summary>
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
        GC.SuppressFinalize(this);
        base.Dispose();
    }

    /// <summary>Does it.</summary>
    protected abstract Task DoAsync(TUseCase useCase, CancellationToken ct);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, clock);
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
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on where this one ended
        }
    }

    private async Task TryAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await DoAsync(scope.ServiceProvider.GetRequiredService<TUseCase>(), ct);
        }
        catch (Exception problem) when (problem is DbException || database.IsUnreachable(problem))
        {
            log.LogError(problem, "{LeftUndone}", LeftUndone);
        }
    }
}
