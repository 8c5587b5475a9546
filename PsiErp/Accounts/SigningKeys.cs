using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PsiErp.Hosting;

namespace PsiErp.Accounts;

/// <summary>
/// Signs text with keys derived from the settings' signing keys, for one purpose each, so that what is signed for one
/// can't stand in for another. The newest key signs, all are accepted; without one, signatures are good until this
/// process ends.
/// </summary>
internal sealed class SigningKeys
{
    /// <summary>Characters of a signature.</summary>
    public const int SignatureLength = 43;

    private readonly byte[][] _keys;

    /// <param name="settings">The signing keys, newest first.</param>
    /// <param name="purpose">What is signed.</param>
    public SigningKeys(Settings settings, string purpose)
    {
        byte[][] secrets = settings.SignKey is { } newest
            ? [Encoding.UTF8.GetBytes(newest), .. settings.OlderSignKeys.Select(Encoding.UTF8.GetBytes)]
            : [RandomNumberGenerator.GetBytes(32)];
        var info = Encoding.ASCII.GetBytes(purpose);
        _keys = [.. secrets.Select(secret => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: info))];
    }

    /// <summary>The signature: HMAC-SHA-256, base64url.</summary>
    public string Sign(string text) => Sign(text, _keys[0]);

    /// <summary>Whether one of the keys has signed the text so.</summary>
    public bool IsSignature(string text, string signature)
    {
        var given = Encoding.UTF8.GetBytes(signature);
        return Array.Exists(_keys, key => CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Sign(text, key))));
    }

    private static string Sign(string text, byte[] key) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
