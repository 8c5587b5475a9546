using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Accounts;

/// <summary>A secret that is shown to be taken into an authenticator app, before it counts.</summary>
/// <param name="Secret">As people type it.</param>
/// <param name="Uri">As apps read it from a QR code.</param>
/// <param name="Sealed">The secret for the form to bring back, readable here only.</param>
public sealed record Enrolment(string Secret, string Uri, string Sealed);

/// <summary>A second factor that has just been set up, or has new recovery codes.</summary>
/// <param name="RecoveryCodes">To show once.</param>
/// <param name="Renewed">What the client's cookie is to carry from now on; null when its sign-in has ended meanwhile.</param>
public sealed record FreshFactor(IReadOnlyList<string> RecoveryCodes, NewToken? Renewed);

/// <summary>The optional second factor: codes of an authenticator app, with recovery codes for when it is lost.</summary>
public sealed class SecondFactor(
    PsiDb db, RecoveryCodes recovery, LiveSignIns sessions, AuditLog audit, IDataProtectionProvider protection, TimeProvider time,
    ILogger<SecondFactor> log)
{
    private static readonly TimeSpan EnrolmentLifetime = TimeSpan.FromMinutes(30);

    private readonly IDataProtector _stored = protection.CreateProtector("PsiErp.TotpSecret");
    private readonly ITimeLimitedDataProtector _enrolling =
        protection.CreateProtector("PsiErp.TotpEnrolment").ToTimeLimitedDataProtector();

    /// <summary>Whether a user has one.</summary>
    public Task<bool> IsEnabledAsync(Guid userId, CancellationToken ct) =>
        db.Users.AnyAsync(user => user.Id == userId && user.TotpSecret != null, ct);

    /// <summary>A new secret for somebody who has just given their password; nothing is stored yet.</summary>
    /// <exception cref="InvalidOperationException">They have not: whoever stole a cookie would lock its owner out.</exception>
    public Enrolment BeginEnrolment(Caller by) => by.IsRecent
        ? Show(by, TotpCodes.NewSecret())
        : throw new InvalidOperationException("A second factor needs the password first");

    /// <summary>The same secret again; null when it is too old or another sign-in's.</summary>
    public Enrolment? ResumeEnrolment(Caller by, string? sealedSecret) =>
        Open(by, sealedSecret) is { } secret ? Show(by, secret) : null;

    /// <summary>
    /// Stores a secret once a code proves that the app has it. Ends the user's other sign-ins, which never gave a code, and
    /// copies of this one's cookie.
    /// </summary>
    /// <returns>Null when the code is wrong, the secret too old, or there is a second factor already.</returns>
    public async Task<FreshFactor?> EnableAsync(Caller by, string? sealedSecret, string? code, CancellationToken ct)
    {
        if (Open(by, sealedSecret) is not { } secret || code is null) return null;
        if (TotpCodes.StepOf(secret, Digits(code), time.GetUtcNow()) is not { } step) return null;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var stored = _stored.Protect(Convert.ToBase64String(secret));
        var enabled = await db.Users.Where(user => user.Id == by.UserId && user.TotpSecret == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(user => user.TotpSecret, stored).SetProperty(user => user.TotpLastStep, step), ct);
        if (enabled == 0) return null;

        var codes = await recovery.RenewAsync(by.UserId, ct);
        await sessions.EndAllAsync(by.UserId, except: by.SignInId, ct);
        var renewed = await sessions.RenewTokenAsync(by, ct);
        audit.Add(AuditKind.SecondFactorEnabled, by.Username, by);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new FreshFactor(codes, renewed);
    }

    /// <summary>Replaces a user's recovery codes.</summary>
    /// <returns>Null when the user has no second factor.</returns>
    public async Task<FreshFactor?> RenewRecoveryCodesAsync(Caller by, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await IsEnabledAsync(by.UserId, ct)) return null;

        var codes = await recovery.RenewAsync(by.UserId, ct);
        var renewed = await sessions.RenewTokenAsync(by, ct);
        audit.Add(AuditKind.RecoveryCodesRenewed, by.Username, by);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new FreshFactor(codes, renewed);
    }

    /// <summary>Takes the caller's own second factor away, once their password is confirmed; copies of their cookie end.</summary>
    /// <returns>What their cookie is to carry from now on; null when there was no second factor.</returns>
    public async Task<NewToken?> RemoveOwnAsync(Caller by, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await RemoveAsync(by.UserId, by.Username, AuditKind.SecondFactorDisabled, by, ct)) return null;

        var renewed = await sessions.RenewTokenAsync(by, ct);
        await transaction.CommitAsync(ct);
        return renewed;
    }

    /// <summary>Takes another user's second factor away, whose device is lost, and ends their sign-ins.</summary>
    public async Task<UserOutcome> RemoveFromAsync(Guid userId, Caller by, CancellationToken ct)
    {
        if (!by.IsRecent) return new UserOutcome.SignInTooOld();
        if (userId == by.UserId) return new UserOutcome.NotOnOneself();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == userId, ct) is not { } user)
            return new UserOutcome.NotFound();
        if (await RemoveAsync(userId, user.Username, AuditKind.SecondFactorRemoved, by, ct))
            await sessions.EndAllAsync(userId, except: null, ct);
        await transaction.CommitAsync(ct);
        return new UserOutcome.Done(user);
    }

    private async Task<bool> RemoveAsync(Guid userId, string username, AuditKind kind, Caller by, CancellationToken ct)
    {
        var removed = await db.Users.Where(user => user.Id == userId && user.TotpSecret != null)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.TotpSecret, (string?)null), ct);
        if (removed == 0) return false;

        await recovery.DeleteAsync(userId, ct);
        audit.Add(kind, username, by);
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>
    /// Uses a code up in the current transaction: one of the app, of a later time step than the last, or a recovery code.
    /// </summary>
    /// <returns>Whether it was good.</returns>
    public async Task<bool> TakeAsync(User user, string code, ClientOrigin origin, CancellationToken ct)
    {
        if (await TakeTotpAsync(user, Digits(code), ct)) return true;
        if (!await recovery.TakeAsync(user.Id, code, ct)) return false;

        audit.Add(AuditKind.RecoveryCodeUsed, user.Username, user.Username, origin);
        return true;
    }

    private async Task<bool> TakeTotpAsync(User user, string digits, CancellationToken ct)
    {
        if (SecretOf(user) is not { } secret || TotpCodes.StepOf(secret, digits, time.GetUtcNow()) is not { } step) return false;
        return await db.Users
            .Where(u => u.Id == user.Id && (u.TotpLastStep == null || u.TotpLastStep < step))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.TotpLastStep, step), ct) == 1;
    }

    /// <summary>The user's secret; null when the keys that it is encrypted with are gone. Recovery codes still sign them in.</summary>
    private byte[]? SecretOf(User user)
    {
        try
        {
            return Convert.FromBase64String(_stored.Unprotect(user.TotpSecret!));
        }
        catch (CryptographicException problem)
        {
            log.LogError(problem, "The secret of a second factor can't be read: is SESSION_SIGN_KEY the one that it was set up with?");
            return null;
        }
    }

    private Enrolment Show(Caller by, byte[] secret) => new(
        TotpCodes.Text(secret),
        TotpCodes.Uri(secret, by.Username),
        _enrolling.Protect($"{by.SignInId:N}{Convert.ToBase64String(secret)}", EnrolmentLifetime));

    private byte[]? Open(Caller by, string? sealedSecret)
    {
        if (string.IsNullOrEmpty(sealedSecret)) return null;
        try
        {
            var content = _enrolling.Unprotect(sealedSecret);
            return content.StartsWith($"{by.SignInId:N}", StringComparison.Ordinal) ? Convert.FromBase64String(content[32..]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What was typed, without spaces and in ASCII.</summary>
    private static string Digits(string code) => PasswordHash.Normalize(code).Replace(" ", "", StringComparison.Ordinal);
}
