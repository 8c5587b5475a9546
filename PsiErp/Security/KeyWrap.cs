using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using PsiErp.Hosting;

namespace PsiErp.Security;

/// <summary>
/// Encrypts the keys of Data Protection with keys derived from <c>SESSION_SIGN_KEY</c> (HKDF, AES-256-GCM), so that whoever
/// reads the database, or a backup of it, reads no secret of a second factor. The newest wraps, all unwrap.
/// </summary>
internal sealed class KeyWrap
{
    private const string Name = "wrapped";
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[][] _keys;

    /// <param name="settings">The signing keys, newest first; without any, keys are stored as they are.</param>
    public KeyWrap(Settings settings)
    {
        string[] secrets = settings.SignKey is { } newest ? [newest, .. settings.OlderSignKeys] : [];
        var info = "psierp data protection keys"u8.ToArray();
        _keys = [.. secrets.Select(secret => HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: info))];
    }

    /// <summary>What is stored of a key.</summary>
    public string Wrap(XElement key)
    {
        var text = key.ToString(SaveOptions.DisableFormatting);
        if (_keys is not [var newest, ..]) return text;

        var plain = Encoding.UTF8.GetBytes(text);
        var wrapped = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceLength));
        using var aes = new AesGcm(newest, TagLength);
        aes.Encrypt(wrapped.AsSpan(0, NonceLength), plain, wrapped.AsSpan(NonceLength, plain.Length),
            wrapped.AsSpan(NonceLength + plain.Length));
        return new XElement(Name, Convert.ToBase64String(wrapped)).ToString();
    }

    /// <summary>The key that is stored so, and whether it is wrapped as <see cref="Wrap"/> would today.</summary>
    /// <returns>Null when it was wrapped with none of these keys.</returns>
    public (XElement Key, bool IsOfToday)? Unwrap(string stored)
    {
        var element = XElement.Parse(stored);
        if (element.Name != Name) return (element, _keys.Length == 0);

        var wrapped = Convert.FromBase64String(element.Value);
        for (var number = 0; number < _keys.Length; number++)
        {
            if (Decrypt(wrapped, _keys[number]) is { } text) return (XElement.Parse(text), number == 0);
        }
        return null;
    }

    private static string? Decrypt(byte[] wrapped, byte[] key)
    {
        var plain = new byte[wrapped.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(wrapped.AsSpan(0, NonceLength), wrapped.AsSpan(NonceLength, plain.Length),
                wrapped.AsSpan(NonceLength + plain.Length), plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
