using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PsiErp.Tests.Pages;

/// <summary>Nothing on any page that keeps people with assistive technology from their work.</summary>
public sealed class AccessibilityTests(Browser browser, SqliteApp app)
{
    public static TheoryData<string, ColorScheme> Pages()
    {
        var pages = new TheoryData<string, ColorScheme>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            foreach (var page in new[] { "/sessions", "/sessions/new", "/sessions?search=nothing-like-this", "{0}/psi?sku=TEA-500", "{0}/psi?sku=TEA-500&bucket=week", "{0}/psi?sku=none", "{0}/upload", "{0}/delete", "{0}/copy", "/nowhere" })
                pages.Add(page, scheme);
        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_InEitherScheme_HasNoSeriousProblem(string address, ColorScheme scheme)
    {
        using var client = await app.SignedInClient();
        var id = await client.CreateSession($"Axe {Guid.NewGuid():N}", "wide-utf8.csv");
        await using var window = await browser.Open(client, new() { ColorScheme = scheme, BypassCSP = true });

        await window.Page.GotoAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, $"/sessions/{id}"));

        await AssertFine(window.Page);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Login_InEitherScheme_HasNoSeriousProblem(ColorScheme scheme)
    {
        using var client = app.AnonymousClient();
        await using var window = await browser.Open(client, new() { ColorScheme = scheme, BypassCSP = true });

        await window.Page.GotoAsync("/login");

        await AssertFine(window.Page);
    }

    private static async Task AssertFine(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));
    }
}
