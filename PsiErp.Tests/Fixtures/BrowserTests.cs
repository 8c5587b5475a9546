namespace PsiErp.Tests.Fixtures;

public sealed class BrowserTests(Browser browser, SqliteApp app)
{
    [Fact]
    public async Task Page_ScriptError_IsRemembered()
    {
        using var client = app.AnonymousClient();
        await using var window = await browser.Open(client);

        await window.Page.SetContentAsync("<script>console.error('broken')</script>");

        Assert.Contains(window.Errors, error => error.StartsWith("broken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LoginPage_LoadsWithoutComplaint()
    {
        using var client = app.AnonymousClient();
        await using var window = await browser.Open(client);

        var answer = await window.Page.GotoAsync("/login");

        Assert.Equal(200, answer!.Status);
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task FirstPage_SignedIn_LoadsWithoutComplaint()
    {
        using var client = await app.SignedInClient();
        await using var window = await browser.Open(client);

        var answer = await window.Page.GotoAsync("/");

        Assert.Equal(200, answer!.Status);
        Assert.DoesNotContain("/login", window.Page.Url, StringComparison.Ordinal);
        Assert.Empty(window.Errors);
    }
}
