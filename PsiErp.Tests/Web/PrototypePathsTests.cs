using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PsiErp.Tests.Web;

/// <summary>The JSON routes by the addresses that the prototype's scripts and its web client call.</summary>
public abstract partial class PrototypePathsTests(PsiApp app)
{
    /// <summary>What the web client's library says that it accepts.</summary>
    private const string Axios = "application/json, text/plain, */*";

    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryRoute_InEveryForm_AnswersTheSame()
    {
        // Its own database: one of the calls loads the demo, whose masters would name the channels of other tests
        await using var own = app.WithEmptyDatabase();
        using var admin = await own.SignedInClient(admin: true);
        using var stranger = own.AnonymousClient();
        foreach (var (method, path) in await Calls(admin))
        {
            var expected = await Ask(admin, method, path);
            foreach (var form in Addresses.FormsOf(path))
            {
                Assert.Equal((form, expected), (form, await Ask(admin, method, form)));
                Assert.StartsWith("401 application/problem+json", await Ask(stranger, method, form), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("GET", "/sessions", Axios, "", "JSON")]
    [InlineData("GET", "/sessions/", Axios, "", "JSON")]
    [InlineData("GET", "/sessions", "application/json", "", "JSON")]
    [InlineData("GET", "/Sessions", "APPLICATION/JSON", "", "JSON")]
    [InlineData("POST", "/sessions/", Axios, """{"title":"x"}""", "JSON")]
    [InlineData("POST", "/sessions", "*/*", """{"title":"x"}""", "JSON")]
    [InlineData("POST", "/sessions", Browser, """{"title":"x"}""", "JSON")]
    [InlineData("GET", "/sessions/leader", "*/*", "", "JSON")]
    [InlineData("GET", "/sessions/{id}", "*/*", "", "JSON")]
    [InlineData("GET", "/sessions/{id}/", Axios, "", "JSON")]
    [InlineData("PUT", "/sessions/{id}", "*/*", """{"title":"x"}""", "JSON")]
    [InlineData("PATCH", "/sessions/{id}/leader", "*/*", "", "JSON")]
    [InlineData("DELETE", "/sessions/{id}/", "*/*", "", "JSON")]
    [InlineData("POST", "/sessions/{id}/copy", "*/*", """{"title":"x"}""", "JSON")]
    [InlineData("GET", "/users", Browser, "", "JSON")]
    [InlineData("GET", "/psi/{id}/daily", "*/*", "", "JSON")]
    [InlineData("GET", "/psi-edits/", "*/*", "", "JSON")]
    [InlineData("GET", "/openapi.json", "*/*", "", "JSON")]
    [InlineData("GET", "/sessions", Browser, "", "page")]
    [InlineData("GET", "/sessions", "application/json;q=0.5, text/html", "", "page")]
    [InlineData("GET", "/sessions", "*/*", "", "page")]
    [InlineData("GET", "/sessions/{id}", Browser, "", "page")]
    [InlineData("GET", "/sessions/new", "*/*", "", "page")]
    [InlineData("GET", "/sessions/{id}/edit", "*/*", "", "page")]
    [InlineData("GET", "/sessions/{id}/upload/", "*/*", "", "page")]
    [InlineData("GET", "/sessions/{id}/psi", "*/*", "", "page")]
    [InlineData("GET", "/admin/users", Axios, "", "page")]
    [InlineData("GET", "/account", "application/json", "", "page")]
    public async Task Address_ThatPagesHaveToo_IsTheirsUnlessJsonIsMeant(
        string method, string path, string accept, string body, string expected)
    {
        using var client = app.AnonymousClient();

        Assert.Equal(expected, await KindOf(client, method, path, accept, body));
    }

    [Theory]
    [InlineData("/sessions", "*/*")]
    [InlineData("/sessions", Axios)]
    [InlineData("/sessions/new", "application/json")]
    public async Task Htmx_WhateverItAccepts_GetsPages(string path, string accept)
    {
        using var client = await app.SignedInClient();
        client.DefaultRequestHeaders.Add("HX-Request", "true");
        client.DefaultRequestHeaders.Add("Accept", accept);

        using var answer = await client.GetAsync(path, Ct);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/nothing", Browser)]
    [InlineData("//users", Browser)]
    [InlineData("/user", Browser)]
    [InlineData("/userss", Browser)]
    public async Task Address_OfNoRoute_IsAPageThatSaysSo(string path, string accept)
    {
        using var client = await app.SignedInClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accept);

        using var answer = await client.GetAsync(new Uri($"{app.Address.ToString().TrimEnd('/')}{path}"), Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task WebClient_FromMakingASessionToReadingItsDays_NeedsNoPrefix()
    {
        using var client = app.AnonymousClient();
        client.DefaultRequestHeaders.Add("Accept", Axios);
        client.DefaultRequestHeaders.Add("Origin", "http://localhost:5173");
        await client.SignIn(await app.CreateUser());

        using var created = await client.PostAsync("/sessions/", new StringContent(
            """{"title":"Plan"}""", Encoding.UTF8, "application/json"), Ct);
        var id = (string?)(await created.Json(HttpStatusCode.Created))["id"];
        using var form = new MultipartFormDataContent { { new StringContent("date,production,sales\n2026-12-01,5,2\n"), "file",
            "plan.csv" } };
        using var upload = await client.PostAsync($"/psi/{id}/upload", form, Ct);
        await upload.Json(HttpStatusCode.OK);
        using var list = await client.GetAsync("/sessions/?search=Plan", Ct);
        var days = await client.GetJson($"/psi/{id}/daily");

        Assert.Equal(["http://localhost:5173"], list.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Contains((JsonArray)await list.Json(HttpStatusCode.OK), session => (string?)session!["id"] == id);
        Assert.Equal(["3"], days[0]!["daily"]!.Column("stock_closing"));
    }

    private static async Task<string> KindOf(HttpClient client, string method, string path, string accept, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", $"{Guid.Empty}", StringComparison.Ordinal));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, Ct);

        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType) switch
        {
            (HttpStatusCode.Unauthorized, "application/problem+json") => "JSON",
            (HttpStatusCode.Redirect, _) => "page",
            var other => $"{other}",
        };
    }

    /// <summary>All calls that the document describes under <c>/api</c>, with ids of nothing.</summary>
    private static async Task<List<(string Method, string Path)>> Calls(HttpClient client)
    {
        var document = await client.GetJson("/api/openapi.json");
        return [.. from path in (JsonObject)document["paths"]!
            where path.Key.StartsWith("/api/", StringComparison.Ordinal) && !path.Key.StartsWith("/api/auth/", StringComparison.Ordinal)
            from operation in (JsonObject)path.Value!
            select (operation.Key.ToUpperInvariant(), Parameter().Replace(path.Key, $"{Guid.Empty}"))];
    }

    private static async Task<string> Ask(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Accept", Axios);
        if (method is "POST" or "PUT") request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, Ct);
        // What is made is another one each time
        var body = answer.IsSuccessStatusCode ? "" : RequestId().Replace(await answer.Content.ReadAsStringAsync(Ct), "");
        return $"{(int)answer.StatusCode} {answer.Content.Headers.ContentType} {body}";
    }

    [GeneratedRegex("{[a-z_]+}")]
    private static partial Regex Parameter();

    [GeneratedRegex("\"request_id\":\"[^\"]*\"")]
    private static partial Regex RequestId();

    public sealed class OnSqlite(SqliteApp app) : PrototypePathsTests(app);

    public sealed class OnPostgres(PostgresApp app) : PrototypePathsTests(app);
}
