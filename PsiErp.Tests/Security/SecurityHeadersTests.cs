using System.Text;
using System.Text.RegularExpressions;

namespace PsiErp.Tests.Security;

/// <summary>The headers that every answer has, whatever it is.</summary>
public abstract class SecurityHeadersTests(PsiApp app)
{
    /// <summary>Answers of every kind: method, path, body, status.</summary>
    private static readonly Dictionary<string, (string Method, string Path, string Body, int Status)> Answers = new()
    {
        ["a page"] = ("GET", "/sessions", "", 200),
        ["a form"] = ("GET", "/sessions/new", "", 200),
        ["a redirect"] = ("GET", "/", "", 302),
        ["a style sheet"] = ("GET", "/css/tokens.css", "", 200),
        ["a script"] = ("GET", "/js/app.js", "", 200),
        ["an image"] = ("GET", "/icon.svg", "", 200),
        ["a missing page"] = ("GET", "/nothing", "", 404),
        ["a page of a missing session"] = ("GET", "/sessions/00000000-0000-0000-0000-000000000000/psi", "", 404),
        ["a form without its token"] = ("POST", "/sessions/new", "x=1", 400),
        ["a method that pages don't know"] = ("DELETE", "/sessions", "", 405),
        ["a query with NUL"] = ("GET", "/sessions?search=%00", "", 400),
        ["data"] = ("GET", "/api/sessions", "", 200),
        ["health"] = ("GET", "/health", "", 200),
        ["the description of the API"] = ("GET", "/api/openapi.json", "", 200),
        ["its reader"] = ("GET", "/docs/api", "", 200),
        ["malformed JSON"] = ("POST", "/api/sessions", "{", 400),
        ["a foreign origin"] = ("POST", "/api/sessions", "{foreign}", 403),
        ["no such route"] = ("GET", "/api/nothing", "", 404),
        ["a wrong method"] = ("DELETE", "/api/sessions", "", 405),
        ["too large a body"] = ("POST", "/auth/login", "{large}", 413),
        ["a wrong type"] = ("POST", "/api/psi/00000000-0000-0000-0000-000000000000/upload", "{}", 415),
        ["a wrong value"] = ("POST", "/api/sessions", "{\"title\":\"\"}", 422),
        ["a preflight"] = ("OPTIONS", "/api/sessions", "", 204),
        ["headers only"] = ("HEAD", "/sessions", "", 200),
    };

