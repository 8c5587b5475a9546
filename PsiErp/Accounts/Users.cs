using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Accounts;

/// <summary>What to change about a user; members that are null stay.</summary>
/// <param name="IsActive">Whether they may sign in.</param>
/// <param name="IsAdmin">Whether they may manage users.</param>
/// <param name="Password">A new password.</param>
/// <param name="IsReadOnly">Whether they may look only.</param>
/// <param name="MustChangePassword">Whether they have to choose another password before anything else.</param>
public sealed record UserChange(
    bool? IsActive = null, bool? IsAdmin = null, string? Password = null, bool? IsReadOnly = null, bool? MustChangePassword = null);

/// <summary>What a new user may do.</summary>
/// <param name="IsAdmin">Whether they may manage users.</param>
/// <param name="IsReadOnly">Whether they may look only.</param>
/// <param name="MustChangePassword">Whether they have to choose another password before anything else.</param>
public sealed record UserRights(bool IsAdmin = false, bool IsReadOnly = false, bool MustChangePassword = false);

/// <summary>A user, and when they last signed in, if ever.</summary>
public sealed record UserOverview(User User, DateTimeOffset? LastSignIn);

/// <summary>How a change of the users ended.</summary>
public abstract record UserOutcome
{
    private UserOutcome()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="User">As they now are.</param>
    public sealed record Done(User User) : UserOutcome;

    /// <summary>There is no such user.</summary>
    public sealed record NotFound : UserOutcome;

    /// <summary>Whoever asks signed in too long ago: they have to prove again that they are who they are.</summary>
    public sealed record SignInTooOld : UserOutcome;

    /// <summary>For oneself there is another way, which asks for the password.</summary>
    public sealed record NotOnOneself : UserOutcome;

    /// <summary>Nobody would be left who may manage users.</summary>
    public sealed record LastAdmin : UserOutcome;

    /// <summary>The name or password won't do.</summary>
    /// <param name="Errors">What is wrong.</param>
    public sealed record Invalid(IReadOnlyList<CredentialError> Errors) : UserOutcome;
}

