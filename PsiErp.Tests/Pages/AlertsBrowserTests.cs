using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>Alerts, views and sessions with the keyboard and without leaving the page.</summary>
public sealed class AlertsBrowserTests(Browser browser, SqliteApp app)
{
    [Fact]
    public async Task Alert_OpenedByKey_IsPutOffAndLeavesTheList()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", anchor: "5", outbound: "6"), Row("B", "2026-12-01", anchor: "30", safety: "40"), Row("B", "2026-12-02"));
        await using var window = await browser.Open(client, new() { Locale = "ja" });
        var page = window.Page;
        var names = page.Locator(".worklist .list-name > a");
        await page.GotoAsync($"/sessions/{session}");
        await Assertions.Expect(page.Locator("#totals .chart canvas")).ToBeVisibleAsync();
        await page.EvaluateAsync("window.stays = true");

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("1日間、最大 1");
        await page.GetByLabel("保留の理由").FillAsync("入荷待ち");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(names).ToHaveTextAsync(["B"]);
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "保留中 1" }).ClickAsync();
        await Assertions.Expect(names).ToHaveTextAsync(["A"]);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("a");
        await page.GetByRole(AriaRole.Button, new() { Name = "保留をやめる" }).ClickAsync();
        await Assertions.Expect(page.Locator(".empty")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.stays"));
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Alert_ThatIsOpen_SaysWhenTheSessionChanges_AndIsDrawnAnewWithWhatWasTyped()
    {
        using var client = await app.SignedInClient();
        using var other = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", anchor: "5", outbound: "6"));
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;
        var heard = page.WaitForResponseAsync(answer => answer.Url.Contains("/events", StringComparison.Ordinal));
        await page.GotoAsync($"/sessions/{session}");
        await heard;
        await page.Locator(".worklist a.alerts").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Why it can wait").FillAsync("The truck is late");

        await other.Apply(session, Edits.ChangeSetsTests.Edit("A", "2026-12-01", outbound: 8));
        await Assertions.Expect(dialog.Locator(".stale")).ToContainTextAsync($"{other.Username} has changed “");
        await Assertions.Expect(dialog).ToContainTextAsync("1 at the worst");
        await dialog.Locator(".stale a").ClickAsync();

        await Assertions.Expect(dialog).ToContainTextAsync("3 at the worst");
        await Assertions.Expect(dialog.Locator(".stale .notice")).ToHaveCountAsync(0);
        await Assertions.Expect(dialog.GetByLabel("Why it can wait")).ToHaveValueAsync("The truck is late");
        await Assertions.Expect(dialog.Locator(":focus")).ToHaveCountAsync(1);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/sessions/{session}$"));
        // The list below heard of it as well
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#worklist > .stale")).ToContainTextAsync($"{other.Username} has changed “");
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task View_KeptAndChosen_ShowsTheSameColumnsAndSkus()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(
            Row("A", "2026-12-01", anchor: "5", outbound: "6"), Row("A", "2026-12-01", anchor: "9", channel: "shop"),
            Row("B", "2026-12-01", anchor: "30", safety: "40"));
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;
        await page.GotoAsync($"/sessions/{session}");

        await page.Locator(".segments").GetByText("SKU").ClickAsync();
        await Assertions.Expect(page.Locator(".worklist .list-name > a")).ToHaveTextAsync(["A", "B"]);
        await page.GetByText("Columns").ClickAsync();
        await page.Locator("#menu-columns").GetByLabel("Production").UncheckAsync();
        await page.Locator("#menu-columns").GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(page.Locator(".worklist thead")).Not.ToContainTextAsync("Production");
        await page.Locator("#menu-views > summary").ClickAsync();
        await page.GetByText("Keep this view").ClickAsync();
        await page.GetByLabel("Keep what is shown now as").FillAsync("By SKU");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#menu-views > summary")).ToHaveTextAsync("View: By SKU");

        await page.GotoAsync($"/sessions/{session}");
        await page.Locator("#menu-views > summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "By SKU" }).ClickAsync();
        await Assertions.Expect(page.Locator(".worklist .list-name > a")).ToHaveTextAsync(["A", "B"]);
        await Assertions.Expect(page.Locator(".worklist thead")).Not.ToContainTextAsync("Production");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("group_by=sku.*view="));
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Session_RenamedInPlaceCopiedAndPicked_WithTheKeyboard()
    {
        using var client = await app.SignedInClient();
        var title = $"Plan {Guid.NewGuid():N}";
        var session = await client.CreateSession(title);
        using var upload = await Wire.Upload(client, Guid.Parse(session), WideHeader + Row("A", "2026-12-01", anchor: "5", outbound: "6"));
        await upload.Json(System.Net.HttpStatusCode.OK);
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;
        await page.GotoAsync($"/sessions?search={title}");
        var row = page.Locator($"#session-{session}");

        await row.GetByRole(AriaRole.Link, new() { Name = $"Rename {title}" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(row.GetByLabel("Title")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(row.Locator(".in-place")).ToHaveCountAsync(0);
        await row.GetByRole(AriaRole.Link, new() { Name = $"Rename {title}" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(row.GetByLabel("Title")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync($"{title} again");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(row.Locator(".list-name > a").First).ToHaveTextAsync($"{title} again");

        await row.GetByLabel($"More actions for {title} again").ClickAsync();
        await row.GetByRole(AriaRole.Link, new() { Name = "Copy" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Title").FillAsync($"{title} copy");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#sessions .list-name > a:first-child")).ToHaveTextAsync([$"{title} copy", $"{title} again"]);

        await page.GotoAsync($"/sessions/{session}/psi?sku=A");
        await page.Locator("#session-picker > summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#session-picker input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync($"{title} copy");
        await Assertions.Expect(page.Locator(".session-hits a")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/sessions/(?!{session})[^/]+/psi\\?sku=A$"));
        Assert.Empty(window.Errors);
    }
}
