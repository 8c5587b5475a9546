using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace PsiErp.Tests.Security;

/// <summary>JSON calls that another web site makes a browser send with a user's cookie.</summary>
public abstract class CrossSiteTests(PsiApp app)
{
    private const int Taken = 201;
    private const int Refused = 403;

    /// <summary>What a browser says of the site that calls; <c>{own}</c> is host and port of the app.</summary>
    private static readonly Dictionary<string, (string? Origin, string? Site, int Expected)> Callers = new()
    {
        ["a script outside browsers"] = (null, null, Taken),
        ["our own pages"] = ("http://{own}", "same-origin", Taken),
        ["our own pages, in an old browser"] = ("http://{own}", null, Taken),
        ["our own pages, in capitals"] = ("HTTP://{own}", null, Taken),
        ["the address bar"] = (null, "none", Taken),
        ["an allowed front end"] = ("http://localhost:5173", "cross-site", Taken),
        ["an allowed front end by address"] = ("http://127.0.0.1:5174", "same-site", Taken),
        ["another site"] = ("https://evil.example", "cross-site", Refused),
        ["another site, in an old browser"] = ("https://evil.example", null, Refused),
        ["another site that hides its origin"] = (null, "cross-site", Refused),
        ["another site that claims to be ours"] = ("https://evil.example", "same-origin", Refused),
        ["a sandboxed frame or a local file"] = ("null", "cross-site", Refused),
        ["a sandboxed frame, in an old browser"] = ("null", null, Refused),
        ["an empty origin"] = ("", null, Refused),
        ["our host over HTTPS"] = ("https://{own}", null, Refused),
        ["our host on another port"] = ("http://127.0.0.1:1", null, Refused),
        ["our host without its port"] = ("http://127.0.0.1", null, Refused),
        ["a host that begins like ours"] = ("http://{own}.evil.example", null, Refused),
        ["a host that ends like ours"] = ("http://evil-{own}", null, Refused),
        ["our host as the user of another"] = ("http://{own}@evil.example", null, Refused),
        ["our host before a path"] = ("http://{own}/", null, Refused),
        ["our host after a backslash"] = ("http://evil.example\\{own}", null, Refused),
        ["two origins"] = ("http://{own} https://evil.example", null, Refused),
        ["two origins with a comma"] = ("http://{own}, https://evil.example", null, Refused),
        ["an allowed front end over HTTPS"] = ("https://localhost:5173", "cross-site", Refused),
        ["an allowed front end on another port"] = ("http://localhost:51730", "cross-site", Refused),
        ["an allowed front end with a path"] = ("http://localhost:5173/", "cross-site", Refused),
        ["a scheme that is none"] = ("httpx://{own}", null, Refused),
    };

    /// <summary>Bodies by their type: only what no HTML form can send is taken, and multipart for uploads.</summary>
    private static readonly Dictionary<string, (string Path, string? Type, string Body, int Expected)> Bodies = new()
    {
        ["JSON"] = ("/api/sessions", "application/json", "{\"title\":\"x\"}", Taken),
        ["JSON with its encoding"] = ("/api/sessions", "application/json; charset=utf-8", "{\"title\":\"x\"}", Taken),
        ["JSON with its encoding in quotes"] = ("/api/sessions", "application/json; charset=\"UTF-8\"", "{\"title\":\"x\"}", Taken),
        ["JSON in UTF-7"] = ("/api/sessions", "application/json; charset=utf-7", "{\"title\":\"x\"}", 415),
        ["JSON in an encoding that is none"] = ("/api/sessions", "application/json; charset=klingon", "{\"title\":\"x\"}", 415),
        ["UTF-7 to sign in"] = ("/auth/login", "application/json; charset=utf-7", "{\"username\":\"a\",\"password\":\"b\"}", 415),
        ["JSON in capitals"] = ("/api/sessions", "APPLICATION/JSON", "{\"title\":\"x\"}", Taken),
        ["JSON as plain text"] = ("/api/sessions", "text/plain", "{\"title\":\"x\"}", 415),
        ["JSON as a form"] = ("/api/sessions", "application/x-www-form-urlencoded", "{\"title\":\"x\"}", 415),
        ["JSON without a type"] = ("/api/sessions", null, "{\"title\":\"x\"}", 415),
        ["JSON of a text type"] = ("/api/sessions", "text/json", "{\"title\":\"x\"}", 415),
        ["JSON of a type like it"] = ("/api/sessions", "application/x+json", "{\"title\":\"x\"}", 415),
        ["JSON after a form's type"] = ("/api/sessions", "text/plain; application/json", "{\"title\":\"x\"}", 415),
        ["JSON of two types"] = ("/api/sessions", "text/plain, application/json", "{\"title\":\"x\"}", 415),
        ["JSON of a broken type"] = ("/api/sessions", "application/json/", "{\"title\":\"x\"}", 415),
        ["XML"] = ("/api/sessions", "application/xml", "<title>x</title>", 415),
        ["multipart where JSON belongs"] = ("/api/sessions", "multipart/form-data; boundary=b", "--b--\r\n", 415),
        ["plain text to sign out"] = ("/auth/logout", "text/plain", "x", 415),
        ["a form to sign out"] = ("/auth/logout", "application/x-www-form-urlencoded", "x=1", 415),
        ["a form to sign in"] = ("/auth/login", "application/x-www-form-urlencoded", "username=a&password=b", 415),
        ["plain text to sign in"] = ("/auth/login", "text/plain", "{\"username\":\"a\",\"password\":\"b\"}", 415),
        ["a form to upload"] = ("/api/psi/{id}/upload", "application/x-www-form-urlencoded", "file=x", 415),
        ["JSON to upload"] = ("/api/psi/{id}/upload", "application/json", "{}", 415),
        ["CSV to upload"] = ("/api/psi/{id}/upload", "text/csv", "date,production,sales\n", 415),
        ["multipart without a boundary"] = ("/api/psi/{id}/upload", "multipart/form-data", "x", 400),
        ["multipart that never ends"] = ("/api/psi/{id}/upload", "multipart/form-data; boundary=b", "--b\r\n", 400),
        ["multipart with an absurd boundary"] = ("/api/psi/{id}/upload", $"multipart/form-data; boundary={new string('b', 5000)}", "x",
            400),
    };

