using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Accounts;

/// <summary>The people who may sign in.</summary>
public sealed class Users(PsiDb db, IDatabase database, PasswordHasher hasher, TimeProvider time)
{
    /// <summary>Whether there is anybody yet.</summary>
    public Task<bool> AnyAsync(CancellationToken ct) => db.Users.AnyAsync(ct);

    /// <summary>Makes a user.</summary>
    /// <param name="username">A name within <see cref="CredentialRules"/>, unlike any other in every character.</param>
    /// <param name="password">A password within <see cref="CredentialRules"/>.</param>
    /// <param name="isAdmin">Whether they may manage users.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The user, or null when the name is taken.</returns>
    /// <exception cref="ArgumentException">The name or password breaks <see cref="CredentialRules.CheckForNewUser"/>.</exception>
    public async Task<User?> CreateAsync(string username, string password, bool isAdmin, CancellationToken ct)
    {
        var errors = CredentialRules.CheckForNewUser(username, password);
        if (errors.Count > 0) throw new ArgumentException(string.Join(" ", errors.Values.SelectMany(texts => texts)));

        var user = new User
        {
            Username = username,
            PasswordHash = await hasher.HashAsync(password, ct),
            IsAdmin = isAdmin,
            CreatedAt = time.GetUtcNow(),
        };
        db.Users.Add(user);
        try
        {
            await db.SaveChangesAsync(ct);
            return user;
        }
        catch (DbUpdateException taken) when (database.IsUniqueViolation(taken))
        {
            db.Entry(user).State = EntityState.Detached;
            return null;
        }
    }
}
