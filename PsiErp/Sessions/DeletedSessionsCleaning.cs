using PsiErp.Data.Providers;
using PsiErp.Hosting;

namespace PsiErp.Sessions;

/// <summary>Removes deleted planning sessions when their time is over, every hour.</summary>
internal sealed class DeletedSessionsCleaning(
    IServiceScopeFactory scopes, IDatabase database, TimeProvider clock, ILogger<DeletedSessionsCleaning> log)
    : Upkeep<DeletedSessions>(scopes, database, clock, log, TimeSpan.FromHours(1))
{
    /// <inheritdoc/>
    protected override string LeftUndone =>
        "Deleted planning sessions whose time is over are still there; the next hour tries again";

    /// <inheritdoc/>
    protected override Task DoAsync(DeletedSessions useCase, CancellationToken ct) => useCase.RemoveExpiredAsync(ct);
}
