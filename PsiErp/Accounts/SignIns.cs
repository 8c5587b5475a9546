using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Hosting;

namespace PsiErp.Accounts;

/// <summary>Signing in: by name and password, then by a code where the user has a second factor.</summary>
public sealed class SignIns(
    PsiDb db,
    Settings settings,
    LoginLimit limit,
    SignInTurns turns,
    PasswordHasher hasher,
    LiveSignIns sessions,
    SecondFactor secondFactor,
    FailedCodes failedCodes,
    PendingSignIn pendings,
    AuditLog audit)
{
    /// <summary>
    /// Refusals come at multiples of it only: what a check costs depends on the stored hash's form, and an answer's time
    /// must not tell whether there is such a user. The dearest in use, 390,000 rounds that are read in two ways, needs less.
    /// </summary>
    private static readonly TimeSpan RefusalTime = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest code that is looked at, with whatever people put between its characters.</summary>
    private const int MaxCode = 64;

    /// <summary>
    /// Checks a name, exactly as written, and password, and begins a session unless a code has to follow. Renews the
    /// stored hash when it is not of today's form and cost.
    /// </summary>
    public async Task<SignInOutcome> SignInAsync(
        string? username, string? password, ClientOrigin origin, CancellationToken ct)
    {
        var errors = CredentialRules.CheckForSignIn(username, password);
        if (errors.Count > 0) return new SignInOutcome.Malformed(errors);

        var started = Stopwatch.GetTimestamp();
        var isKnown = await limit.IsKnownAsync(origin.Address, username!, ct);
        var outcome = (await turns.InTurnAsync(
            origin.Address, username!, isKnown, async () => await TryPasswordAsync(username!, password!, origin, ct), ct))!;
        Telemetry.TriedToSignIn(outcome);
        if (outcome is SignInOutcome.InvalidCredentials)
            await Task.Delay(RefusalTime - new TimeSpan(Stopwatch.GetElapsedTime(started).Ticks % RefusalTime.Ticks), ct);
        return outcome;
    }

    /// <summary>Checks the code that a first step left open, and begins a session. A code is good once.</summary>
    /// <param name="pending">As <see cref="SignInOutcome.CodeNeeded"/> gave it.</param>
    /// <param name="code">Of the authenticator app, or a recovery code.</param>
    /// <param name="origin">Where from.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<SignInOutcome> CompleteAsync(string? pending, string? code, ClientOrigin origin, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(code) || code.Length > MaxCode)
            return new SignInOutcome.Malformed([new("code", CredentialProblem.CodeMissing)]);
        if (pending is null || pendings.UserOf(pending) is not { } userId) return new SignInOutcome.TooLate();

        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == userId, ct);
        return user is { IsActive: true, TotpSecret: not null } && pendings.IsFor(pending, user)
            ? (await turns.InTurnAsync(
                origin.Address, user.Username, isKnown: true, async () => await TryCodeAsync(user, code, origin, ct), ct))!
            : new SignInOutcome.TooLate();
    }

    /// <summary>
    /// Checks the password of somebody who is signed in, before what a stolen session must not do. Counts as a sign-in.
    /// </summary>
    /// <returns>How it ended; null when the password is right.</returns>
    public async Task<SignInOutcome?> ConfirmAsync(Caller by, string? password, CancellationToken ct)
    {
        var origin = by.Origin ?? throw new ArgumentException("Nobody confirms on the command line", nameof(by));
        if (!CredentialRules.CanBePassword(password))
            return new SignInOutcome.Malformed([new("current_password", CredentialProblem.PasswordMissing)]);
        return await turns.InTurnAsync(
            origin.Address, by.Username, isKnown: true, () => TryConfirmAsync(by, password!, origin, ct), ct);
    }

    /// <summary>The same, unless the password was given just now: by signing in a few minutes ago.</summary>
    /// <returns>How it ended; null when the password is right, or need not be given.</returns>
    public async Task<SignInOutcome?> ConfirmUnlessRecentAsync(Caller by, string? password, CancellationToken ct) =>
        by.IsRecent ? null : await ConfirmAsync(by, password, ct);

    private async Task<SignInOutcome> TryPasswordAsync(
        string username, string password, ClientOrigin origin, CancellationToken ct)
    {
        var attempt = await limit.CountAsync(origin.Address, username, ct);
        if (attempt.Wait is { } wait) return new SignInOutcome.TooManyAttempts(wait);

        var why = AuditDetail.ChangedMeanwhile;
        // Again when the hash was replaced meanwhile: by a parallel sign-in that renewed it, or by a new password
        for (var tries = 0; tries < 3; tries++)
        {
            var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Username == username, ct);
            var fits = await hasher.VerifyAsync(password, user?.PasswordHash, ct);
            if (user is null) why = AuditDetail.UnknownName;
            else if (!fits) why = AuditDetail.WrongPassword;
            else if (!user.IsActive) why = AuditDetail.InactiveUser;
            if (!fits || user is not { IsActive: true })
                return await RefuseAsync(attempt, user?.Username, origin, why, ct);

            var hash = PasswordHash.NeedsRehash(user.PasswordHash) ? await hasher.HashAsync(password, ct) : user.PasswordHash;
            var renewed = await RenewAsync(user, hash, FirstAdmin.IsDefault(password), origin, attempt, ct);
            if (renewed is not null) return renewed;
        }
        return await RefuseAsync(attempt, username, origin, why, ct);
    }

    private async Task<SignInOutcome?> RenewAsync(
        User user, string hash, bool isDefault, ClientOrigin origin, LoginTry attempt, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Also locks the user's row: a password change ends the sessions begun before it and is seen by those after it
        var stillFits = await db.Users
            .Where(u => u.Id == user.Id && u.PasswordHash == user.PasswordHash && u.IsActive)
            .ExecuteUpdateAsync(
                set => set.SetProperty(u => u.PasswordHash, hash).SetProperty(u => u.HasDefaultPassword, isDefault), ct);
        if (stillFits == 0) return null;

        if (user.TotpSecret is not null)
        {
            // Neither a failure nor a success that would reset the count: or codes could be guessed for ever
            await limit.TakeBackAsync(attempt, ct);
            await transaction.CommitAsync(ct);
            return new SignInOutcome.CodeNeeded(pendings.Create(user.Id, hash));
        }
        var signedIn = await BeginAsync(user, origin, ct);
        await transaction.CommitAsync(ct);
        return signedIn;
    }

    private async Task<SignInOutcome> TryCodeAsync(User user, string code, ClientOrigin origin, CancellationToken ct)
    {
        var attempt = await limit.CountAsync(origin.Address, user.Username, ct);
        if (attempt.Wait is { } wait) return new SignInOutcome.TooManyAttempts(wait);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await LockAsync(user, ct)) return new SignInOutcome.TooLate();
        if (!RecoveryCodes.CanBe(code) && await failedCodes.WaitAsync(user.Username, origin.Address, ct) is { } longer)
        {
            await limit.TakeBackAsync(attempt, ct);
            await transaction.CommitAsync(ct);
            return new SignInOutcome.TooManyAttempts(longer);
        }
        SignInOutcome outcome = await secondFactor.TakeAsync(user, code, origin, ct)
            ? await BeginAsync(user, origin, ct)
            : await RefuseAsync(attempt, user.Username, origin, AuditDetail.WrongCode, ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }

    /// <summary>Whether nothing about the user has changed since the password was checked, and nothing does until the end.</summary>
    private async Task<bool> LockAsync(User user, CancellationToken ct) => await db.Users
        .Where(u => u.Id == user.Id && u.PasswordHash == user.PasswordHash && u.TotpSecret == user.TotpSecret && u.IsActive)
        .ExecuteUpdateAsync(set => set.SetProperty(u => u.IsActive, true), ct) == 1;

    private async Task<SignInOutcome?> TryConfirmAsync(Caller by, string password, ClientOrigin origin, CancellationToken ct)
    {
        var attempt = await limit.CountAsync(origin.Address, by.Username, ct);
        if (attempt.Wait is { } wait) return new SignInOutcome.TooManyAttempts(wait);

        var hash = await db.Users.Where(user => user.Id == by.UserId).Select(user => user.PasswordHash).SingleAsync(ct);
        if (!await hasher.VerifyAsync(password, hash, ct))
            return await RefuseAsync(attempt, by.Username, origin, AuditDetail.WrongPasswordWhileSignedIn, ct);

        await limit.ForgetAsync(origin.Address, by.Username, ct);
        return null;
    }

    private async Task<SignInOutcome.SignedIn> BeginAsync(User user, ClientOrigin origin, CancellationToken ct)
    {
        var session = sessions.Begin(user.Id, origin);
        audit.Add(AuditKind.SignedIn, user.Username, user.Username, origin);
        await db.SaveChangesAsync(ct);
        await sessions.SweepAsync(ct);
        await limit.ForgetAsync(origin.Address, user.Username, ct);
        return new SignInOutcome.SignedIn(
            session, new Actor(user.Id, user.Username, user.IsAdmin),
            settings.RequiresSecondFactor(user.IsAdmin) && user.TotpSecret is null);
    }

    private async Task<SignInOutcome> RefuseAsync(
        LoginTry attempt, string? username, ClientOrigin origin, AuditDetail why, CancellationToken ct)
    {
        audit.Add(AuditKind.SignInFailed, actor: null, username, origin, why);
        if (attempt.Fills is { } filled) audit.Add(AuditKind.LockedOut, actor: null, username, origin, filled);
        await db.SaveChangesAsync(ct);
        return new SignInOutcome.InvalidCredentials();
    }
}
