using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PsiErp.Accounts;

/// <summary>
/// A hash of the form <c>pbkdf2_sha256$iterations$salt$hash</c>: PBKDF2 with HMAC-SHA-256. Two programs write it. Django
/// salts with the text that stands there and spells the hash in base64; PsiErp's prototype salts with bytes, and spells
/// both in base64url, without padding.
/// </summary>
/// <param name="Iterations">How often.</param>
/// <param name="Salts">What the salt may mean: one reading, or two where the alphabet leaves both open.</param>
/// <param name="Hash">What comes out of it, 32 bytes.</param>
internal sealed partial record Pbkdf2Hash(int Iterations, IReadOnlyList<byte[]> Salts, byte[] Hash)
{
    /// <summary>Several times what is in use, and still done within seconds.</summary>
    private const int MaxIterations = 5_000_000;

    /// <summary>Reads a hash; null when it has another form or costs too much.</summary>
    public static Pbkdf2Hash? Parse(string stored)
    {
        if (Form().Match(stored) is not { Success: true } match) return null;
        var iterations = int.Parse(match.Groups["iterations"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var (salt, hash) = (match.Groups["salt"].Value, match.Groups["hash"].Value);
        var salts = SaltsOf(salt, hash).ToArray();
        return iterations is >= 1 and <= MaxIterations && salts.Length > 0
            ? new Pbkdf2Hash(iterations, salts, Base64Url.DecodeFromChars(hash.Replace('+', '-').Replace('/', '_')))
            : null;
    }

    /// <summary>Whether this is the hash of the password. All readings are tried, whichever fits.</summary>
    public bool Fits(byte[] password) => Salts.Aggregate(false, (fits, salt) => fits | CryptographicOperations.FixedTimeEquals(
        Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, Hash.Length), Hash));

    private static IEnumerable<byte[]> SaltsOf(string salt, string hash)
    {
        if (!hash.AsSpan().ContainsAny('-', '_')) yield return Encoding.UTF8.GetBytes(salt);
        if (!hash.AsSpan().ContainsAny('+', '/') && Base64Url.IsValid(salt)) yield return Base64Url.DecodeFromChars(salt);
    }

    // The last of 43 characters holds four bits, and two that are zero
    [GeneratedRegex(
        """\Apbkdf2_sha256\$(?<iterations>[0-9]{1,9})\$(?<salt>[^$]{1,128})\$(?<hash>[A-Za-z0-9+/_-]{42}[AEIMQUYcgkosw048]=?)\z""",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
