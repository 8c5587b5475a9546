using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PsiErp.Accounts;

/// <summary>
/// Session tokens: 256 random bits and their HMAC-SHA-256, both base64url, joined by a dot. The signature lets forged
/// ones be refused without asking the database; which ones live is known to the database alone.
/// </summary>
public sealed class SessionTokens
{
    private const int RandomLength = 43;
    private const int TokenLength = RandomLength + 1 + 43;

    private readonly byte[] _key;

    /// <param name="settings">The signing key; without one, tokens are good until this process ends.</param>
    /// <param name="log">Is told when there is no signing key.</param>
    public SessionTokens(Settings settings, ILogger<SessionTokens> log)
    {
        if (settings.SignKey is null)
        {
            log.LogWarning("SESSION_SIGN_KEY is not set: everybody is signed out when this process ends");
        }
        var secret = settings.SignKey is { } text ? Encoding.UTF8.GetBytes(text) : RandomNumberGenerator.GetBytes(32);
        // A key of its own, so that whatever else is keyed from the same setting can't stand in for a token
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "psierp session token"u8.ToArray());
    }

    /// <summary>A new token.</summary>
    public string Create()
    {
        var random = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return $"{random}.{Sign(random)}";
    }

    /// <summary>Whether a token was made here, with this key; it may have ended since.</summary>
    public bool IsGenuine(string token)
    {
        if (token.Length != TokenLength || token[RandomLength] != '.' || !Ascii.IsValid(token)) return false;
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(token[(RandomLength + 1)..]),
            Encoding.ASCII.GetBytes(Sign(token[..RandomLength])));
    }

    /// <summary>What is stored of a token: its SHA-256, from which nobody gets it back.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    private string Sign(string random) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(random)));
}
