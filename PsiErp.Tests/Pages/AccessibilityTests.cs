using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PsiErp.Tests.Pages;

/// <summary>Nothing on any page that keeps people with assistive technology from their work.</summary>
public sealed class AccessibilityTests(Browser browser, SqliteApp app)
{
    private static readonly string[] Addresses =
    [
        "/sessions", "/sessions?search=nothing-like-this", "/sessions/new", "/nowhere", "{0}/psi?sku=TEA-500",
        "{0}/psi?sku=TEA-500&bucket=week", "{0}/psi?sku=none", "{0}/edit", "{0}/copy", "{0}/upload", "{0}/delete",
        "/account", "/account/password", "/account/second-factor", "/account/recovery-codes", "/account/second-factor/remove",
        "/admin/users", "/admin/users?search=nobody-like-this", "/admin/users/new", "/admin/users/{1}/password", "/admin/audit", "/docs/api",
    ];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_InEitherScheme_HaveNoSeriousProblem(ColorScheme scheme)
    {
        using var client = await app.SignedInClient(admin: true);
        var session = $"/sessions/{await client.CreateSession($"Axe {Guid.NewGuid():N}", "wide-utf8.csv")}";
        var me = (await client.GetJson("/auth/me"))["id"];
        await using var window = await browser.Open(client, new() { ColorScheme = scheme, BypassCSP = true });

        foreach (var address in Addresses)
        {
            await window.Page.GotoAsync(string.Format(CultureInfo.InvariantCulture, address, session, me));
            await AssertFine(window.Page);
        }
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
        Assert.True(
            !result.Violations.Any(violation => violation.Impact is "serious" or "critical"),
            $"{page.Url}: {string.Join("; ", result.Violations.Select(violation => $"{violation.Id} at {violation.Nodes[0].Html}"))}");
    }
}
