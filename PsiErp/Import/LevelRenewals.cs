using System.Data.Common;
using PsiErp.Data.Providers;
using PsiErp.Masters;

namespace PsiErp.Import;

/// <summary>Summarizes plans anew beside the requests when products have got other days of stock.</summary>
internal sealed class LevelRenewals(
    IServiceScopeFactory scopes, LevelQueue queue, IDatabase database, ILogger<LevelRenewals> log) : BackgroundService
{
    /// <summary>What another machine, or the one before a restart, has left is looked for this often.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await queue.WaitAsync(Interval, stoppingToken);
                await RenewAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is waiting is still in the database
        }
    }

    private async Task RenewAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<LevelRenewal>().RunAsync(ct);
        }
        catch (Exception problem) when (problem is DbException || database.IsUnreachable(problem))
        {
            log.LogError(problem, "Some plans still have the levels of older master data; they are tried again later");
        }
    }
}
