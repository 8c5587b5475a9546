using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace PsiErp.Hosting;

/// <summary>A setting is wrong. The message is for the person who starts the app.</summary>
public sealed class SettingsException(string name, string problem) : Exception($"{name} {problem}.");

/// <summary>Reads single values; an empty one counts as not set.</summary>
internal sealed class SettingsReader(IConfiguration source)
{
    public string? Text(string name) => source[name] is { } value && value.Trim() is { Length: > 0 } text ? text : null;

    public string Matching(string name, string fallback, Regex pattern, string expected)
    {
        var text = Text(name) ?? fallback;
        return pattern.IsMatch(text) ? text : throw Wrong(name, text, expected);
    }

    public bool Flag(string name, bool fallback) => Text(name)?.ToLowerInvariant() switch
    {
        null => fallback,
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        var other => throw Wrong(name, other, "true or false"),
    };

    public long Whole(string name, long fallback, long min, long max)
    {
        if (Text(name) is not { } text) return fallback;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max
            ? value
            : throw Wrong(name, text, $"a whole number from {min} to {max}");
    }

    public TimeSpan Seconds(string name, int fallback, int min) =>
        TimeSpan.FromSeconds(Whole(name, fallback, min, 365 * 24 * 3600));

    public TimeSpan Milliseconds(string name, int fallback) =>
        TimeSpan.FromMilliseconds(Whole(name, fallback, 0, 24 * 3600 * 1000));

    public T OneOf<T>(string name, T fallback) where T : struct, Enum
    {
        if (Text(name) is not { } text) return fallback;
        return Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(text, ignoreCase: true)
            : throw Wrong(name, text, $"one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
    }

    public string? DatabaseUrl(string name)
    {
        if (Text(name) is not { } text) return null;
        try
        {
            Data.Providers.DatabaseUrl.Parse(text);
            return text;
        }
        catch (FormatException problem)
        {
            throw new SettingsException(name, $"can't be used: {problem.Message}, or leave it out for the embedded database");
        }
    }

    /// <summary>A replica of the database that another setting names.</summary>
    public string? ReplicaUrl(string name, string primary) => DatabaseUrl(name) is not { } url ? null
        : Text(primary) is not null ? url
        : throw new SettingsException(
            name, $"names a replica of PostgreSQL, but {primary} names no PostgreSQL that it could follow; set both, or leave both out");

    /// <summary>The signing keys, newest first.</summary>
    public IReadOnlyList<string> SignKeys(bool required)
    {
        const string Remedy = "set it to at least 32 random characters, for example from: openssl rand -base64 48";
        var name = Text("SESSION_SIGN_KEY") is null && Text("SECRET_KEY") is not null ? "SECRET_KEY" : "SESSION_SIGN_KEY";
        var keys = (Text(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (required && keys.Length == 0)
            throw new SettingsException(name, $"is missing; outside Development {Remedy}");
        if (required && keys.FirstOrDefault(key => key.Length < 32) is { } tooShort)
            throw new SettingsException(name, $"has {(keys.Length == 1 ? "" : "a key of ")}{tooShort.Length} characters; {Remedy}");
        return keys;
    }

    public IReadOnlyList<string>? Origins(string name)
    {
        if (List(name) is not { } origins) return null;
        foreach (var origin in origins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var url) || url.GetLeftPart(UriPartial.Authority) != origin)
                throw Wrong(name, origin, "origins such as https://plan.example.com, separated by commas");
        }
        return origins;
    }

    public IReadOnlyList<string> Hosts(string name)
    {
        var hosts = List(name) ?? [];
        foreach (var host in hosts)
        {
            var bare = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
            if (bare != "*" && Uri.CheckHostName(bare) == UriHostNameType.Unknown)
                throw Wrong(name, host, "host names such as plan.example.com or *.example.com, without ports, separated by commas");
        }
        return hosts;
    }

    public IReadOnlyList<IPNetwork>? Networks(string name) => List(name)?.Select(entry =>
        IPNetwork.TryParse(entry, out var network) ? network
        : entry.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(entry, out var address)
            ? new IPNetwork(address, 8 * address.GetAddressBytes().Length)
        : throw Wrong(name, entry, "addresses or networks such as 10.0.0.0/8, separated by commas")).ToArray();

    public Uri? Url(string name)
    {
        if (Text(name) is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https")
            ? url
            : throw Wrong(name, text, "a URL such as http://localhost:4317");
    }

    public TimeZoneInfo TimeZone(string name)
    {
        if (Text(name) is not { } text) return TimeZoneInfo.Local;
        return TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone)
            ? zone
            : throw Wrong(name, text, "an IANA time zone such as Asia/Tokyo");
    }

    private string[]? List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static SettingsException Wrong(string name, string value, string expected) =>
        new(name, $"is '{value}', but must be {expected}");
}
