using System.Net;
using System.Text;

namespace PsiErp.Tests.Security;

/// <summary>What a front end on another origin may read: the ones in <c>ALLOWED_ORIGINS</c>, with cookies, and no other.</summary>
public abstract class CorsTests(PsiApp app)
{
    /// <summary>Answers of every kind: method, path, body, status.</summary>
    private static readonly Dictionary<string, (string Method, string Path, string Body, int Status)> Answers = new()
    {
        ["data"] = ("GET", "/api/sessions", "", 200),
        ["the prototype's address of what is for admins"] = ("GET", "/users/", "", 403),
        ["who is signed in"] = ("GET", "/auth/me", "", 200),
        ["health"] = ("GET", "/health", "", 200),
        ["something created"] = ("POST", "/api/sessions", "{\"title\":\"x\"}", 201),
        ["malformed JSON"] = ("POST", "/api/sessions", "{", 400),
        ["a wrong value"] = ("POST", "/api/sessions", "{}", 422),
        ["nothing of that id"] = ("GET", "/api/sessions/00000000-0000-0000-0000-000000000000", "", 404),
        ["nothing of that id, of the prototype's address"] = ("GET", "/sessions/00000000-0000-0000-0000-000000000000/", "", 404),
        ["no such route"] = ("GET", "/api/nothing", "", 404),
        ["wrong password"] = ("POST", "/auth/login", "{\"username\":\"nobody\",\"password\":\"wrong\"}", 401),
        ["too large a body"] = ("POST", "/auth/login", "{large}", 413),
    };

    /// <summary>Origins that get nothing.</summary>
    private static readonly Dictionary<string, string> Foreign = new()
    {
        ["another site"] = "https://evil.example",
        ["no origin at all"] = "null",
        ["an allowed one over HTTP"] = "http://front.example.com",
        ["an allowed one on a port"] = "https://front.example.com:8443",
        ["one below an allowed one"] = "https://a.front.example.com",
        ["one that begins like it"] = "https://front.example.com.evil.example",
        ["one that ends like it"] = "https://evilfront.example.com",
        ["an allowed one with a path"] = "https://front.example.com/",
        ["what is allowed in Development"] = "http://localhost:5173",
        ["any"] = "*",
        ["blank"] = "",
        ["two"] = "https://front.example.com,https://evil.example",
    };

    public static TheoryData<string> AnswerNames => Answers.Names();

    public static TheoryData<string> ForeignNames => Foreign.Names();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(AnswerNames))]
    public async Task Allowed_ReadsEveryKindOfAnswer(string kind)
    {
        using var client = app.Strict.AnonymousClient();
        await client.SignIn(await app.CreateUser());
        client.DefaultRequestHeaders.Add("X-CSRF-Token", client.Cookies.GetAllCookies()["csrf_token"]!.Value);

        using var answer = await Ask(client, kind, PsiApp.FrontEnd);

        Assert.Equal(Answers[kind].Status, (int)answer.StatusCode);
        Assert.Equal(PsiApp.FrontEnd, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Equal("true", Header(answer, "Access-Control-Allow-Credentials"));
        Assert.Contains("Origin", answer.Headers.Vary);
        Assert.Contains("x-csrf-token", Header(answer, "Access-Control-Expose-Headers"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AnswerNames))]
    public async Task Unknown_ReadsNoKindOfAnswer(string kind)
    {
        using var client = app.Strict.AnonymousClient();

        using var answer = await Ask(client, kind, "https://evil.example");

        AssertNothingIsAllowed(answer);
    }

    [Fact]
    public async Task NotSignedIn_AnAllowedFrontEndIsToldSo()
    {
        using var client = app.Strict.AnonymousClient();

        using var answer = await Ask(client, "data", PsiApp.FrontEnd);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(PsiApp.FrontEnd, Header(answer, "Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("POST", "/api/sessions", "content-type,x-csrf-token")]
    [InlineData("PUT", "/api/sessions/00000000-0000-0000-0000-000000000000", "content-type,x-csrf-token")]
    [InlineData("DELETE", "/api/sessions/00000000-0000-0000-0000-000000000000", "x-csrf-token")]
    [InlineData("POST", "/auth/login", "content-type")]
    [InlineData("POST", "/sessions/", "content-type,x-csrf-token")]
    [InlineData("DELETE", "/sessions/00000000-0000-0000-0000-000000000000", "x-csrf-token")]
    [InlineData("POST", "/psi/00000000-0000-0000-0000-000000000000/upload", "x-csrf-token")]
    public async Task Preflight_OfAnAllowedFrontEnd_IsAnswered(string method, string path, string headers)
    {
        using var client = app.Strict.AnonymousClient();

        using var answer = await Preflight(client, PsiApp.FrontEnd, method, path, headers);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(PsiApp.FrontEnd, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Equal("true", Header(answer, "Access-Control-Allow-Credentials"));
        Assert.Contains(method, Header(answer, "Access-Control-Allow-Methods").Split(','));
        Assert.Equal(headers, Header(answer, "Access-Control-Allow-Headers"));
        Assert.Contains("Origin", answer.Headers.Vary);
    }

    [Theory]
    [MemberData(nameof(ForeignNames))]
    public async Task Foreign_GetsNeither(string which)
    {
        using var client = app.Strict.AnonymousClient();

        using var preflight = await Preflight(client, Foreign[which], "POST", "/api/sessions", "content-type");
        using var simple = await Ask(client, "data", Foreign[which]);

        AssertNothingIsAllowed(preflight);
        AssertNothingIsAllowed(simple);
    }

    [Fact]
    public async Task Pages_AreForNoOtherSite()
    {
        using var client = app.Strict.AnonymousClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/login") { Headers = { { "Origin", PsiApp.FrontEnd } } };

        using var answer = await client.SendAsync(request, Ct);

        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task NothingSet_NoOtherSiteIsAllowed()
    {
        await using var plain = app.With(("ALLOWED_ORIGINS", ""));
        using var client = plain.AnonymousClient();
        foreach (var origin in (string[])["http://localhost:5173", "http://127.0.0.1:5174"])
        {
            using var answer = await Ask(client, "data", origin);
            AssertNothingIsAllowed(answer);
            using var login = await Ask(client, "wrong password", origin);
            Assert.Equal(403, (int)login.StatusCode);
        }
    }

    private static Task<HttpResponseMessage> Ask(HttpClient client, string kind, string origin)
    {
        var (method, path, body, _) = Answers[kind];
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        if (body.Length > 0)
            request.Content = new StringContent(body.Replace("{large}", new string('x', 100_000), StringComparison.Ordinal), Encoding.UTF8,
                "application/json");
        return client.SendAsync(request, Ct);
    }

    private static Task<HttpResponseMessage> Preflight(HttpClient client, string origin, string method, string path, string headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", headers);
        return client.SendAsync(request, Ct);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : $"no {name}";

    private static void AssertNothingIsAllowed(HttpResponseMessage answer)
    {
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Origin", answer.Headers.Vary);
    }

    public sealed class OnSqlite(SqliteApp app) : CorsTests(app);

    public sealed class OnPostgres(PostgresApp app) : CorsTests(app);
}
