using System.Globalization;

namespace PsiErp.Tests.Pages;

public abstract class LoginPageTests(PsiApp app)
{
    [Fact]
    public async Task Page_Anonymous_LeadsToLoginAndBack()
    {
        using var client = app.AnonymousClient();
        var username = await app.CreateUser();

        var refused = await client.GetPage("/sessions?search=x");
        var login = await client.GetPage(refused.Answer.Headers.Location!.ToString());
        var signedIn = await client.Submit(login, "/login", ("Username", username), ("Password", PsiClient.Password));

        Assert.Equal("/sessions?search=x", signedIn.Answer.Headers.Location!.ToString());
        Assert.Equal(200, (int)(await client.GetPage("/sessions")).Answer.StatusCode);
    }

    [Fact]
    public async Task Login_WrongPassword_SaysSoAndKeepsTheName()
    {
        using var client = app.AnonymousClient();
        var username = await app.CreateUser();

        var page = await client.Submit(await client.GetPage("/login"), "/login", ("Username", username), ("Password", "wrong"));

        Assert.Equal(401, (int)page.Answer.StatusCode);
        Assert.Contains("wrong", page.Find("[role=alert].notice").TextContent, StringComparison.Ordinal);
        Assert.Equal(username, page.Find("#Username").GetAttribute("value"));
        Assert.Equal("", page.Find("#Password").GetAttribute("value"));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task Login_ForeignReturnUrl_StaysHere(string returnUrl)
    {
        using var client = app.AnonymousClient();
        var username = await app.CreateUser();

        var login = await client.GetPage($"/login?returnUrl={Uri.EscapeDataString(returnUrl)}");
        var signedIn = await client.Submit(login, "/login", ("Username", username), ("Password", PsiClient.Password));

        Assert.Equal("/", signedIn.Answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Login_TooManyFailures_SaysHowLongToWait()
    {
        using var client = app.AnonymousClient();
        var username = await app.CreateUser();
        var login = await client.GetPage("/login");
        for (var i = 0; i < 5; i++) await client.Submit(login, "/login", ("Username", username), ("Password", "wrong"));

        var page = await client.Submit(login, "/login", ("Username", username), ("Password", PsiClient.Password));

        Assert.Equal(429, (int)page.Answer.StatusCode);
        Assert.Matches(@"again at \d\d:\d\d UTC\+9\.", page.Find(".notice").TextContent);
        Assert.InRange(int.Parse(page.Find(".notice").GetAttribute("data-wait")!, CultureInfo.InvariantCulture), 280, 300);
        Assert.NotNull(page.Answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task SignOut_EndsTheSession()
    {
        using var client = await app.SignedInClient();

        await client.Submit(await client.GetPage("/sessions"), "/logout");

        Assert.StartsWith("/login", (await client.GetPage("/sessions")).Answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Language_Chosen_StaysAndLeadsBack()
    {
        using var client = await app.SignedInClient();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ja,en;q=0.5");
        var asked = await client.GetPage("/sessions?search=x");

        var chosen = await client.Submit(asked, "/language", ("language", "en"));

        Assert.Equal("ja", asked.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal("/sessions?search=x", chosen.Answer.Headers.Location!.ToString());
        Assert.Equal("en", (await client.GetPage("/sessions")).Document.DocumentElement.GetAttribute("lang"));
    }

    public sealed class OnSqlite(SqliteApp app) : LoginPageTests(app);

    public sealed class OnPostgres(PostgresApp app) : LoginPageTests(app);
}