    public static TheoryData<string> AnswerNames => Answers.Names();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(AnswerNames))]
    public async Task Answer_HasThem(string kind)
    {
        using var client = await app.SignedInClient();

        using var answer = await Ask(client, Answers[kind]);

        Assert.Equal(Answers[kind].Status, (int)answer.StatusCode);
        AssertProtected(answer);
        if (!Answers[kind].Path.Contains('.', StringComparison.Ordinal) || Answers[kind].Path.Contains("/api", StringComparison.Ordinal))
            Assert.True(answer.Headers.CacheControl?.NoStore, $"{answer.Headers.CacheControl}");
    }

    [Theory]
    [InlineData("/api/sessions", 401)]
    [InlineData("/auth/me", 401)]
    [InlineData("/sessions", 302)]
    public async Task Answer_ToSomeoneNotSignedIn_HasThem(string path, int status)
    {
        using var client = app.AnonymousClient();

        using var answer = await client.GetAsync(path, Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        AssertProtected(answer);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Answer_ToAForeignHost_HasThem()
    {
        using var client = app.Strict.AnonymousClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login") { Headers = { Host = "evil.example" } };

        using var answer = await client.SendAsync(request, Ct);

        Assert.Equal(400, (int)answer.StatusCode);
        AssertProtected(answer);
    }

    [Fact]
    public async Task Policy_OfPages_AllowsNothingInlineButTheImportMapOnce()
    {
        using var client = app.AnonymousClient();

        var policies = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await client.GetAsync("/login", Ct);
            policies.Add(Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        }

        Assert.Equal(3, policies.Count);
        Assert.All(policies, policy => Assert.Matches("script-src 'self' 'nonce-[A-Za-z0-9+/]{22}=='; style-src 'self';", policy));
    }

    [Fact]
    public async Task Policy_OfTheApisReader_AllowsItsStylesByANonceOfTheirOwn()
    {
        using var client = await app.SignedInClient();

        var policies = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await client.GetAsync("/docs/api", Ct);
            policies.Add(Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        }

        Assert.Equal(3, policies.Count);
        const string Nonce = "'nonce-([A-Za-z0-9+/]{22}==)'";
        Assert.All(policies, policy =>
        {
            var nonces = Regex.Match(policy, $"script-src 'self' {Nonce}; style-src 'self' {Nonce};");
            Assert.True(nonces.Success, policy);
            Assert.NotEqual(nonces.Groups[1].Value, nonces.Groups[2].Value);
        });
    }

    [Theory]
    [InlineData("over HTTPS", "plan.example.com", "https", true)]
    [InlineData("over HTTP", "plan.example.com", "http", false)]
    [InlineData("over HTTPS on this machine", "127.0.0.1", "https", false)]
    public async Task Hsts_IsSentOverHttpsElsewhereOnly(string how, string host, string scheme, bool expected)
    {
        using var client = app.Strict.AnonymousClient();
        foreach (var path in (string[])["/login", "/api/sessions", "/nothing", "/css/tokens.css"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
            request.Headers.Add("X-Forwarded-Proto", scheme);
            using var answer = await client.SendAsync(request, Ct);
            var hsts = answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : null;
            Assert.True(hsts == (expected ? "max-age=31536000" : null), $"{path} {how}: {hsts}");
        }
    }

    [Fact]
    public async Task Hsts_OfAllNamesBelow_WhenTheSettingSaysSo()
    {
        await using var whole = app.With(("HSTS_INCLUDE_SUBDOMAINS", "true"), ("TRUSTED_PROXIES", "127.0.0.1"));
        using var client = whole.AnonymousClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login") { Headers = { Host = "plan.example.com" } };
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await client.SendAsync(request, Ct);

        Assert.Equal("max-age=31536000; includeSubDomains", answer.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task Hsts_OnAClientsWord_IsNotSent()
    {
        using var client = app.AnonymousClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login") { Headers = { Host = "plan.example.com" } };
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await client.SendAsync(request, Ct);

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Answer_TellsNothingOfTheServer()
    {
        using var client = app.AnonymousClient();
        using var answer = await client.GetAsync("/login", Ct);

        Assert.All(["Server", "X-Powered-By", "X-AspNet-Version", "X-AspNetMvc-Version"], name =>
            Assert.False(answer.Headers.Contains(name)));
    }

    private static Task<HttpResponseMessage> Ask(HttpClient client, (string Method, string Path, string Body, int Status) what)
    {
        var request = new HttpRequestMessage(new HttpMethod(what.Method), what.Path);
        if (what.Method == "OPTIONS")
        {
            request.Headers.Add("Origin", "http://localhost:5173");
            request.Headers.Add("Access-Control-Request-Method", "POST");
        }
        if (what.Body == "{foreign}") request.Headers.Add("Origin", "https://evil.example");
        if (what.Body.Length > 0)
        {
            var isForm = what.Body.Contains('=', StringComparison.Ordinal);
            var body = what.Body.Replace("{large}", new string('x', 100_000), StringComparison.Ordinal);
            request.Content = new StringContent(body, Encoding.UTF8, isForm ? "application/x-www-form-urlencoded" : "application/json");
        }
        return client.SendAsync(request, Ct);
    }

    private static void AssertProtected(HttpResponseMessage answer)
    {
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : $"no {name}";

        var policy = Header("Content-Security-Policy");
        Assert.StartsWith("default-src 'none'; script-src 'self'", policy, StringComparison.Ordinal);
        Assert.All(
            ["style-src 'self'", "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"],
            directive => Assert.Contains(directive, policy, StringComparison.Ordinal));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("same-origin", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Header("Permissions-Policy"), StringComparison.Ordinal);
    }

    public sealed class OnSqlite(SqliteApp app) : SecurityHeadersTests(app);

    public sealed class OnPostgres(PostgresApp app) : SecurityHeadersTests(app);
}
