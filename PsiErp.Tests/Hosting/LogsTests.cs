using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PsiErp.Tests.Hosting;

public abstract partial class LogsTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RequestId_OfARouter_ComesBackAndIsInTheProblem()
    {
        using var client = await app.SignedInClient();
        client.DefaultRequestHeaders.Add("X-Request-ID", "9d1c6b1e-router_7");

        using var answer = await client.GetAsync("/api/nothing", Ct);

        Assert.Equal(["9d1c6b1e-router_7"], answer.Headers.GetValues("X-Request-ID"));
        Assert.Equal("9d1c6b1e-router_7", (await answer.Json(HttpStatusCode.NotFound))["request_id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("<script>")]
    [InlineData("two words")]
    [InlineData("a-hundred-characters-a-hundred-characters-a-hundred-characters-a-hundred-characters-a-hundred-charac")]
    public async Task RequestId_MissingOrUnfit_IsOneOfOurOwn(string? given)
    {
        using var client = app.AnonymousClient();
        if (given is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("X-Request-ID", given);

        using var answer = await client.GetAsync("/login", Ct);

        Assert.Matches(OwnId(), Assert.Single(answer.Headers.GetValues("X-Request-ID")));
    }

    [Theory]
    [InlineData("/api/sessions")]
    [InlineData("/psi-edits/")]
    public async Task Request_Done_IsOneLineWithItsIdAndWithoutItsQuery(string path)
    {
        // However busy the machine, which would make the line a warning
        await using var logging = app.With(("Logging:LogLevel:PsiErp.Hosting.RequestLog", "Information"), ("SLOW_REQUEST_MS", "0"));
        using var client = await app.SignedInClient();
        var lines = await Lines(logging, client, $"{path}?search=Sato", "one-line");

        var line = Assert.Single(lines, line => line.Category == "PsiErp.Hosting.RequestLog");
        Assert.StartsWith($"GET {path} 200 in ", line.Text, StringComparison.Ordinal);
        Assert.Contains("RequestId:one-line", line.Scopes, StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Text.Contains("Sato", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_AddressWithALineBreak_StaysOnItsLine()
    {
        await using var logging = app.With(("Logging:LogLevel:PsiErp.Hosting.RequestLog", "Information"));
        using var client = await app.SignedInClient();
        var lines = await Lines(logging, client, "/api/nothing%0d%0aforged", "break");

        var line = Assert.Single(lines, line => line.Category == "PsiErp.Hosting.RequestLog");
        Assert.DoesNotContain('\n', line.Text);
    }

    [Fact]
    public async Task Request_Slow_IsAWarning()
    {
        // A refused sign-in takes 300 ms on purpose
        await using var impatient = app.With(("SLOW_REQUEST_MS", "200"));
        var lines = Watch(impatient);
        using var client = impatient.AnonymousClient();

        using var answer = await client.PostAsJsonAsync("/auth/login", new { username = "nobody", password = "wrong password" }, Ct);
        await StopAsync(impatient);

        var line = Assert.Single(lines.All, line => line.Category == "PsiErp.Hosting.RequestLog");
        Assert.StartsWith("Slow request: POST /auth/login 401 in ", line.Text, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Warning, line.Level);
    }

    [Fact]
    public async Task AccountEvent_IsALine_WithoutNameOrAddress()
    {
        await using var logging = app.With(("Logging:LogLevel:PsiErp.Accounts", "Information"));
        var name = await app.CreateUser();
        using var client = logging.AnonymousClient();
        var lines = Watch(logging);

        using var refused = await client.PostAsJsonAsync("/auth/login", new { username = name, password = "wrong password" }, Ct);
        await client.SignIn(name);
        await StopAsync(logging);

        Assert.Equal(
            ["Audit event sign_in_failed, wrong_password", "Audit event signed_in, -"],
            lines.All.Where(line => line.Category == "PsiErp.Accounts.AuditLog").Select(line => line.Text));
        Assert.DoesNotContain(lines.All, line => $"{line.Text} {line.Scopes}".Contains(name, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(lines.All, line => $"{line.Text} {line.Scopes}".Contains("127.0.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Query_Slow_IsAWarningWithItsTextAndWithoutItsValues()
    {
        await using var impatient = app.With(("SLOW_QUERY_MS", "1"));
        _ = impatient.Address;
        var lines = Watch(impatient);
        const int Many = 300_123;

        await impatient.WithDb(db => db.Database.SqlQuery<int>(
            $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Many}) SELECT count(*) AS \"Value\" FROM n")
            .SingleAsync(Ct));

        var line = Assert.Single(lines.All, line => line.Text.Contains("RECURSIVE", StringComparison.Ordinal));
        Assert.Equal(("PsiErp.SlowQueries", LogLevel.Warning), (line.Category, line.Level));
        Assert.DoesNotContain("300123", line.Text, StringComparison.Ordinal);
    }

    private static LogLines Watch(PsiApp app)
    {
        var lines = new LogLines();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        return lines;
    }

    /// <summary>What an app logs while it answers a request, its last line included.</summary>
    private static async Task<IReadOnlyCollection<LogLines.Line>> Lines(PsiApp logging, PsiClient user, string path, string requestId)
    {
        _ = logging.Address;
        var lines = Watch(logging);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = logging.Address };
        client.DefaultRequestHeaders.Add("Cookie", user.Cookies.GetCookieHeader(user.BaseAddress!));
        client.DefaultRequestHeaders.Add("X-Request-ID", requestId);
        using var answer = await client.GetAsync(path, Ct);
        await StopAsync(logging);
        return lines.All;
    }

    /// <summary>A line is written after the answer has gone out, and before the app has ended.</summary>
    private static Task StopAsync(PsiApp app) => app.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHost>().StopAsync(Ct);

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex OwnId();

    public sealed class OnSqlite(SqliteApp app) : LogsTests(app);

    public sealed class OnPostgres(PostgresApp app) : LogsTests(app);
}
