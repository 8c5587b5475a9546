using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Hosting;

namespace PsiErp.Accounts;

/// <summary>A sign-in that is good at the moment.</summary>
/// <param name="SignInId">Its row.</param>
/// <param name="Actor">Who signed in.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="ExpiresAt">When it ends unless it is used before.</param>
/// <param name="IsExtended">Whether this use moved its end, so that the client's cookie should follow.</param>
/// <param name="IsRecent">Whether the password was given a few minutes ago at most.</param>
/// <param name="HasSecondFactor">Whether its user has one.</param>
/// <param name="HasDefaultPassword">Whether its user has the password that everybody knows.</param>
/// <param name="MustChangePassword">Whether somebody else chose the password.</param>
/// <param name="IsReadOnly">Whether its user may look only.</param>
/// <param name="IsDefaultPasswordInUse">Whether anybody still has the password that everybody knows.</param>
public sealed record LiveSignIn(
    Guid SignInId, Actor Actor, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, bool IsExtended, bool IsRecent,
    bool HasSecondFactor, bool HasDefaultPassword, bool MustChangePassword, bool IsReadOnly, bool IsDefaultPasswordInUse);

/// <summary>What a client's cookie is to carry from now on.</summary>
/// <param name="Token">The session token.</param>
/// <param name="ExpiresAt">When it ends unless it is used before.</param>
public sealed record NewToken(string Token, DateTimeOffset ExpiresAt);

/// <summary>The sign-ins that are good at the moment: rows, so that deleting one ends it on every machine at once.</summary>
public sealed class LiveSignIns(PsiDb db, Settings settings, SignInTokens tokens, AuditLog audit, TimeProvider time)
{
    /// <summary>How far behind the time of last use may be at most, whatever the lifetime.</summary>
    private static readonly TimeSpan MaxLag = TimeSpan.FromMinutes(15);

    /// <summary>How long after a sign-in the password need not be given again.</summary>
    public static readonly TimeSpan RecentTime = TimeSpan.FromMinutes(10);

    /// <summary>A new session of a user; its row is stored with the next save.</summary>
    public NewToken Begin(Guid userId, ClientOrigin origin)
    {
        var now = time.GetUtcNow();
        var token = tokens.Create();
        var signIn = new SignIn
        {
            UserId = userId,
            TokenHash = SignInTokens.Hash(token),
            CreatedAt = now,
            ExpiresAt = now + (settings.SessionTtl < settings.SessionMax ? settings.SessionTtl : settings.SessionMax),
            LastSeenAt = now,
            Address = origin.Address,
            UserAgent = origin.UserAgent,
        };
        db.SignIns.Add(signIn);
        return new NewToken(token, signIn.ExpiresAt);
    }

    /// <summary>Who a token belongs to, extending their session; null when it is forged, has ended or its user is inactive.</summary>
    public async Task<LiveSignIn?> FindAsync(string token, CancellationToken ct)
    {
        if (!tokens.IsGenuine(token)) return null;

        var hash = SignInTokens.Hash(token);
        var now = time.GetUtcNow();
        var (recently, oldest) = (now - RecentTime, now - settings.SessionMax);
        // Index ix_sign_ins_token_hash, then the user's primary key; ix_users_has_default_password is empty as a rule
        var found = await db.SignIns
            .Where(signIn => signIn.TokenHash == hash && signIn.ExpiresAt > now && signIn.CreatedAt > oldest
                && signIn.User!.IsActive)
            .Select(signIn => new LiveSignIn(
                signIn.Id, new Actor(signIn.User!.Id, signIn.User.Username, signIn.User.IsAdmin), signIn.CreatedAt,
                signIn.ExpiresAt, false, signIn.CreatedAt > recently, signIn.User.TotpSecret != null, signIn.User.HasDefaultPassword,
                signIn.User.MustChangePassword, signIn.User.IsReadOnly, db.Users.Any(user => user.HasDefaultPassword && user.IsActive)))
            .SingleOrDefaultAsync(ct);
        if (found is null) return null;

        // Not at every request: reading must not write
        var (used, end) = (now + settings.SessionTtl, found.CreatedAt + settings.SessionMax);
        var expiresAt = used < end ? used : end;
        var lag = settings.SessionTtl / 10;
        if (expiresAt - found.ExpiresAt <= (lag < MaxLag ? lag : MaxLag)) return found;

        await db.SignIns.Where(signIn => signIn.Id == found.SignInId && signIn.ExpiresAt < expiresAt).ExecuteUpdateAsync(
            set => set.SetProperty(signIn => signIn.ExpiresAt, expiresAt).SetProperty(signIn => signIn.LastSeenAt, now), ct);
        return found with { ExpiresAt = expiresAt, IsExtended = true };
    }

