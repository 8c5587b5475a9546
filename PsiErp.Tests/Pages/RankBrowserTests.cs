using System.Net.Http.Json;
using Microsoft.Playwright;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>Ranking, and levels that follow products, without a mouse.</summary>
public sealed class RankBrowserTests(Browser browser, SqliteApp app)
{
    [Fact]
    public async Task Planner_WithTheKeyboardAlone_RanksSkus_AndSeesLevelsFollow()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        var session = await client.CreatePlan(
            Row("TOP", "2026-12-01", outbound: "70"), Row("LOW", "2026-12-01", outbound: "30", anchor: "40"));
        using var limit = await client.PostAsJsonAsync("/api/category-rank-parameters",
            new { rank_type = "A", category_1 = "食品", category_2 = "茶", threshold = 0.7 }, TestContext.Current.CancellationToken);
        using var product = await client.PostAsJsonAsync(
            "/api/masters/products", new { data = new { code = "LOW", name = "Low" } }, TestContext.Current.CancellationToken);
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var (page, keys) = (window.Page, window.Page.Keyboard);

        await page.GotoAsync("/masters/ranks");
        await TabTo(page, "Rank the SKUs");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#rank-counts")).ToContainTextAsync("2 SKUs");
        await TabTo(page, "which");
        await keys.PressAsync("ArrowDown");
        await TabTo(page, "Preview");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#which")).ToHaveValueAsync("Fw");
        await Assertions.Expect(page.Locator("#rank-counts")).ToContainTextAsync("1 SKUs");
        await TabTo(page, "Apply 1 changes");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".notice.done")).ToContainTextAsync("1 SKUs");

        await page.GotoAsync("/masters/products");
        await TabTo(page, "Edit LOW");
        await keys.PressAsync("Enter");
        await page.GetByLabel("Safety stock, days").FocusAsync();
        await keys.TypeAsync("2");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#levels .notice")).ToHaveCountAsync(0);
        await page.GotoAsync($"/sessions/{session}/psi?sku=LOW");
        await Assertions.Expect(page.Locator("tr[data-field=SafetyStock] td").First).ToHaveTextAsync("60");
        await page.GotoAsync($"/sessions/{session}?alert=shortage");
        await Assertions.Expect(page.Locator(".worklist tbody tr")).ToHaveCountAsync(1);
        Assert.Empty(window.Errors);
    }

    /// <summary>Goes on with Tab until something of the name or id has the focus.</summary>
    private static async Task TabTo(IPage page, string name)
    {
        for (var i = 0; i < 80; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            const string Is = "name => [document.activeElement].some(e => e.id === name "
                + "|| (e.getAttribute('aria-label') ?? e.textContent.trim()) === name)";
            if (await page.EvaluateAsync<bool>(Is, name)) return;
        }
        Assert.Fail($"The keyboard never comes to {name}");
    }
}
