using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using NSec.Cryptography;

namespace PsiErp.Accounts;

/// <summary>What an Argon2id hash costs: memory in KiB, passes over it, lanes.</summary>
internal readonly record struct Argon2Cost(int Memory, int Passes, int Lanes);

/// <summary>An Argon2id hash in PHC form: <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>.</summary>
internal sealed partial record Argon2Hash(Argon2Cost Cost, byte[] Salt, byte[] Hash)
{
    /// <summary>The cost of new hashes (OWASP Password Storage Cheat Sheet, smallest memory).</summary>
    public static readonly Argon2Cost Today = new(Memory: 19456, Passes: 2, Lanes: 1);

    /// <summary>A quarter of a GiB; with <see cref="MaxWork"/> this keeps any verification within seconds.</summary>
    private const int MaxMemory = 256 * 1024;

    /// <summary>Most KiB to go over in all passes together.</summary>
    private const long MaxWork = 1024 * 1024;

    /// <summary>Bytes of a new salt.</summary>
    public const int SaltLength = 16;

    /// <summary>Whether the cost is today's and salt and hash have today's sizes.</summary>
    public bool IsOfToday => Cost == Today && Salt.Length == SaltLength && Hash.Length == 32;

    /// <summary>Reads a hash; null when it is not Argon2id version 19, is malformed, or costs too much.</summary>
    public static Argon2Hash? Parse(string stored)
    {
        if (Form().Match(stored) is not { Success: true } match) return null;
        var cost = new Argon2Cost(Number(match, "m"), Number(match, "t"), Number(match, "p"));
        return IsBearable(cost) && Bytes(match, "salt") is { } salt && Bytes(match, "hash") is { } hash
            ? new Argon2Hash(cost, salt, hash)
            : null;
    }

    /// <summary>The raw hash of a password.</summary>
    /// <remarks>
    /// By libsodium, six times as fast as the managed library; that one takes the few that libsodium doesn't: other lanes than
    /// one, other salts than 16 bytes.
    /// </remarks>
    public static byte[] Compute(byte[] password, byte[] salt, Argon2Cost cost, int length) =>
        cost.Lanes == 1 && salt.Length == SaltLength
            ? PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters
            {
                DegreeOfParallelism = 1,
                MemorySize = cost.Memory,
                NumberOfPasses = cost.Passes,
            }).DeriveBytes(password, salt, length)
            : ComputeManaged(password, salt, cost, length);

    private static byte[] ComputeManaged(byte[] password, byte[] salt, Argon2Cost cost, int length)
    {
        using var argon2 = new Konscious.Security.Cryptography.Argon2id(password)
        {
            Salt = salt,
            MemorySize = cost.Memory,
            Iterations = cost.Passes,
            DegreeOfParallelism = cost.Lanes,
        };
        return argon2.GetBytes(length);
    }

    /// <summary>Whether this is the hash of the password.</summary>
    public bool Fits(byte[] password) =>
        CryptographicOperations.FixedTimeEquals(Compute(password, Salt, Cost, Hash.Length), Hash);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"$argon2id$v=19$m={Cost.Memory},t={Cost.Passes},p={Cost.Lanes}${Text(Salt)}${Text(Hash)}");

    private static bool IsBearable(Argon2Cost cost) =>
        cost is { Lanes: >= 1 and <= 16, Passes: >= 1, Memory: <= MaxMemory }
        && cost.Memory >= 8 * cost.Lanes
        && (long)cost.Memory * cost.Passes <= MaxWork;

    private static int Number(Match match, string name) =>
        int.Parse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    // PHC writes base64 without its padding
    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[]? Bytes(Match match, string name)
    {
        var text = match.Groups[name].Value;
        var bytes = new byte[64];
        return Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var length)
            ? bytes[..length]
            : null;
    }

    // Salts of 8 to 64 bytes, hashes of 16 to 64
    [GeneratedRegex(
        """\A\$argon2id\$v=19\$m=(?<m>[0-9]{1,9}),t=(?<t>[0-9]{1,9}),p=(?<p>[0-9]{1,9})\$(?<salt>[A-Za-z0-9+/]{11,86})"""
            + """\$(?<hash>[A-Za-z0-9+/]{22,86})\z""",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
