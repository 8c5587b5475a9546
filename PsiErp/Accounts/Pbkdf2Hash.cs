using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PsiErp.Accounts;

/// <summary>
/// A hash as Django writes it: <c>pbkdf2_sha256$iterations$salt$base64</c>, PBKDF2 with HMAC-SHA-256 over the salt's text.
/// </summary>
internal sealed partial record Pbkdf2Hash(int Iterations, byte[] Salt, byte[] Hash)
{
    /// <summary>Several times what is in use, and still done within seconds.</summary>
    private const int MaxIterations = 5_000_000;

    /// <summary>Reads a hash; null when it has another form or costs too much.</summary>
    public static Pbkdf2Hash? Parse(string stored)
    {
        if (Form().Match(stored) is not { Success: true } match) return null;
        var iterations = int.Parse(match.Groups["iterations"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var hash = new byte[32];
        return iterations is >= 1 and <= MaxIterations
            && Convert.TryFromBase64String(match.Groups["hash"].Value, hash, out var length) && length == hash.Length
            ? new Pbkdf2Hash(iterations, Encoding.UTF8.GetBytes(match.Groups["salt"].Value), hash)
            : null;
    }

    /// <summary>Whether this is the hash of the password.</summary>
    public bool Fits(byte[] password) => CryptographicOperations.FixedTimeEquals(
        Rfc2898DeriveBytes.Pbkdf2(password, Salt, Iterations, HashAlgorithmName.SHA256, Hash.Length), Hash);

    [GeneratedRegex(
        """\Apbkdf2_sha256\$(?<iterations>[0-9]{1,9})\$(?<salt>[^$]{1,128})\$(?<hash>[A-Za-z0-9+/]{43}=)\z""",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
