using System.Net;

namespace PsiErp.Tests.Pages;

/// <summary>The description of the API as a page.</summary>
public sealed class ApiPageTests(SqliteApp app, Browser browser)
{
    [Fact]
    public async Task ApiPage_ShowsEveryCall_UnderTheOrdinaryPolicy()
    {
        using var client = await app.SignedInClient();
        await using var window = await browser.Open(client);

        await window.Page.GotoAsync("/docs/api");

        var call = window.Page.Locator("details", new() { HasText = "POST /api/psi/{session_id}/edits/apply" }).First;
        await call.Locator("summary").ClickAsync();
        Assert.Contains("\"inbound_qty\": 12.5", await call.Locator("pre").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("409", await call.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task ApiPage_NobodySignedIn_AsksForIt()
    {
        using var client = app.AnonymousClient();

        using var answer = await client.GetAsync("/docs/api", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/login?returnUrl=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }
}
