using System.Net;
using System.Text.RegularExpressions;
using Npgsql;

namespace PsiErp.Data.Providers;

/// <summary>Reads <c>DATABASE_URL</c> in the forms that hosts hand it out.</summary>
public static partial class DatabaseUrl
{
    private static readonly string[] Schemes = ["postgres", "postgresql"];

    /// <summary>
    /// The connection string for a <c>postgres://user:password@host:port/database?sslmode=…</c> URL (percent-decoded) or
    /// for an Npgsql connection string. Hosts other than loopback need TLS unless it says otherwise.
    /// </summary>
    /// <exception cref="FormatException">It is neither; the message says what is expected, without repeating the password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var builder = text.Contains("://", StringComparison.Ordinal) ? FromUrl(text) : FromConnectionString(text);
        // ContainsKey knows every keyword there is; ShouldSerialize tells those that were given
        if (!builder.ShouldSerialize("SSL Mode") && !IsLoopback(builder.Host)) builder.SslMode = SslMode.Require;
        return builder;
    }

    private static NpgsqlConnectionStringBuilder FromConnectionString(string text)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            return builder.Host is null ? throw Expected("it names no host") : builder;
        }
        catch (ArgumentException)
        {
            throw Expected("it is neither a URL nor an Npgsql connection string");
        }
    }

    private static NpgsqlConnectionStringBuilder FromUrl(string text)
    {
        // Several hosts, of which one is the primary, are no URL but in libpq
        if (Hosts().Match(text) is { Success: true } several)
        {
            var (hosts, first) = (several.Groups["hosts"].Value, several.Groups["first"].Value);
            var connection = FromUrl(text.Remove(several.Groups["hosts"].Index, hosts.Length).Insert(several.Groups["hosts"].Index, first));
            connection.Host = hosts;
            return connection;
        }
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)) throw Expected("it is not a URL");
        // After a plus SQLAlchemy names the driver: postgresql+psycopg2
        if (!Schemes.Contains(url.Scheme.Split('+')[0], StringComparer.OrdinalIgnoreCase)) throw Expected($"its scheme is {url.Scheme}");
        var database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/'));
        if (url.Host.Length == 0 || database.Length == 0) throw Expected("it names no host or no database");

        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host.Trim('[', ']'),
            Port = url.IsDefaultPort || url.Port < 0 ? 5432 : url.Port,
            Database = database,
        };
        var credentials = url.UserInfo.Split(':', 2);
        if (credentials[0].Length > 0) builder.Username = Uri.UnescapeDataString(credentials[0]);
        if (credentials.Length == 2) builder.Password = Uri.UnescapeDataString(credentials[1]);
        foreach (var (name, value) in QueryOf(url)) Apply(builder, name, value);
        return builder;
    }

    private static void Apply(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        switch (name.ToLowerInvariant())
        {
            // As asyncpg calls it, in the same words
            case "sslmode" or "ssl":
                builder.SslMode = value.ToLowerInvariant() switch
                {
                    "disable" => SslMode.Disable,
                    "allow" => SslMode.Allow,
                    "prefer" => SslMode.Prefer,
                    "require" or "true" => SslMode.Require,
                    "verify-ca" => SslMode.VerifyCA,
                    "verify-full" => SslMode.VerifyFull,
                    _ => throw Expected($"its sslmode is '{value}'"),
                };
                break;
            case "host":
                builder.Host = value;
                break;
            case "application_name":
                builder.ApplicationName = value;
                break;
            case "connect_timeout" when int.TryParse(value, out var seconds):
                builder.Timeout = seconds;
                break;
            default:
                throw Expected($"its parameter '{name}' is not known");
        }
    }

    private static IEnumerable<(string Name, string Value)> QueryOf(Uri url) =>
        from pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=', 2)
        select (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");

    private static bool IsLoopback(string? hosts) =>
        hosts is null || hosts.Split(',').All(host => IsOneLoopback(Port().Replace(host.Trim(), "").Trim('[', ']')));

    private static bool IsOneLoopback(string host) =>
        host.StartsWith('/') || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ||
        (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    [GeneratedRegex(@"^[^/?#]+://([^@/?#]*@)?(?<hosts>(?<first>[^,/?#]+),[^/?#]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Hosts();

    /// <summary>A port behind a name or behind brackets, but not a part of an IPv6 address.</summary>
    [GeneratedRegex(@"(?<=^[^:]*|\]):\d+$")]
    private static partial Regex Port();

    private static FormatException Expected(string problem) => new(
        $"{problem}; write postgres://USER:PASSWORD@HOST:5432/DATABASE (special characters percent-encoded) " +
        "or an Npgsql connection string");
}
