using System.Net;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>How somebody who was invited comes in: a password of their own first, then where they wanted to go.</summary>
public abstract class FirstSignInTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeepLink_WithAQuery_SurvivesSignIn_AsDoesTheLanguage()
    {
        using var planner = await app.SignedInClient();
        var session = await planner.CreatePlan(Row("A", "2026-12-01", "1"));
        var address = $"/sessions/{session}?q=A%26B&alert=over&sort=-closing";
        using var client = app.AnonymousClient();
        await client.Submit(await client.GetPage("/login"), "/language", ("language", "ja"));

        var asked = await client.GetPage(address);
        var signedIn = await client.Submit(await client.GetPage(asked.Answer.Headers.Location!.OriginalString), "/login",
            ("Username", await app.CreateUser()), ("Password", PsiClient.Password));

        Assert.Equal(address, signedIn.Answer.Headers.Location!.OriginalString);
        var page = await client.GetPage(address);
        Assert.Equal("ja", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.EndsWith(" · Plan · PsiErp", page.Document.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invited_ChoosesAPasswordFirst_ThenGoesOn()
    {
        using var admin = await app.SignedInClient(admin: true);
        var name = $"invited-{Guid.NewGuid():N}";
        var form = await admin.GetPage("/admin/users/new");
        Assert.True(form.Find("[name=MustChange][type=checkbox]").HasAttribute("checked"));
        var made = await admin.Submit(form, "/admin/users/new", ("Username", name), ("Password", "three blue kettles"));
        Assert.Equal(HttpStatusCode.Found, made.Answer.StatusCode);
        using var client = app.AnonymousClient();
        await client.SignIn(name, "three blue kettles");

        using var refused = await client.GetAsync("/api/sessions", Ct);
        var led = await client.GetPage("/sessions?search=x");
        var password = await client.GetPage(led.Answer.Headers.Location!.OriginalString);
        var changed = await client.Submit(password, "/account/password", ("CurrentPassword", "three blue kettles"),
            ("NewPassword", "four green umbrellas"), ("Again", "four green umbrellas"));

        Assert.Contains("/auth/password", await refused.Problem(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.Contains("Somebody else gave you this password", password.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal("/sessions?search=x", changed.Answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/sessions", Ct)).StatusCode);
    }

    [Fact]
    public async Task Account_SaysInWhichZoneTimesAre()
    {
        using var client = await app.SignedInClient();

        var page = await client.GetPage("/account");

        Assert.Contains("Asia/Tokyo (UTC+09:00)", page.Find(".settings").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Planner_WithoutRights_IsNotOfferedWhatOnlyAdminsMay()
    {
        using var client = await app.SignedInClient();

        foreach (var address in new[] { "/sessions", "/account", "/masters/products", "/help" })
        {
            var page = await client.GetPage(address);
            Assert.Empty(page.Document.QuerySelectorAll("a[href^='/admin']"));
        }
    }

    public sealed class OnSqlite(SqliteApp app) : FirstSignInTests(app);

    public sealed class OnPostgres(PostgresApp app) : FirstSignInTests(app);
}
