using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PsiErp.Hosting;

namespace PsiErp.Accounts;

/// <summary>
/// Session tokens: 256 random bits, base64url, a dot and their signature. The signature lets forged ones be refused
/// without asking the database; which ones live is known to the database alone.
/// </summary>
public sealed class SignInTokens
{
    private const int RandomLength = 43;
    private const int TokenLength = RandomLength + 1 + SigningKeys.SignatureLength;

    private readonly SigningKeys _keys;

    /// <param name="settings">The signing keys.</param>
    /// <param name="log">Is told when there is none.</param>
    public SignInTokens(Settings settings, ILogger<SignInTokens> log)
    {
        if (settings.SignKey is null)
        {
            log.LogWarning("SESSION_SIGN_KEY is not set: everybody is signed out when this process ends");
        }
        _keys = new SigningKeys(settings, "psierp session token");
    }

    /// <summary>A new token.</summary>
    public string Create()
    {
        var random = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return $"{random}.{_keys.Sign(random)}";
    }

    /// <summary>Whether a token was made here, with one of the keys; it may have ended since.</summary>
    public bool IsGenuine(string token) =>
        token.Length == TokenLength && token[RandomLength] == '.' && Ascii.IsValid(token)
        && _keys.IsSignature(token[..RandomLength], token[(RandomLength + 1)..]);

    /// <summary>What is stored of a token: its SHA-256, from which nobody gets it back.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));
}
