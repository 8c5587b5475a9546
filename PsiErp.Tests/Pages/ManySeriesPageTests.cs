using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static PsiErp.Tests.Edits.ChangeSetsTests;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>A planner's morning with many series: pick, change, look, take back, compare.</summary>
public sealed class ManySeriesPageTests(Browser browser, SqliteApp app)
{
    [Fact]
    public async Task Picked_AreChangedAfterALook_AndTheVariantIsComparedAndTakenOver()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", outbound: "10", anchor: "5"), Row("A", "2026-12-02", outbound: "4"),
            Row("B", "2026-12-01", outbound: "20", anchor: "90"));
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;
        await page.GotoAsync($"/sessions/{session}");

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator("#selected")).ToHaveTextAsync("Selected: 1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the selected …" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Change 1 series");
        await Assertions.Expect(page.Locator("#shift")).ToBeHiddenAsync();
        await page.Locator("#percent").FillAsync("50");
        await page.Locator("#from").FillAsync("2026-12-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(page.Locator("#preview")).ToContainTextAsync("Would change 2 cells of 1 series");
        await Assertions.Expect(page.Locator("#preview .figures")).ToContainTextAsync("14 → 7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply as one change" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/log\\?change="));
        await Assertions.Expect(page.Locator(".log-cells li")).ToHaveCountAsync(2);

        using var copied = await client.PostAsJsonAsync($"/api/sessions/{session}/copy", new { title = $"what if {session}" });
        var variant = Guid.Parse(copied.Headers.Location!.OriginalString[^36..]);
        await client.Apply(variant, Edit("B", "2026-12-01", inbound: 7));
        await page.GotoAsync($"/sessions/{session}/compare");
        await page.GetByLabel("The other session").SelectOptionAsync(new SelectOptionValue { Value = $"{variant}" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Assertions.Expect(page.Locator("#totals .chart")).ToBeAttachedAsync();
        await Assertions.Expect(page.Locator(".compare tbody tr")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Take over: B" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#compare .notice")).ToContainTextAsync("Taken over: 1 cells");
        await Assertions.Expect(page.Locator("#compare .empty")).ToBeVisibleAsync();
        Assert.Empty(window.Errors);
    }
}
