using Microsoft.Playwright;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>Going through the worklist with the keyboard, and narrowing it while typing.</summary>
public sealed class WorklistBrowserTests(Browser browser, SqliteApp app)
{
    [Fact]
    public async Task Keys_WalkSelectAndOpen_FiltersKeepThePage()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", anchor: "5", outbound: "6", channel: "EC"), Row("A", "2026-12-02", channel: "EC"),
            Row("B", "2026-12-01", anchor: "30", safety: "40", channel: "EC"),
            Row("C", "2026-12-01", anchor: "100", channel: "shop"));
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;
        var names = page.Locator(".worklist .list-name > a");
        await page.GotoAsync($"/sessions/{session}");
        await page.EvaluateAsync("window.stays = true");

        await Assertions.Expect(page.Locator("#totals .chart canvas")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(names.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator("#selected")).ToHaveTextAsync("Selected: 1");
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(names.First).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("shop");
        await Assertions.Expect(names).ToHaveTextAsync(["C"]);
        await Assertions.Expect(page.Locator("#q")).ToBeFocusedAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"\?q=shop"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear" }).ClickAsync();
        await Assertions.Expect(names).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("#q")).ToHaveValueAsync("");

        await page.GetByText("Channel: all").ClickAsync();
        await page.Locator("#menu-channel").GetByRole(AriaRole.Link, new() { Name = "EC" }).ClickAsync();
        await Assertions.Expect(names).ToHaveTextAsync(["A", "B"]);
        await page.GetByRole(AriaRole.Link, new() { Name = "Below safety stock: 1" }).ClickAsync();
        await Assertions.Expect(names).ToHaveTextAsync(["B"]);
        Assert.True(await page.EvaluateAsync<bool>("window.stays"));

        await page.GoBackAsync();
        await Assertions.Expect(names).ToHaveTextAsync(["A", "B"]);
        // The last of the page's modules draws it
        await Assertions.Expect(page.Locator("#totals .chart canvas")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(@"/psi\?sku=A&list=channel%3D%253DEC$"));
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Change_OfAnother_IsSaidWithoutAsking()
    {
        using var client = await app.SignedInClient();
        using var other = await app.SignedInClient();
        var session = await client.CreatePlan(Wire.Row("A", "2026-12-01", outbound: "5"));
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var heard = window.Page.WaitForResponseAsync(answer => answer.Url.Contains("/events", StringComparison.Ordinal));
        await window.Page.GotoAsync($"/sessions/{session}");
        await heard;

        await other.Apply(session, Edits.ChangeSetsTests.Edit("A", "2026-12-01", 1));

        await Assertions.Expect(window.Page.Locator(".stale")).ToContainTextAsync($"{other.Username} has changed “");
    }

    [Fact]
    public async Task Log_OfWhatAnotherDoes_HearsOfIt_AndIsDrawnAnewInPlace()
    {
        using var client = await app.SignedInClient();
        using var other = await app.SignedInClient();
        var session = await client.CreatePlan(Wire.Row("A", "2026-12-01", outbound: "5"));
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var heard = window.Page.WaitForResponseAsync(answer => answer.Url.Contains("/events", StringComparison.Ordinal));
        await window.Page.GotoAsync($"/sessions/{session}/log");
        await heard;
        await window.Page.EvaluateAsync("window.stays = true");

        await other.Apply(session, Edits.ChangeSetsTests.Edit("A", "2026-12-01", 1));
        await window.Page.Locator(".stale a").ClickAsync();

        await Assertions.Expect(window.Page.Locator("table.log tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(window.Page.Locator(".stale .notice")).ToHaveCountAsync(0);
        Assert.True(await window.Page.EvaluateAsync<bool>("window.stays"));
        Assert.Empty(window.Errors);
    }
}
