using System.Net;
using System.Text.RegularExpressions;
using PsiErp.Data.Providers;

namespace PsiErp.Hosting;

/// <summary>
/// Everything that can be set from outside (docs/settings.md lists it), read and checked once at the start. Other code asks
/// this record, never the environment.
/// </summary>
public sealed partial record Settings
{
    /// <summary>PostgreSQL as given, or null for the embedded SQLite file.</summary>
    public string? DatabaseUrl { get; init; }

    /// <summary>A replica of it that may read, as given.</summary>
    public string? DatabaseUrlRead { get; init; }

    /// <summary>The embedded SQLite file. Not for planners to set: tests keep theirs apart with it.</summary>
    public string SqliteFile { get; init; } = "psi.db";

    /// <summary>PostgreSQL schema of every table.</summary>
    public string DbSchema { get; init; } = "psi";

    /// <summary>PostgreSQL connections that the app holds at most.</summary>
    public int DbPoolSize { get; init; } = 20;

    /// <summary>Signs session tokens and keys everything derived; null means a random one per start.</summary>
    public string? SignKey { get; init; }

    /// <summary>Keys that signed tokens before; those tokens are still good.</summary>
    public IReadOnlyList<string> OlderSignKeys { get; init; } = [];

    public string CookieName { get; init; } = "session";
    public string? CookieDomain { get; init; }
    public SameSiteMode CookieSameSite { get; init; } = SameSiteMode.Lax;
    public bool CookieSecure { get; init; }

