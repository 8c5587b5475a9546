using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Accounts;

/// <summary>Signing in and out, and finding who a session token belongs to.</summary>
public sealed class SignIns(
    PsiDb db,
    Settings settings,
    LoginLimit limit,
    SignInTurns turns,
    PasswordHasher hasher,
    SessionTokens tokens,
    TimeProvider time)
{
    /// <summary>
    /// No refusal comes sooner: what a check costs depends on the stored hash's form, and an answer's time must not
    /// tell whether there is such a user.
    /// </summary>
    private static readonly TimeSpan RefusalTime = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// Checks a name, exactly as written, and password, and begins a session. Renews the stored hash when it is not of
    /// today's form and cost.
    /// </summary>
    public async Task<SignInOutcome> SignInAsync(
        string? username, string? password, ClientOrigin origin, CancellationToken ct)
    {
        var errors = CredentialRules.CheckForSignIn(username, password);
        if (errors.Count > 0) return new SignInOutcome.Malformed(errors);

        var started = Stopwatch.GetTimestamp();
        var outcome = await turns.InTurnAsync(
            origin.Address, username!, () => TryAsync(username!, password!, origin, ct), ct);

        var early = RefusalTime - Stopwatch.GetElapsedTime(started);
        if (outcome is SignInOutcome.InvalidCredentials && early > TimeSpan.Zero) await Task.Delay(early, ct);
        return outcome;
    }

    /// <summary>Who a token belongs to, extending their session; null when it is forged, has ended or its user is inactive.</summary>
    public async Task<LiveSession?> FindAsync(string token, CancellationToken ct)
    {
        if (!tokens.IsGenuine(token)) return null;

        var hash = SessionTokens.Hash(token);
        var now = time.GetUtcNow();
        // Index ix_sign_ins_token_hash, then the user's primary key
        var found = await db.SignIns
            .Where(signIn => signIn.TokenHash == hash && signIn.ExpiresAt > now && signIn.User!.IsActive)
            .Select(signIn => new
            {
                signIn.Id,
                signIn.ExpiresAt,
                Actor = new Actor(signIn.User!.Id, signIn.User.Username, signIn.User.IsAdmin),
            })
            .SingleOrDefaultAsync(ct);
        if (found is null) return null;

        // Not at every request: reading must not write
        var expiresAt = now + settings.SessionTtl;
        if (expiresAt - found.ExpiresAt <= settings.SessionTtl / 10)
            return new LiveSession(found.Actor, found.ExpiresAt, IsExtended: false);

        await db.SignIns.Where(signIn => signIn.Id == found.Id && signIn.ExpiresAt < expiresAt)
            .ExecuteUpdateAsync(set => set.SetProperty(signIn => signIn.ExpiresAt, expiresAt), ct);
        return new LiveSession(found.Actor, expiresAt, IsExtended: true);
    }

    /// <summary>Ends a token's session, everywhere and for good.</summary>
    public async Task SignOutAsync(string token, CancellationToken ct)
    {
        var hash = SessionTokens.Hash(token);
        await db.SignIns.Where(signIn => signIn.TokenHash == hash).ExecuteDeleteAsync(ct);
    }

    private async Task<SignInOutcome> TryAsync(
        string username, string password, ClientOrigin origin, CancellationToken ct)
    {
        if (await limit.CountAsync(origin.Address, username, ct) is { } wait)
            return new SignInOutcome.TooManyAttempts(wait);

        // Again when the hash was replaced meanwhile: by a parallel sign-in that renewed it, or by a new password
        for (var tries = 0; tries < 3; tries++)
        {
            var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Username == username, ct);
            var fits = await hasher.VerifyAsync(password, user?.PasswordHash, ct);
            if (!fits || user is not { IsActive: true }) break;

            var hash = PasswordHash.NeedsRehash(user.PasswordHash)
                ? await hasher.HashAsync(password, ct)
                : user.PasswordHash;
            if (await BeginAsync(user, hash, origin, ct) is { } signedIn) return signedIn;
        }
        return new SignInOutcome.InvalidCredentials();
    }

    private async Task<SignInOutcome.SignedIn?> BeginAsync(
        User user, string newHash, ClientOrigin origin, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Also locks the user's row: a password change ends the sessions begun before it and is seen by those after it
        var stillFits = await db.Users
            .Where(u => u.Id == user.Id && u.PasswordHash == user.PasswordHash && u.IsActive)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, newHash), ct);
        if (stillFits == 0) return null;

        var now = time.GetUtcNow();
        var token = tokens.Create();
        db.SignIns.Add(new SignIn
        {
            UserId = user.Id,
            TokenHash = SessionTokens.Hash(token),
            CreatedAt = now,
            ExpiresAt = now + settings.SessionTtl,
            Address = origin.Address,
            UserAgent = origin.UserAgent,
        });
        await db.SaveChangesAsync(ct);
        await db.SignIns.Where(signIn => signIn.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        await limit.ForgetAsync(origin.Address, user.Username, ct);
        await transaction.CommitAsync(ct);
        return new SignInOutcome.SignedIn(
            token, now + settings.SessionTtl, new Actor(user.Id, user.Username, user.IsAdmin));
    }
}