/// <summary>The people who may sign in.</summary>
public sealed class Users(
    PsiDb db, IDatabase database, PasswordHasher hasher, LiveSignIns sessions, AuditLog audit, TimeProvider time)
{
    /// <summary>The lock under which users are made and changed, on any number of machines.</summary>
    private const string Lock = "users";

    /// <summary>Whether there is anybody yet.</summary>
    public Task<bool> AnyAsync(CancellationToken ct) => db.Users.AnyAsync(ct);

    /// <summary>The users by name.</summary>
    /// <param name="search">Part of the name, in any case; null for all.</param>
    public IQueryable<UserOverview> Find(string? search)
    {
        var users = db.Users.AsNoTracking();
        if (search?.Trim().ToLowerInvariant() is { Length: > 0 } part)
            users = users.Where(user => user.Username.ToLower().Contains(part));
        return users.OrderBy(user => user.Username.ToLower()).ThenBy(user => user.Username).Select(user => new UserOverview(
            user,
            db.AuditLog.Where(entry => entry.Subject == user.Username && entry.Kind == AuditKind.SignedIn)
                .Max(entry => (DateTimeOffset?)entry.At)));
    }

    /// <summary>One user, or null.</summary>
    public Task<User?> FindAsync(Guid id, CancellationToken ct) =>
        db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == id, ct);

    /// <summary>One user by their exact name, or null.</summary>
    public Task<User?> FindAsync(string username, CancellationToken ct) =>
        db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Username == username, ct);

    /// <summary>Makes a user whose name differs from all others by more than case.</summary>
    public async Task<UserOutcome> CreateAsync(
        string? username, string? password, UserRights rights, Caller by, CancellationToken ct)
    {
        if (!by.IsRecent) return new UserOutcome.SignInTooOld();
        var errors = CredentialRules.CheckForNewUser(username, password);
        if (rights is { IsAdmin: true, IsReadOnly: true }) errors = [.. errors, new("is_read_only", CredentialProblem.AdminReadOnly)];
        return errors.Count > 0 ? new UserOutcome.Invalid(errors) : await AddAsync(username!, password!, rights, by, ct);
    }

    /// <summary>The same, whatever the name and password look like.</summary>
    internal async Task<UserOutcome> AddAsync(
        string username, string password, UserRights rights, Caller by, CancellationToken ct)
    {
        var user = new User
        {
            Username = username,
            PasswordHash = await hasher.HashAsync(password, ct),
            HasDefaultPassword = FirstAdmin.IsDefault(password),
            IsAdmin = rights.IsAdmin,
            IsReadOnly = rights.IsReadOnly,
            MustChangePassword = rights.MustChangePassword,
            CreatedAt = time.GetUtcNow(),
        };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await database.LockNameAsync(db, Lock, ct);
        var key = username.ToLowerInvariant();
        if (await db.Users.AnyAsync(other => other.Username == username || other.Username.ToLower() == key, ct))
            return new UserOutcome.Invalid([new("username", CredentialProblem.UsernameTaken)]);
        if (await LooksTakenAsync(username, ct)) return new UserOutcome.Invalid([new("username", CredentialProblem.UsernameLooksTaken)]);

        db.Users.Add(user);
        audit.Add(AuditKind.UserCreated, username, by, rights.IsAdmin ? AuditDetail.Admin
            : rights.IsReadOnly ? AuditDetail.ReadOnly : null);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return new UserOutcome.Done(user);
    }

    /// <summary>
    /// Changes a user. A new password or deactivation ends all their sign-ins. Admins change their own password as everybody
    /// does. One active admin is always left.
    /// </summary>
    public async Task<UserOutcome> ChangeAsync(Guid id, UserChange change, Caller by, CancellationToken ct)
    {
        if (!by.IsRecent) return new UserOutcome.SignInTooOld();
        if (id == by.UserId && change.Password is not null) return new UserOutcome.NotOnOneself();
        var errors = change.Password is null ? [] : CredentialRules.CheckNewPassword(change.Password);
        if (errors.Count > 0) return new UserOutcome.Invalid(errors);
        var hash = change.Password is null ? null : await hasher.HashAsync(change.Password, ct);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await database.LockNameAsync(db, Lock, ct);
        if (await db.Users.SingleOrDefaultAsync(user => user.Id == id, ct) is not { } user) return new UserOutcome.NotFound();

        var (wasActive, wasAdmin, wasReadOnly) = (user.IsActive, user.IsAdmin, user.IsReadOnly);
        user.IsActive = change.IsActive ?? wasActive;
        user.IsAdmin = change.IsAdmin ?? wasAdmin;
        if (wasActive && wasAdmin && !(user.IsActive && user.IsAdmin) && !await HasOtherAdminAsync(id, ct))
        {
            db.ChangeTracker.Clear();
            return new UserOutcome.LastAdmin();
        }
        user.IsReadOnly = change.IsReadOnly ?? wasReadOnly;
        if (user is { IsAdmin: true, IsReadOnly: true } && (change.IsAdmin ?? change.IsReadOnly ?? false))
        {
            db.ChangeTracker.Clear();
            return new UserOutcome.Invalid([new("is_read_only", CredentialProblem.AdminReadOnly)]);
        }
        user.PasswordHash = hash ?? user.PasswordHash;
        if (hash is not null) (user.HasDefaultPassword, user.MustChangePassword) = (false, false);
        user.MustChangePassword = change.MustChangePassword ?? user.MustChangePassword;

        if (user.IsActive != wasActive) audit.Add(AuditKind.UserChanged, user.Username, by, user.IsActive ? AuditDetail.Active
            : AuditDetail.Inactive);
        if (user.IsAdmin != wasAdmin) audit.Add(AuditKind.UserChanged, user.Username, by, user.IsAdmin ? AuditDetail.Admin
            : AuditDetail.NoAdmin);
        if (user.IsReadOnly != wasReadOnly) audit.Add(AuditKind.UserChanged, user.Username, by, user.IsReadOnly ? AuditDetail.ReadOnly
            : AuditDetail.MayChange);
        if (hash is not null) audit.Add(AuditKind.PasswordReset, user.Username, by);
        await db.SaveChangesAsync(ct);
        if (hash is not null || !user.IsActive)
            await sessions.EndAllAsync(id, except: null, ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return new UserOutcome.Done(user);
    }

    /// <summary>
    /// Replaces the caller's own password, which they know. All their other sign-ins end, and theirs goes on with a new token.
    /// </summary>
    /// <param name="by">Whose password it is; their password has been confirmed.</param>
    /// <param name="password">The new one.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The token; null when their sign-in has ended meanwhile.</returns>
    public async Task<NewToken?> ReplaceOwnPasswordAsync(Caller by, string password, CancellationToken ct)
    {
        var hash = await hasher.HashAsync(password, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Users.Where(user => user.Id == by.UserId).ExecuteUpdateAsync(
            set => set.SetProperty(user => user.PasswordHash, hash).SetProperty(user => user.HasDefaultPassword, false)
                .SetProperty(user => user.MustChangePassword, false), ct);
        await sessions.EndAllAsync(by.UserId, except: by.SignInId, ct);
        var renewed = await sessions.RenewTokenAsync(by, ct);
        audit.Add(AuditKind.PasswordChanged, by.Username, by);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return renewed;
    }

    private async Task<bool> LooksTakenAsync(string username, CancellationToken ct)
    {
        var look = LookAlikes.Fold(username);
        return (await db.Users.Select(user => user.Username).ToListAsync(ct)).Exists(name => LookAlikes.Fold(name) == look);
    }

    private Task<bool> HasOtherAdminAsync(Guid id, CancellationToken ct) =>
        db.Users.AnyAsync(user => user.Id != id && user.IsActive && user.IsAdmin, ct);
}