    /// <summary>How long a sign-in lives after its last use.</summary>
    public TimeSpan SessionTtl { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a sign-in lives at most, however often it is used.</summary>
    public TimeSpan SessionMax { get; init; } = TimeSpan.FromHours(12);

    public bool CsrfEnabled { get; init; }
    public string CsrfCookieName { get; init; } = "csrf_token";
    public string CsrfHeaderName { get; init; } = "x-csrf-token";

    /// <summary>Failed sign-ins per address and name before further ones are refused.</summary>
    public int LoginMaxAttempts { get; init; } = 5;

    /// <summary>Failed sign-ins per address, over all names.</summary>
    public int LoginMaxPerAddress { get; init; } = 50;

    /// <summary>Failed sign-ins per name, over all addresses.</summary>
    public int LoginMaxPerName { get; init; } = 20;

    /// <summary>How long an address from which a user signed in is exempt from the limit per name; zero for never.</summary>
    public TimeSpan LoginKnownAddress { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a deleted planning session can be brought back.</summary>
    public TimeSpan DeletedSessionKept { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long the edit log of a deleted planning session stays readable for admins.</summary>
    public TimeSpan DeletedLogKept { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Who must have a second factor.</summary>
    public TotpRequired TotpRequired { get; init; }

    /// <summary>How long failed sign-ins count.</summary>
    public TimeSpan LoginBlock { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Web sites whose scripts may call the JSON routes with a user's cookie.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>What the <c>Host</c> header may say outside Development; empty is anything.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Whether HTTPS is required of all host names below the site's own, too.</summary>
    public bool HstsIncludesSubdomains { get; init; }

    /// <summary>Whose word about a client's address and scheme is taken.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Whether answers say which user ids created and changed things.</summary>
    public bool ExposeAuditFields { get; init; }

    /// <summary>What an upload that names no mode does, in the word of the wire.</summary>
    public string UploadMode { get; init; } = "merge";

    /// <summary>Largest upload, in bytes.</summary>
    public long UploadMaxBytes { get; init; } = 200L * 1024 * 1024;

    public int Port { get; init; } = 8000;

    /// <summary>How long the app may take to end.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How much of that it goes on answering, calling itself not ready.</summary>
    public TimeSpan ShutdownDelay { get; init; }

    /// <summary>Where traces and metrics go; null for nowhere.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Requests that take longer are worth a warning; zero for none.</summary>
    public TimeSpan SlowRequest { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Statements that take longer are worth a warning; zero for none.</summary>
    public TimeSpan SlowQuery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What "today" means on screens and in alerts.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Local;

    /// <summary>On Heroku only its router can reach the app, from any address.</summary>
    private static IReadOnlyList<IPNetwork> Everywhere => [IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")];

    /// <summary>Where front ends are developed. On a server, whatever listens there is nobody's front end.</summary>
    private static IReadOnlyList<string> LocalFrontEnds =>
        ["http://localhost:5173", "http://localhost:5174", "http://127.0.0.1:5173", "http://127.0.0.1:5174"];

    /// <summary>The day that a moment falls on where the planners are; of now it is today.</summary>
    public DateOnly DateOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, TimeZone).DateTime);

    /// <summary>Reads the settings.</summary>
    /// <param name="source">Environment variables, or whatever stands in for them.</param>
    /// <param name="isDevelopment">In Development a signing key may be missing and cookies may travel over HTTP.</param>
    /// <exception cref="SettingsException">A value is wrong; the message names the setting, the value and the remedy.</exception>
    public static Settings Read(IConfiguration source, bool isDevelopment)
    {
        var read = new SettingsReader(source);
        var signKeys = read.SignKeys(required: !isDevelopment);
        return new Settings
        {
            DatabaseUrl = read.DatabaseUrl("DATABASE_URL"),
            DatabaseUrlRead = read.ReplicaUrl("DATABASE_URL_READ", "DATABASE_URL"),
            SqliteFile = read.Text("SQLITE_FILE") ?? "psi.db",
            DbSchema = read.Matching("DB_SCHEMA", "psi", Identifier(), "a plain lower-case identifier such as psi"),
            SignKey = signKeys is [var newest, ..] ? newest : null,
            OlderSignKeys = [.. signKeys.Skip(1)],
            DbPoolSize = (int)read.Whole("DB_POOL_SIZE", 20, 2, 1000),
            CookieName = read.Matching("SESSION_COOKIE_NAME", "session", Token(), "letters, digits, - and _"),
            CookieDomain = read.Text("SESSION_COOKIE_DOMAIN"),
            CookieSameSite = read.OneOf("SESSION_COOKIE_SAMESITE", SameSiteMode.Lax),
            CookieSecure = read.Flag("SESSION_COOKIE_SECURE", !isDevelopment),
            SessionTtl = read.Seconds("SESSION_TTL_SECONDS", 3600, 60),
            SessionMax = read.Seconds("SESSION_MAX_SECONDS", 12 * 3600, 60),
            CsrfEnabled = read.Flag("CSRF_ENABLED", false),
            CsrfCookieName = read.Matching("CSRF_COOKIE_NAME", "csrf_token", Token(), "letters, digits, - and _"),
            CsrfHeaderName = read.Matching("CSRF_HEADER_NAME", "x-csrf-token", Token(), "letters, digits, - and _"),
            LoginMaxAttempts = (int)read.Whole("LOGIN_MAX_ATTEMPTS", 5, 1, 10_000),
            LoginMaxPerAddress = (int)read.Whole("LOGIN_MAX_ATTEMPTS_PER_ADDRESS", 50, 1, 1_000_000),
            LoginMaxPerName = (int)read.Whole("LOGIN_MAX_ATTEMPTS_PER_NAME", 20, 1, 1_000_000),
            LoginKnownAddress = TimeSpan.FromDays(read.Whole("LOGIN_KNOWN_ADDRESS_DAYS", 30, 0, 3650)),
            DeletedSessionKept = TimeSpan.FromDays(read.Whole("DELETED_SESSION_DAYS", 14, 0, 3650)),
            DeletedLogKept = TimeSpan.FromDays(read.Whole("DELETED_LOG_DAYS", 90, 0, 3650)),
            TotpRequired = read.OneOf("TOTP_REQUIRED", TotpRequired.None),
            LoginBlock = read.Seconds("LOGIN_BLOCK_SECONDS", 300, 1),
            AllowedOrigins = read.Origins("ALLOWED_ORIGINS") ?? (isDevelopment ? LocalFrontEnds : []),
            AllowedHosts = read.Hosts("ALLOWED_HOSTS"),
            HstsIncludesSubdomains = read.Flag("HSTS_INCLUDE_SUBDOMAINS", false),
            TrustedProxies = read.Networks("TRUSTED_PROXIES") ?? (read.Text("DYNO") is null ? [] : Everywhere),
            ExposeAuditFields = read.Flag("EXPOSE_AUDIT_FIELDS", false),
            UploadMode = read.Matching("UPLOAD_MODE", "merge", UploadModes(), "merge, replace-dates or replace-all"),
            UploadMaxBytes = read.Whole("UPLOAD_MAX_BYTES", 200L * 1024 * 1024, 1024, 10L * 1024 * 1024 * 1024),
            Port = (int)read.Whole("PORT", 8000, 0, 65535),
            ShutdownTimeout = read.Seconds("SHUTDOWN_SECONDS", 25, 1),
            ShutdownDelay = read.Seconds("SHUTDOWN_DELAY_SECONDS", 0, 0),
            OtlpEndpoint = read.Url("OTEL_EXPORTER_OTLP_ENDPOINT"),
            SlowRequest = read.Milliseconds("SLOW_REQUEST_MS", 1000),
            SlowQuery = read.Milliseconds("SLOW_QUERY_MS", 500),
            TimeZone = read.TimeZone("TIME_ZONE"),
        };
    }

    /// <summary>Whether such a user must have a second factor.</summary>
    public bool RequiresSecondFactor(bool isAdmin) =>
        TotpRequired == TotpRequired.All || (TotpRequired == TotpRequired.Admins && isAdmin);

    /// <summary>The database that <see cref="DatabaseUrl"/> means.</summary>
    public IDatabase OpenDatabase() => DatabaseUrl is null
        ? new SqliteDatabase(SqliteFile)
        : new PostgresDatabase(Data.Providers.DatabaseUrl.Parse(DatabaseUrl), DbSchema, DbPoolSize,
            DatabaseUrlRead is null ? null : Data.Providers.DatabaseUrl.Parse(DatabaseUrlRead));

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex Identifier();

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex Token();

    [GeneratedRegex("^(merge|replace-dates|replace-all)$", RegexOptions.ExplicitCapture)]
    private static partial Regex UploadModes();
}

/// <summary>Who must have a second factor.</summary>
public enum TotpRequired
{
    None,
    Admins,
    All,
}
