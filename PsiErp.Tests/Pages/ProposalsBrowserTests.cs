using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>A planner has proposals found, sees what a quantity does, adds a line by hand, and applies it all as one change.</summary>
public sealed class ProposalsBrowserTests(Browser browser, SqliteApp app)
{
    private static readonly DateOnly First = DateOnly.FromDateTime(MovedClock.Now.UtcDateTime).AddDays(3);

    [Fact]
    public async Task Planner_FromTheWorklist_FindsProposals_ChangesThem_AndApplies()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
        [
            .. from day in Enumerable.Range(0, 10)
               let date = First.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
               from row in new[]
               {
                   Row("TEA", date, outbound: "5", anchor: day == 0 ? "25" : "", safety: "5", standard: "20", warehouse: "East"),
                   Row("TEA", date, anchor: day == 0 ? "100" : "", safety: "20", standard: "50", warehouse: "West"),
               }
               select row,
        ]);
        await using var window = await browser.Open(client, new() { Locale = "en", BypassCSP = true });
        var page = window.Page;

        await page.GotoAsync($"/sessions/{session}");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose for these" }).ClickAsync();
        await Assertions.Expect(page.Locator(".scope")).ToHaveTextAsync("For 1 series that you picked");
        // The page's script is there
        await page.WaitForLoadStateAsync();
        // However quick it is, it is asked how far it is
        var progress = page.WaitForResponseAsync(answer => answer.Url.Contains("handler=Progress", StringComparison.Ordinal));
        await page.RouteAsync(new Regex("handler=Find"), async route =>
        {
            await progress;
            await route.ContinueAsync();
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Find proposals" }).ClickAsync();
        Assert.Equal(200, (await progress).Status);
        await Assertions.Expect(page.Locator(".figures .alert-out")).ToContainTextAsync("1 → 0");

        // The page after a navigation hears of changes once its script is there
        await page.Locator("#lines[data-htmx-powered]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var quantity = page.GetByLabel("Quantity of TEA West · online → East · online");
        await Assertions.Expect(quantity).ToHaveValueAsync("30");
        await quantity.FillAsync("10");
        await quantity.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".figures .alert-out")).ToContainTextAsync("▼ 1");
        await Assertions.Expect(page.Locator("[aria-label=Moves] tbody .tag.out")).ToHaveCountAsync(2);
        await page.GetByLabel("Apply TEA West · online → East · online").UncheckAsync();
        await Assertions.Expect(page.Locator("#apply")).ToHaveTextAsync("Apply 0 of 1");

        await page.GetByRole(AriaRole.Link, new() { Name = "Where it lies" }).ClickAsync();
        await Assertions.Expect(page.Locator("#map .heat-out")).ToContainTextAsync("▼ −45");
        await AssertAccessible(page);
        await page.GetByLabel("Send from").SelectOptionAsync(new SelectOptionValue { Label = "West · online" });
        await page.GetByLabel("To", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "East · online" });
        await page.GetByLabel("Qty", new() { Exact = true }).FillAsync("40");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add line" }).ClickAsync();
        await Assertions.Expect(page.Locator("#apply")).ToHaveTextAsync("Apply 1 of 2");
        await page.Locator("#apply").ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/log\\?change="));
        await page.GotoAsync($"/sessions/{session}?alert=stock_out");
        await Assertions.Expect(page.Locator(".worklist tbody tr")).ToHaveCountAsync(0);
        Assert.True(window.Errors.Count == 0, string.Join("\n", window.Errors));
    }

    private static async Task AssertAccessible(IPage page)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            Assert.Empty(await page.SeriousProblems());
        }
    }
}
