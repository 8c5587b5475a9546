using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using PsiErp.Data;

namespace PsiErp.Accounts;

/// <summary>
/// Proof that somebody gave the right name and password and owes the second factor. It is encrypted and signed, so that
/// nothing has to be stored; it is good for a few minutes, and as long as the password stays the same.
/// </summary>
public sealed class PendingSignIn(IDataProtectionProvider protection)
{
    /// <summary>How long it is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector _protector =
        protection.CreateProtector("PsiErp.PendingSignIn").ToTimeLimitedDataProtector();

    /// <summary>The proof for a user.</summary>
    public string Create(Guid userId, string passwordHash) =>
        _protector.Protect($"{userId:N}{Fingerprint(passwordHash)}", Lifetime);

    /// <summary>Whose proof it is; null when it is forged or too old.</summary>
    public Guid? UserOf(string pending) =>
        Open(pending) is { } content ? Guid.ParseExact(content[..32], "N") : null;

    /// <summary>Whether the user's password is still the one that was given.</summary>
    public bool IsFor(string pending, User user) => Open(pending) == $"{user.Id:N}{Fingerprint(user.PasswordHash)}";

    private static string Fingerprint(string passwordHash) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(passwordHash)));

    private string? Open(string pending)
    {
        try
        {
            return _protector.Unprotect(pending);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
