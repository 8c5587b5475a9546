using PsiErp.Data.Providers;
using PsiErp.Hosting;

namespace PsiErp.Import;

/// <summary>Removes versions that nobody can go back to any more: after imports, and every quarter of an hour.</summary>
public sealed class VersionCleaning(
    IServiceScopeFactory scopes, IDatabase database, TimeProvider clock, ILogger<VersionCleaning> log)
    : Upkeep<OldVersions>(scopes, database, clock, log, TimeSpan.FromMinutes(15))
{
    /// <inheritdoc/>
    protected override string LeftUndone => "Versions of imported data that nobody needs are still there; they are tried again later";

    /// <inheritdoc/>
    protected override Task DoAsync(OldVersions useCase, CancellationToken ct) => useCase.RemoveAsync(ct);
}
