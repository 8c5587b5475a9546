using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace PsiErp.Tests.Security;

/// <summary>With <c>CSRF_ENABLED</c>, what another web site can't know has to come with every JSON call that changes something.</summary>
public abstract class CsrfTokenTests(PsiApp app)
{
    /// <summary>What a call carries, made from its own token, the token of another sign-in, and the session token.</summary>
    private static readonly Dictionary<string, Func<Tokens, string?>> Forgeries = new()
    {
        ["none"] = _ => null,
        ["empty"] = _ => "",
        ["a word"] = _ => "true",
        ["of another user's sign-in"] = tokens => tokens.Others,
        ["of an earlier sign-in of the same user"] = tokens => tokens.Earlier,
        ["the session token"] = tokens => tokens.Session,
        ["one character short"] = tokens => tokens.Own[..^1],
        ["one character long"] = tokens => tokens.Own + "A",
        ["one character changed"] = tokens => (tokens.Own[0] == 'A' ? 'B' : 'A') + tokens.Own[1..],
        ["in the other case"] = tokens =>
            tokens.Own.ToLowerInvariant() == tokens.Own ? tokens.Own.ToUpperInvariant() : tokens.Own.ToLowerInvariant(),
        ["twice"] = tokens => $"{tokens.Own},{tokens.Own}",
        ["quoted"] = tokens => $"\"{tokens.Own}\"",
        ["made up"] = _ => new string('A', 43),
        ["very long"] = _ => new string('A', 8000),
        ["SQL"] = _ => "' OR '1'='1",
    };

    /// <summary>Every JSON call that changes something. A route that is added belongs in here.</summary>
    private static readonly Dictionary<string, (string Method, string Path)> UnsafeCalls = new()
    {
        ["create a session"] = ("POST", "/api/sessions"),
        ["change a session"] = ("PUT", "/api/sessions/{id}"),
        ["delete a session"] = ("DELETE", "/api/sessions/{id}"),
        ["make it the leader"] = ("PATCH", "/api/sessions/{id}/leader"),
        ["copy a session"] = ("POST", "/api/sessions/{id}/copy"),
        ["upload"] = ("POST", "/api/psi/{id}/upload"),
        ["upload the daily format"] = ("POST", "/api/psi/upload?session_id={id}"),
        ["apply edits"] = ("POST", "/api/psi/{id}/edits/apply"),
        ["sign out"] = ("POST", "/auth/logout"),
        ["sign out under /api"] = ("POST", "/api/auth/logout"),
        ["something that is not there"] = ("POST", "/api/psi/nothing"),
    };

    public static TheoryData<string> ForgeryNames => Forgeries.Names();

