using Microsoft.Extensions.Configuration;
using PsiErp.Hosting;

namespace PsiErp.Tests.Hosting;

public class SettingsTests
{
    private const string Key = "0123456789012345678901234567890123456789";

    [Fact]
    public void Read_Nothing_IsTheDefaultsOfTheContract()
    {
        var settings = Read(isDevelopment: true);

        Assert.Null(settings.DatabaseUrl);
        Assert.Equal(("psi", "session", 3600, 5, 300, 200L * 1024 * 1024, 8000), (settings.DbSchema, settings.CookieName,
            (int)settings.SessionTtl.TotalSeconds, settings.LoginMaxAttempts, (int)settings.LoginBlock.TotalSeconds,
            settings.UploadMaxBytes, settings.Port));
        Assert.False(settings.CookieSecure);
        Assert.Contains("http://127.0.0.1:5174", settings.AllowedOrigins);
    }

    [Fact]
    public void Read_OutsideDevelopment_CookiesAreSecureAndAKeyIsNeeded()
    {
        Assert.True(Read(false, ("SESSION_SIGN_KEY", Key)).CookieSecure);
        Assert.Equal(Key, Read(false, ("SECRET_KEY", Key)).SignKey);
        Assert.Empty(Read(false, ("SESSION_SIGN_KEY", Key)).AllowedOrigins);
        Assert.Contains("SESSION_SIGN_KEY is missing", Problem(isDevelopment: false), StringComparison.Ordinal);
        Assert.Contains("has 5 characters", Problem(false, ("SESSION_SIGN_KEY", "short")), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralSignKeys_TheFirstSignsAndEachIsLongEnough()
    {
        var settings = Read(false, ("SESSION_SIGN_KEY", $"{Key}new, {Key}old"));

        Assert.Equal($"{Key}new", settings.SignKey);
        Assert.Equal([$"{Key}old"], settings.OlderSignKeys);
        Assert.Contains("has a key of 5 characters", Problem(false, ("SESSION_SIGN_KEY", $"{Key},short")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LOGIN_MAX_ATTEMPTS_PER_ADDRESS", "0")]
    [InlineData("LOGIN_MAX_ATTEMPTS_PER_NAME", "many")]
    [InlineData("LOGIN_KNOWN_ADDRESS_DAYS", "-1")]
    [InlineData("TOTP_REQUIRED", "some")]
    [InlineData("DATABASE_URL", "mysql://host/db")]
    [InlineData("DATABASE_URL_READ", "mysql://host/db")]
    [InlineData("DATABASE_URL_READ", "postgres://psi:psi@replica/psi")]
    [InlineData("DB_SCHEMA", "psi; drop table users")]
    [InlineData("SESSION_COOKIE_NAME", "a b")]
    [InlineData("SESSION_COOKIE_SAMESITE", "sometimes")]
    [InlineData("SESSION_COOKIE_SECURE", "maybe")]
    [InlineData("SESSION_TTL_SECONDS", "an hour")]
    [InlineData("SESSION_TTL_SECONDS", "0")]
    [InlineData("SESSION_MAX_SECONDS", "59")]
    [InlineData("LOGIN_MAX_ATTEMPTS", "0")]
    [InlineData("LOGIN_BLOCK_SECONDS", "-1")]
    [InlineData("ALLOWED_ORIGINS", "https://a.example.com/path")]
    [InlineData("ALLOWED_HOSTS", "https://plan.example.com")]
    [InlineData("ALLOWED_HOSTS", "plan.example.com:8000")]
    [InlineData("HSTS_INCLUDE_SUBDOMAINS", "some")]
    [InlineData("TRUSTED_PROXIES", "nginx")]
    [InlineData("TRUSTED_PROXIES", "10")]
    [InlineData("TRUSTED_PROXIES", "10.0.0.0/33")]
    [InlineData("EXPOSE_AUDIT_FIELDS", "2")]
    [InlineData("UPLOAD_MODE", "ReplaceDates")]
    [InlineData("UPLOAD_MAX_BYTES", "200MB")]
    [InlineData("PORT", "65536")]
    [InlineData("DB_POOL_SIZE", "1")]
    [InlineData("SHUTDOWN_SECONDS", "0")]
    [InlineData("SHUTDOWN_DELAY_SECONDS", "-1")]
    [InlineData("SLOW_REQUEST_MS", "1s")]
    [InlineData("SLOW_QUERY_MS", "-1")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("TIME_ZONE", "Atlantis/Capital")]
    public void Read_WrongValue_NamesTheSetting(string name, string value) =>
        Assert.StartsWith(name, Problem(true, (name, value)), StringComparison.Ordinal);

    [Fact]
    public void Read_TrustedProxies_AreNoneUnlessSetOrOnHeroku()
    {
        Assert.Empty(Read(true).TrustedProxies);
        Assert.Equal(["10.0.0.0/8", "192.0.2.1/32", "fd00::1/128"],
            Read(true, ("TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1,fd00::1")).TrustedProxies.Select(proxy => proxy.ToString()));
        Assert.Equal(["0.0.0.0/0", "::/0"], Read(true, ("DYNO", "web.1")).TrustedProxies.Select(proxy => proxy.ToString()));
        Assert.Single(Read(true, ("DYNO", "web.1"), ("TRUSTED_PROXIES", "10.0.0.0/8")).TrustedProxies);
    }

    private static string Problem(bool isDevelopment, params (string Name, string Value)[] values) =>
        Assert.Throws<SettingsException>(() => Read(isDevelopment, values)).Message;

    private static Settings Read(bool isDevelopment, params (string Name, string Value)[] values) => Settings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => v.Name, v => (string?)v.Value)).Build(), isDevelopment);
}
