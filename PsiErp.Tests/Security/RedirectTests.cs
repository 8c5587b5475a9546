using PsiErp.Tests.Pages;

namespace PsiErp.Tests.Security;

/// <summary>Where pages lead after they have done something: never off this site.</summary>
public abstract class RedirectTests(PsiApp app)
{
    public static TheoryData<string> ReturnUrlNames => HostileInputs.ReturnUrls.Names();

    [Theory]
    [MemberData(nameof(ReturnUrlNames))]
    public async Task Login_LeadsHome(string kind)
    {
        using var client = app.AnonymousClient();
        var login = await client.GetPage($"/login?returnUrl={Uri.EscapeDataString(HostileInputs.ReturnUrls[kind])}");

        var signedIn = await client.Submit(login, "/login", ("Username", await app.CreateUser()), ("Password", PsiClient.Password));
        var again = await client.GetPage($"/login?returnUrl={Uri.EscapeDataString(HostileInputs.ReturnUrls[kind])}");

        AssertLeadsHome(signedIn);
        AssertLeadsHome(again);
        Assert.All(signedIn.Answer.Headers.GetValues("Set-Cookie"), cookie =>
            Assert.DoesNotContain("stolen", cookie, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ReturnUrlNames))]
    public async Task Language_LeadsHome(string kind)
    {
        using var client = app.AnonymousClient();

        var chosen = await client.Submit(
            await client.GetPage("/login"), "/language", ("language", "ja"), ("returnUrl", HostileInputs.ReturnUrls[kind]));

        AssertLeadsHome(chosen);
    }

    [Theory]
    [InlineData("https://evil.example/sessions")]
    [InlineData("//evil.example/sessions")]
    [InlineData("javascript:hostile()")]
    [InlineData("http://{own}@evil.example/")]
    [InlineData("http://{own}.evil.example/")]
    public async Task Htmx_FromAnotherPage_LeadsBackToTheOneAskedFor(string from)
    {
        using var client = app.AnonymousClient();
        client.DefaultRequestHeaders.Add("HX-Request", "true");
        client.DefaultRequestHeaders.Add("HX-Current-URL", from.Replace("{own}", app.Address.Authority, StringComparison.Ordinal));

        var refused = await client.GetPage("/sessions");

        Assert.Equal("/login?returnUrl=%2Fsessions", refused.Answer.Headers.GetValues("HX-Redirect").Single());
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("//evil.example/sessions")]
    [InlineData("/\\evil.example")]
    [InlineData("/sessions//evil.example")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/sessions/..//evil.example")]
    public async Task Path_ThatLooksLikeAHost_LeadsNowhereElse(string target)
    {
        var answer = await RawHttp.Ask(app.Address, target);

        var location = answer.Header("Location");
        Assert.True(location is null || location.StartsWith("/login?returnUrl=%2F", StringComparison.Ordinal)
            && !location.Contains("%2F%2F", StringComparison.Ordinal), location);
    }

    private static void AssertLeadsHome(HtmlPage page)
    {
        Assert.Equal(302, (int)page.Answer.StatusCode);
        Assert.Equal("/", page.Answer.Headers.Location!.OriginalString);
    }

    public sealed class OnSqlite(SqliteApp app) : RedirectTests(app);

    public sealed class OnPostgres(PostgresApp app) : RedirectTests(app);
}
