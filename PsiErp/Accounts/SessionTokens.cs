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

    private readonly byte[][] _keys;

    /// <param name="settings">
    /// The signing keys: the first signs, all are accepted. Without one, tokens are good until this process ends.
    /// </param>
    /// <param name="log">Is told when there is no signing key.</param>
    public SessionTokens(Settings settings, ILogger<SessionTokens> log)
    {
        if (settings.SignKey is null)
        {
            log.LogWarning("SESSION_SIGN_KEY is not set: everybody is signed out when this process ends");
        }
        _keys = settings.SignKey is { } newest
            ? [Derive(Encoding.UTF8.GetBytes(newest)), .. settings.OlderSignKeys.Select(key => Derive(Encoding.UTF8.GetBytes(key)))]
            : [Derive(RandomNumberGenerator.GetBytes(32))];
    }

    /// <summary>A new token.</summary>
    public string Create()
    {
        var random = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return $"{random}.{Sign(random, _keys[0])}";
    }

    /// <summary>Whether a token was made here, with one of the keys; it may have ended since.</summary>
    public bool IsGenuine(string token)
    {
        if (token.Length != TokenLength || token[RandomLength] != '.' || !Ascii.IsValid(token)) return false;
        var signature = Encoding.ASCII.GetBytes(token[(RandomLength + 1)..]);
        return Array.Exists(_keys, key => CryptographicOperations.FixedTimeEquals(
            signature, Encoding.ASCII.GetBytes(Sign(token[..RandomLength], key))));
    }

    /// <summary>What is stored of a token: its SHA-256, from which nobody gets it back.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    // A key of its own, so that whatever else is keyed from the same setting can't stand in for a token
    private static byte[] Derive(byte[] secret) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "psierp session token"u8.ToArray());

    private static string Sign(string random, byte[] key) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(random)));
}
