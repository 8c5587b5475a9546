using System.Data.Common;
using PsiErp.Data.Providers;

namespace PsiErp.Sessions;

/// <summary>Removes deleted planning sessions when their time is over: at the start and every hour.</summary>
internal sealed class DeletedSessionsCleaning(
    IServiceScopeFactory scopes, IDatabase database, TimeProvider clock, ILogger<DeletedSessionsCleaning> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do await CleanAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
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
            await scope.ServiceProvider.GetRequiredService<DeletedSessions>().RemoveExpiredAsync(ct);
        }
        catch (Exception problem) when (problem is DbException || database.IsUnreachable(problem))
        {
            log.LogError(problem, "Deleted planning sessions whose time is over are still there; the next hour tries again");
        }
    }
}