    /// <summary>Whether a sign-in is still good; does not extend it.</summary>
    public Task<bool> IsGoodAsync(Guid signInId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return db.SignIns.AnyAsync(signIn => signIn.Id == signInId && signIn.ExpiresAt > now && signIn.User!.IsActive, ct);
    }

    /// <summary>A user's sign-ins, last used first.</summary>
    public async Task<IReadOnlyList<SignIn>> OfUserAsync(Guid userId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return await db.SignIns.AsNoTracking()
            .Where(signIn => signIn.UserId == userId && signIn.ExpiresAt > now)
            .OrderByDescending(signIn => signIn.LastSeenAt)
            .ToListAsync(ct);
    }

    /// <summary>Ends the caller's own session, everywhere and for good.</summary>
    public async Task SignOutAsync(Caller by, CancellationToken ct)
    {
        audit.Add(AuditKind.SignedOut, by.Username, by);
        await EndAsync(signIn => signIn.Id == by.SignInId, ct);
    }

    /// <summary>Ends one of the caller's sign-ins, such as one on a machine that they left.</summary>
    public async Task EndAsync(Caller by, Guid signInId, CancellationToken ct)
    {
        audit.Add(AuditKind.SignInEnded, by.Username, by);
        await EndAsync(signIn => signIn.Id == signInId && signIn.UserId == by.UserId, ct);
    }

    /// <summary>Ends all of the caller's sign-ins but the one they use.</summary>
    public async Task EndOthersAsync(Caller by, CancellationToken ct)
    {
        audit.Add(AuditKind.SignInEnded, by.Username, by, AuditDetail.AllOthers);
        await EndAsync(signIn => signIn.UserId == by.UserId && signIn.Id != by.SignInId, ct);
    }

    /// <summary>
    /// Gives the caller's sign-in another token in the current transaction, after which copies of the old one are worth nothing.
    /// </summary>
    /// <returns>The token, for the client's cookie only; null when the sign-in has ended meanwhile.</returns>
    public async Task<NewToken?> RenewTokenAsync(Caller by, CancellationToken ct)
    {
        var token = tokens.Create();
        var hash = SignInTokens.Hash(token);
        var expiresAt = await db.SignIns.Where(signIn => signIn.Id == by.SignInId)
            .Select(signIn => (DateTimeOffset?)signIn.ExpiresAt).SingleOrDefaultAsync(ct);
        var renewed = await db.SignIns.Where(signIn => signIn.Id == by.SignInId)
            .ExecuteUpdateAsync(set => set.SetProperty(signIn => signIn.TokenHash, hash), ct);
        return renewed == 0 || expiresAt is not { } end ? null : new NewToken(token, end);
    }

    /// <summary>Ends a user's sign-ins in the current transaction, all or all but one.</summary>
    public Task EndAllAsync(Guid userId, Guid? except, CancellationToken ct) =>
        db.SignIns.Where(signIn => signIn.UserId == userId && signIn.Id != except).ExecuteDeleteAsync(ct);

    /// <summary>Deletes what has expired.</summary>
    public Task SweepAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return db.SignIns.Where(signIn => signIn.ExpiresAt <= now).ExecuteDeleteAsync(ct);
    }

    private async Task EndAsync(System.Linq.Expressions.Expression<Func<SignIn, bool>> which, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.SignIns.Where(which).ExecuteDeleteAsync(ct) == 0) db.ChangeTracker.Clear();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
