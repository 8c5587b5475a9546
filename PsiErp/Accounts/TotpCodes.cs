using System.Security.Cryptography;
using OtpNet;

namespace PsiErp.Accounts;

/// <summary>Time-based one-time passwords (RFC 6238) as every authenticator app makes them: SHA-1, 6 digits, 30 seconds.</summary>
internal static class TotpCodes
{
    /// <summary>One step back and one ahead, for clocks that differ and people who type slowly (RFC 6238, 5.2).</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>A new secret of 160 bits, as RFC 4226 recommends.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    /// <summary>The secret as people type it: base32 in groups of four.</summary>
    public static string Text(byte[] secret) =>
        string.Join(' ', Base32Encoding.ToString(secret).TrimEnd('=').Chunk(4).Select(group => new string(group)));

    /// <summary>The secret as apps read it from a QR code.</summary>
    public static string Uri(byte[] secret, string username) =>
        new OtpUri(OtpType.Totp, secret, username, issuer: "PsiErp").ToString();

    /// <summary>The time step that a code belongs to; null when it is wrong.</summary>
    public static long? StepOf(byte[] secret, string code, DateTimeOffset now) =>
        new Totp(secret).VerifyTotp(now.UtcDateTime, code, out var step, Window) ? step : null;
}
