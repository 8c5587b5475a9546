using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Hosting;

namespace PsiErp.Accounts;

/// <summary>A sign-in that is to be checked, or has to wait.</summary>
/// <param name="AttemptId">The row that counts it.</param>
/// <param name="Wait">How long to wait because there were too many failures; null when it may be checked.</param>
/// <param name="Fills">The limit that is reached if it fails too.</param>
public readonly record struct LoginTry(long AttemptId, TimeSpan? Wait, AuditDetail? Fills);

/// <summary>
/// The limits on failed sign-ins, kept in the database for all machines: per client address and name; per address over all
/// names, which a sprayer meets; per name over all addresses, which a botnet meets. Every try is counted before it is
/// checked, so that parallel ones can't slip past; refused ones are not counted, so that trying on does not make the
/// wait longer.
/// </summary>
/// <remarks>
/// The limit per name would let anybody with many addresses keep a user out, and that per address anybody at the same
/// address, such as an office has. Where that user signed in lately, only the limit of the two together holds.
/// </remarks>
public sealed class LoginLimit(PsiDb db, IDatabase database, Settings settings, TimeProvider time)
{
    /// <summary>Counts a try.</summary>
    public async Task<LoginTry> CountAsync(string address, string username, CancellationToken ct)
    {
        var (network, name) = Key(address, username);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Always in this order, so that two never wait for each other
        await database.LockNameAsync(db, $"sign-in from {network}", ct);
        await database.LockNameAsync(db, $"sign-in as {name}", ct);

        var now = time.GetUtcNow();
        var full = new List<(AuditDetail Limit, TimeSpan Wait)>();
        AuditDetail? fills = null;
        foreach (var (limit, max, failures) in await LimitsAsync(network, name, now, ct))
        {
            if (failures.Count == max - 1) fills ??= limit;
            if (failures.Count >= max) full.Add((limit, failures[^max] + settings.LoginBlock - now));
        }
        if (full.Exists(IsAboutOthers) && await IsKnownAsync(address, username, ct)) full.RemoveAll(IsAboutOthers);
        if (full.Count > 0) return new LoginTry(0, full.Max(limit => limit.Wait), null);

        var attempt = new LoginAttempt { Address = network, Username = name, At = now };
        db.LoginAttempts.Add(attempt);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new LoginTry(attempt.Id, null, fills);
    }

    /// <summary>Forgets one try, which neither failed nor ended in a session.</summary>
    public Task TakeBackAsync(LoginTry attempt, CancellationToken ct) =>
        db.LoginAttempts.Where(row => row.Id == attempt.AttemptId).ExecuteDeleteAsync(ct);

    /// <summary>Forgets the failures of this address and name, and all that no longer count.</summary>
    public Task ForgetAsync(string address, string username, CancellationToken ct)
    {
        var (network, name) = Key(address, username);
        var since = time.GetUtcNow() - settings.LoginBlock;
        return db.LoginAttempts
            .Where(attempt => (attempt.Username == name && attempt.Address == network) || attempt.At <= since)
            .ExecuteDeleteAsync(ct);
    }

    private static bool IsAboutOthers((AuditDetail Limit, TimeSpan Wait) limit) =>
        limit.Limit is AuditDetail.LimitPerAddress or AuditDetail.LimitPerName;

    private static (string Network, string Name) Key(string address, string username) =>
        (ClientNetwork.Of(address), username.ToLowerInvariant());

    private async Task<(AuditDetail Limit, int Max, List<DateTimeOffset> Failures)[]> LimitsAsync(
        string network, string name, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - settings.LoginBlock;
        // Indexes ix_login_attempts_username_at and ix_login_attempts_address_at
        var failures = await db.LoginAttempts.AsNoTracking()
            .Where(attempt => (attempt.Username == name || attempt.Address == network) && attempt.At > since)
            .OrderBy(attempt => attempt.At)
            .ToListAsync(ct);
        return
        [
            (AuditDetail.LimitPerAddressAndName, settings.LoginMaxAttempts,
                Times(failures.Where(attempt => attempt.Username == name && attempt.Address == network))),
            (AuditDetail.LimitPerAddress, settings.LoginMaxPerAddress, Times(failures.Where(attempt => attempt.Address == network))),
            (AuditDetail.LimitPerName, settings.LoginMaxPerName, Times(failures.Where(attempt => attempt.Username == name))),
        ];
    }

    private static List<DateTimeOffset> Times(IEnumerable<LoginAttempt> attempts) => [.. attempts.Select(attempt => attempt.At)];

    /// <summary>Whether a user, whose name is written exactly so, has signed in from there lately.</summary>
    public async Task<bool> IsKnownAsync(string address, string username, CancellationToken ct)
    {
        var network = ClientNetwork.Of(address);
        var since = time.GetUtcNow() - settings.LoginKnownAddress;
        // Index ix_audit_log_subject_kind_at
        var addresses = await db.AuditLog
            .Where(entry => entry.Subject == username && entry.Kind == AuditKind.SignedIn && entry.At > since)
            .Select(entry => entry.Address)
            .Distinct()
            .ToListAsync(ct);
        return addresses.Exists(known => known is not null && ClientNetwork.Of(known) == network);
    }
}
