using System.Data.Common;
using PsiErp.Data.Providers;

namespace PsiErp.Import;

/// <summary>
/// After an upgrade of the embedded database: makes its summaries anew beside the first requests. Other databases are brought
/// up to date by <c>PsiErp migrate</c>, which does the same.
/// </summary>
internal sealed class RenewalAtStart(IServiceScopeFactory scopes, IDatabase database, ILogger<RenewalAtStart> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!database.IsEmbedded) return;
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<SummaryRenewal>().RunAsync(stoppingToken);
        }
        catch (DbException problem)
        {
            log.LogError(problem, "The summaries of some sessions are still of an older release; the next start tries again");
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on where this one ended
        }
    }
}
