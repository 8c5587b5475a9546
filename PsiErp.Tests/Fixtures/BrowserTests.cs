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
}
