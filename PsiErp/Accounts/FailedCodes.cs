using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Accounts;

/// <summary>
/// Second steps that failed: each was somebody who knows the password. Further ones have to wait, twice as long each time,
/// and the user is shown them when they next sign in.
/// </summary>
public sealed class FailedCodes(PsiDb db, LoginLimit limit, TimeProvider time)
{
    /// <summary>Wrong codes that cost nothing but the limits of all sign-ins.</summary>
    private const int Free = 5;

    /// <summary>Most that are shown.</summary>
    private const int MaxShown = 20;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>
    /// How long to wait before the next code is looked at; null for not at all. Where the user has signed in from lately, only
    /// failures from there count: whoever guesses elsewhere does not keep them out.
    /// </summary>
    /// <remarks>While the user's row is locked, so that parallel guesses wait for one another.</remarks>
    public async Task<TimeSpan?> WaitAsync(string username, string address, CancellationToken ct)
    {
        // Index ix_audit_log_subject_kind_at
        var since = await SignIns(username).MaxAsync(entry => (DateTimeOffset?)entry.At, ct) ?? DateTimeOffset.MinValue;
        var failures = await Failures(username).Where(entry => entry.At > since)
            .OrderBy(entry => entry.At).Select(entry => new { entry.At, entry.Address }).ToListAsync(ct);
        if (failures.Count >= Free && await limit.IsKnownAsync(address, username, ct))
            failures.RemoveAll(failure => ClientNetwork.Of(failure.Address ?? "") != ClientNetwork.Of(address));
        if (failures.Count < Free) return null;

        var doubled = FirstWait * Math.Pow(2, Math.Min(failures.Count - Free, 20));
        var wait = failures[^1].At + (doubled < LongestWait ? doubled : LongestWait) - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>
    /// Those between the user's last sign-in and the one before it, newest first, but for what they mistyped themselves just
    /// before.
    /// </summary>
    public async Task<IReadOnlyList<AuditEntry>> BeforeLastSignInAsync(string username, CancellationToken ct)
    {
        var signIns = await SignIns(username).OrderByDescending(entry => entry.Id).Take(2).ToListAsync(ct);
        if (signIns is not [var last, ..]) return [];

        var since = signIns.Count == 2 ? signIns[1].At : DateTimeOffset.MinValue;
        var (here, justNow) = (last.Address, last.At - PendingSignIn.Lifetime);
        return await Failures(username)
            .Where(entry => entry.At > since && entry.At <= last.At && !(entry.Address == here && entry.At > justNow))
            .OrderByDescending(entry => entry.Id).Take(MaxShown).ToListAsync(ct);
    }

    private IQueryable<AuditEntry> SignIns(string username) =>
        db.AuditLog.AsNoTracking().Where(entry => entry.Subject == username && entry.Kind == AuditKind.SignedIn);

    private IQueryable<AuditEntry> Failures(string username) => db.AuditLog.AsNoTracking().Where(entry =>
        entry.Subject == username && entry.Kind == AuditKind.SignInFailed && entry.Detail == AuditDetail.WrongCode);
}
