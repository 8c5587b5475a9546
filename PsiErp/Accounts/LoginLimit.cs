using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Accounts;

/// <summary>
/// The limit on failed sign-ins of one client address and user name. Every try is counted before it is checked, so
/// that parallel ones can't slip past on any number of machines; refused ones are not counted, so that trying on does
/// not make the wait longer.
/// </summary>
public sealed class LoginLimit(PsiDb db, IDatabase database, Settings settings, TimeProvider time)
{
    /// <summary>Counts a try.</summary>
    /// <returns>How long to wait when there were too many; null when this one may be checked.</returns>
    public async Task<TimeSpan?> CountAsync(string address, string username, CancellationToken ct)
    {
        var name = username.ToLowerInvariant();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await database.LockNameAsync(db, $"sign-in {address} {name}", ct);

        var now = time.GetUtcNow();
        var since = now - settings.LoginBlock;
        var failures = await db.LoginAttempts
            .Where(attempt => attempt.Username == name && attempt.Address == address && attempt.At > since)
            .OrderBy(attempt => attempt.At)
            .Select(attempt => attempt.At)
            .ToListAsync(ct);
        if (failures.Count >= settings.LoginMaxAttempts)
            return failures[^settings.LoginMaxAttempts] + settings.LoginBlock - now;

        db.LoginAttempts.Add(new LoginAttempt { Address = address, Username = name, At = now });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>Forgets the failures of this address and name, and all that no longer count.</summary>
    public Task ForgetAsync(string address, string username, CancellationToken ct)
    {
        var name = username.ToLowerInvariant();
        var since = time.GetUtcNow() - settings.LoginBlock;
        return db.LoginAttempts
            .Where(attempt => (attempt.Username == name && attempt.Address == address) || attempt.At <= since)
            .ExecuteDeleteAsync(ct);
    }
}