    public static TheoryData<string> CallNames => UnsafeCalls.Names();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_GivesTheToken_InBodyHeaderAndAReadableCookie()
    {
        using var client = app.Strict.AnonymousClient();
        var name = await app.CreateUser();

        using var login = await client.PostAsJsonAsync("/auth/login", new { username = name, PsiClient.Password }, Ct);

        var token = JsonNode.Parse(await login.Content.ReadAsStringAsync(Ct))!["csrf_token"]!.GetValue<string>();
        Assert.Equal([token], login.Headers.GetValues("X-CSRF-Token"));
        var cookie = login.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("csrf_token=", StringComparison.Ordinal));
        Assert.Matches($"^csrf_token={token}; Max-Age=3600; Path=/; SameSite=Lax$", cookie);
    }

    [Fact]
    public async Task Call_WithTheToken_Works_AlsoWithoutItsCookie()
    {
        using var client = app.Strict.AnonymousClient();
        var token = await SignIn(client, await app.CreateUser());

        Assert.Equal(HttpStatusCode.Created, await Create(client, token));
        client.Cookies.GetAllCookies()["csrf_token"]!.Expired = true;
        Assert.Equal(HttpStatusCode.Created, await Create(client, token));
    }

    [Theory]
    [MemberData(nameof(ForgeryNames))]
    public async Task Call_WithAForgedToken_Is403AndChangesNothing(string which)
    {
        using var client = app.Strict.AnonymousClient();
        using var other = app.Strict.AnonymousClient();
        var name = await app.CreateUser();
        var earlier = await SignIn(client, name);
        var own = await SignIn(client, name);
        var others = await SignIn(other, await app.CreateUser());
        var tokens = new Tokens(own, others, earlier, client.Cookies.GetAllCookies()["session"]!.Value);

        Assert.Equal(HttpStatusCode.Forbidden, await Create(client, Forgeries[which](tokens)));
        Assert.Empty((JsonArray)await client.GetJson($"/api/sessions?search={name}"));
    }

    [Theory]
    [InlineData("in the query only")]
    [InlineData("in the cookie only")]
    [InlineData("in another header")]
    [InlineData("in the body only")]
    public async Task Call_WithTheTokenElsewhere_Is403(string where)
    {
        using var client = app.Strict.AnonymousClient();
        var token = await SignIn(client, await app.CreateUser());
        if (where == "in another header") client.DefaultRequestHeaders.Add("X-XSRF-Token", token);

        using var answer = await client.PostAsJsonAsync(
            where == "in the query only" ? $"/api/sessions?csrf_token={token}&x-csrf-token={token}" : "/api/sessions",
            new { title = "x", csrf_token = where == "in the body only" ? token : null }, Ct);

        Assert.Contains("x-csrf-token", await answer.Problem(HttpStatusCode.Forbidden), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithACookieThatSaysOtherwise_Is403()
    {
        using var client = app.Strict.AnonymousClient();
        var token = await SignIn(client, await app.CreateUser());
        client.Cookies.Add(new Cookie("csrf_token", new string('A', 43), "/", client.BaseAddress!.Host));

        Assert.Equal(HttpStatusCode.Forbidden, await Create(client, token));
    }

    [Theory]
    [MemberData(nameof(CallNames))]
    public async Task Call_WithoutTheToken_Is403_AndTheSessionIsAsItWas(string which)
    {
        using var client = await app.SignedInClient();
        var id = await client.CreatePlan(Wire.Row("A", "2026-12-01", "1"));
        using var strict = app.Strict.AnonymousClient();
        await SignIn(strict, client.Username!);
        var before = await State(client, id);

        var (method, path) = UnsafeCalls[which];
        foreach (var form in Addresses.FormsOf(path.Replace("{id}", id.ToString(), StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), form);
            request.Content = path.Contains("upload", StringComparison.Ordinal)
                ? new MultipartFormDataContent { { new StringContent("date,production,sales\n2026-12-01,1,1\n"), "file", "a.csv" } }
                : new StringContent("""{"title":"taken over","edits":[]}""", Encoding.UTF8, "application/json");
            using var answer = await strict.SendAsync(request, Ct);

            Assert.Equal((form, HttpStatusCode.Forbidden), (form, answer.StatusCode));
        }
        Assert.Equal(before, await State(client, id));
        Assert.Equal(HttpStatusCode.OK, (await strict.GetAsync("/auth/me", Ct)).StatusCode);
    }

    [Fact]
    public async Task Login_WhileSignedIn_NeedsNoToken()
    {
        using var client = app.Strict.AnonymousClient();
        var name = await app.CreateUser();
        await SignIn(client, name);

        Assert.NotEmpty(await SignIn(client, name));
    }

    [Fact]
    public async Task Call_WithTokensOfASessionThatHasEnded_Is401()
    {
        using var client = app.Strict.AnonymousClient();
        var token = await SignIn(client, await app.CreateUser());
        var session = client.Cookies.GetAllCookies()["session"]!.Value;
        using var logout = new HttpRequestMessage(HttpMethod.Post, "/auth/logout") { Headers = { { "X-CSRF-Token", token } } };
        using (var answer = await client.SendAsync(logout, Ct)) Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Empty(client.Cookies.GetAllCookies());

        client.Cookies.Add(new Cookie("session", session, "/", client.BaseAddress!.Host));

        Assert.Equal(HttpStatusCode.Unauthorized, await Create(client, token));
    }

    [Fact]
    public async Task Call_OnAnAppWithOtherNames_UsesThem()
    {
        await using var other = app.With(("CSRF_ENABLED", "true"), ("CSRF_COOKIE_NAME", "psi_csrf"), ("CSRF_HEADER_NAME", "X-Psi-Csrf"));
        using var client = other.AnonymousClient();
        await client.SignIn(await app.CreateUser());
        var token = client.Cookies.GetAllCookies()["psi_csrf"]!.Value;

        Assert.Equal(HttpStatusCode.Forbidden, await Create(client, token));
        client.DefaultRequestHeaders.Add("X-Psi-Csrf", token);
        Assert.Equal(HttpStatusCode.Created, await Create(client, null));
    }

    private static async Task<string> SignIn(PsiClient client, string name)
    {
        using var login = await client.PostAsJsonAsync("/auth/login", new { username = name, PsiClient.Password }, Ct);
        return (await login.Json(HttpStatusCode.OK))["csrf_token"]!.GetValue<string>();
    }

    private static async Task<HttpStatusCode> Create(PsiClient client, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sessions") { Content = JsonContent.Create(new { title = "x" }) };
        if (token is not null) request.Headers.TryAddWithoutValidation("X-CSRF-Token", token);
        using var answer = await client.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    private static async Task<string> State(PsiClient client, Guid id) =>
        $"{await client.GetStringAsync("/api/sessions?search=taken over", Ct)} {await client.GetStringAsync($"/api/sessions/{id}", Ct)} "
            + $"{await client.GetStringAsync($"/api/psi/{id}/daily", Ct)}";

    private sealed record Tokens(string Own, string Others, string Earlier, string Session);

    [Collection("The leader on SQLite")]
    public sealed class OnSqlite(SqliteApp app) : CsrfTokenTests(app);

    [Collection("The leader on PostgreSQL")]
    public sealed class OnPostgres(PostgresApp app) : CsrfTokenTests(app);
}