    public static TheoryData<string> CallerNames => Callers.Names();

    public static TheoryData<string> BodyNames => Bodies.Names();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(CallerNames))]
    public async Task Call_From(string caller)
    {
        using var client = await app.SignedInClient();
        var (origin, site, expected) = Callers[caller];
        var forms = Addresses.FormsOf("/api/sessions");
        foreach (var path in forms)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { title = "x" }) };
            Say(request, origin, site);

            using var answer = await client.SendAsync(request, Ct);

            Assert.Equal((path, expected), (path, (int)answer.StatusCode));
        }
        Assert.Equal(expected == Taken ? forms.Length : 0, ((JsonArray)await client.GetJson($"/api/sessions?search={client.Username}"))
            .Count);
    }

    [Theory]
    [InlineData("POST", "/auth/login", "{\"username\":\"a\",\"password\":\"b\"}")]
    [InlineData("POST", "/api/auth/login", "{\"username\":\"a\",\"password\":\"b\"}")]
    [InlineData("POST", "/auth/logout", "")]
    [InlineData("PUT", "/api/sessions/00000000-0000-0000-0000-000000000000", "{}")]
    [InlineData("PATCH", "/api/sessions/00000000-0000-0000-0000-000000000000/leader", "")]
    [InlineData("DELETE", "/api/sessions/00000000-0000-0000-0000-000000000000", "")]
    [InlineData("POST", "/api/psi/00000000-0000-0000-0000-000000000000/upload", "")]
    [InlineData("POST", "/api/psi/00000000-0000-0000-0000-000000000000/edits/apply", "{}")]
    [InlineData("BREW", "/api/sessions", "")]
    public async Task Call_FromAnotherSite_IsRefusedOnEveryRoute(string method, string path, string body)
    {
        using var client = await app.SignedInClient();
        foreach (var form in Addresses.FormsOf(path))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), form);
            if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            Say(request, "https://evil.example", "cross-site");

            using var answer = await client.SendAsync(request, Ct);

            Assert.Contains("ALLOWED_ORIGINS", await answer.Problem(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/auth/me", Ct)).StatusCode);
    }

    [Fact]
    public async Task Call_FromOurPagesBehindAProxyWithHttps_IsTaken()
    {
        using var client = await app.SignedInClient();
        using var strict = new HttpClient { BaseAddress = app.Strict.Address };
        using var login = new HttpRequestMessage(HttpMethod.Post,
            "/auth/login")
        { Content = JsonContent.Create(new { username = client.Username, PsiClient.Password }) };
        login.Headers.Host = "plan.example.com";
        login.Headers.Add("X-Forwarded-Proto", "https");
        Say(login, "https://plan.example.com", "same-origin");

        using var answer = await strict.SendAsync(login, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(BodyNames))]
    public async Task Body_Of(string kind)
    {
        using var client = await app.SignedInClient();
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        var (path, type, body, expected) = Bodies[kind];
        foreach (var form in Addresses.FormsOf(path.Replace("{id}", $"{Guid.Empty}", StringComparison.Ordinal)))
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);

            using var answer = await client.PostAsync(form, content, Ct);

            Assert.Equal((form, expected), (form, (int)answer.StatusCode));
            if (expected != Taken) Assert.Equal(new MediaTypeHeaderValue("application/problem+json"), answer.Content.Headers.ContentType);
        }
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/auth/me", Ct)).StatusCode);
    }

    private void Say(HttpRequestMessage request, string? origin, string? site)
    {
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin.Replace("{own}", app.Address.Authority, StringComparison.Ordinal));
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
    }

    public sealed class OnSqlite(SqliteApp app) : CrossSiteTests(app);

    public sealed class OnPostgres(PostgresApp app) : CrossSiteTests(app);
}
