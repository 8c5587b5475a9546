using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PsiErp.Accounts;

/// <summary>
/// The tokens that unsafe JSON calls carry with <c>CSRF_ENABLED</c>: the HMAC-SHA-256 of the session token, base64url.
/// A token of another sign-in, or a cookie that another site managed to plant, is therefore worth nothing.
/// </summary>
public sealed class CsrfTokens(Settings settings)
{
    // Without a signing key these end with the process, as the sessions themselves do
    private readonly byte[] _key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256,
        settings.SignKey is { } secret ? Encoding.UTF8.GetBytes(secret) : RandomNumberGenerator.GetBytes(32),
        32,
        info: "psierp csrf token"u8.ToArray());

    /// <summary>The token of a sign-in.</summary>
    /// <param name="sessionToken">The sign-in's session token.</param>
    public string For(string sessionToken) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(sessionToken)));

    /// <summary>Whether a token is that of a sign-in.</summary>
    public bool IsFor(string sessionToken, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(For(sessionToken)), Encoding.UTF8.GetBytes(token));
}
