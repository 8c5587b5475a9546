using System.Net.Http.Json;
using PsiErp.Tests.Pages;

namespace PsiErp.Tests.Security;

/// <summary>What cookies say of themselves where <c>SESSION_COOKIE_SECURE</c> holds, as it does in Production.</summary>
public abstract class CookieTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cookies_AreSecure_AndForScriptsOnlyWhereTheyMust()
    {
        await using var other = app.With(("SESSION_COOKIE_SECURE", "true"), ("CSRF_ENABLED", "true"));
        using var client = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false
        })
        { BaseAddress = other.Address };
        using var login = await client.PostAsJsonAsync("/auth/login", new { username = await app.CreateUser(), PsiClient.Password }, Ct);
        using var page = await client.GetAsync("/login", Ct);
        var form = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(await page.Content.ReadAsStringAsync(Ct), Ct);
        using var chosen = new HttpRequestMessage(HttpMethod.Post, "/language");
        chosen.Headers.Add("Cookie", Cookie(page, "antiforgery").Split(';')[0]);
        chosen.Content = new FormUrlEncodedContent(
        [
            new("language", "ja"), new("__RequestVerificationToken",
                form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")),
        ]);
        using var language = await client.SendAsync(chosen, Ct);

        Assert.Matches("; Path=/; HttpOnly; SameSite=Lax; Secure$", Cookie(login, "session"));
        Assert.Matches("; Path=/; SameSite=Lax; Secure$", Cookie(login, "csrf_token"));
        Assert.Matches("(?i); path=/; secure; samesite=strict; httponly$", Cookie(page, "antiforgery"));
        Assert.Matches("(?i); path=/; secure; samesite=lax; httponly$", Cookie(language, "language"));
    }

    [Fact]
    public async Task Logout_ClearsBoth()
    {
        using var client = app.Strict.AnonymousClient();
        await client.SignIn(await app.CreateUser());
        client.DefaultRequestHeaders.Add("X-CSRF-Token", client.Cookies.GetAllCookies()["csrf_token"]!.Value);

        using var logout = await client.PostAsync("/auth/logout", null, Ct);

        Assert.Empty(client.Cookies.GetAllCookies());
        Assert.Equal(2, logout.Headers.GetValues("Set-Cookie")
            .Count(cookie => cookie.Contains("=; expires=Thu, 01 Jan 1970", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Page_SignInAndOut_CarryTheCsrfCookieToo()
    {
        using var client = app.Strict.AnonymousClient();
        await client.Submit(await client.GetPage("/login"), "/login", ("Username", await app.CreateUser()),
            ("Password", PsiClient.Password));
        Assert.NotNull(client.Cookies.GetAllCookies()["csrf_token"]);

        await client.Submit(await client.GetPage("/sessions"), "/logout");

        Assert.Null(client.Cookies.GetAllCookies()["csrf_token"]);
    }

    private static string Cookie(HttpResponseMessage answer, string name) =>
        answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal));

    public sealed class OnSqlite(SqliteApp app) : CookieTests(app);

    public sealed class OnPostgres(PostgresApp app) : CookieTests(app);
}
