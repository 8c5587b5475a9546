using System.Security.Cryptography;
using System.Text;

namespace PsiErp.Accounts;

/// <summary>
/// Passwords as they are stored: Argon2id (RFC 9106) in PHC form with OWASP's smallest recommended cost (19 MiB, two
/// passes, one lane), and the older <c>pbkdf2_sha256$</c> forms, which are read but no longer written.
/// </summary>
/// <remarks>
/// The cost is read from the stored string, within bounds: a hash that is malformed, or would cost seconds or gigabytes,
/// fits no password. Passwords are compared in Unicode's NFKC form, so that it does not matter which keyboard or
/// input method composed them.
/// </remarks>
public static class PasswordHash
{
    /// <summary>A hash at today's cost that fits no password; verifying it takes as long as verifying a real one.</summary>
    public static readonly string OfNobody = new Argon2Hash(Argon2Hash.Today, new byte[Argon2Hash.SaltLength], new byte[32]).ToString();

    /// <summary>Hashes a password with a new random salt. Takes some 20 ms and 19 MiB.</summary>
    public static string Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(Argon2Hash.SaltLength);
        var hash = Argon2Hash.Compute(Bytes(password), salt, Argon2Hash.Today, length: 32);
        return new Argon2Hash(Argon2Hash.Today, salt, hash).ToString();
    }

    /// <summary>Whether the password is the one that was hashed. Takes as long for a wrong one as for the right one.</summary>
    public static bool Verify(string password, string stored)
    {
        if (password.Length == 0) return false;
        if (Argon2Hash.Parse(stored) is { } argon2) return argon2.Fits(Bytes(password));
        if (Pbkdf2Hash.Parse(stored) is not { } legacy) return false;

        // The applications that wrote these hashed what was typed, without composing it first
        var typed = Encoding.UTF8.GetBytes(password);
        var normalized = Bytes(password);
        return legacy.Fits(typed) | (!typed.AsSpan().SequenceEqual(normalized) && legacy.Fits(normalized));
    }

    /// <summary>Whether a hash is of a form that some password may fit.</summary>
    public static bool IsReadable(string stored) => Argon2Hash.Parse(stored) is not null || Pbkdf2Hash.Parse(stored) is not null;

    /// <summary>Whether a hash should be replaced, once its password is at hand, by one of today's form and cost.</summary>
    public static bool NeedsRehash(string stored) => Argon2Hash.Parse(stored) is not { } hash || !hash.IsOfToday;

    /// <summary>A password as it is compared: in Unicode's NFKC form.</summary>
    public static string Normalize(string password)
    {
        // By way of UTF-8, since half a surrogate pair can't be normalized
        var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(password));
        return text.Normalize(NormalizationForm.FormKC);
    }

    private static byte[] Bytes(string password) => Encoding.UTF8.GetBytes(Normalize(password));
}
