using Microsoft.Playwright;

namespace PsiErp.Tests.Pages;

/// <summary>Master data without a mouse.</summary>
public sealed class MasterBrowserTests(Browser browser, SqliteApp app)
{
    private const int MostTabs = 80;

    [Fact]
    public async Task Planner_WithTheKeyboardAlone_AddsFindsChangesAndDeletes()
    {
        using var client = await app.SignedInClient();
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var (page, keys) = (window.Page, window.Page.Keyboard);
        var code = $"S {Guid.NewGuid():N}/ب";
        var row = page.Locator("tbody tr", new() { HasText = code });
        await page.GotoAsync("/masters/suppliers");
        await page.EvaluateAsync("window.stays = true");

        await TabTo(page, "New supplier");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Code")).ToBeFocusedAsync();
        await keys.TypeAsync(code);
        await keys.PressAsync("Tab");
        await keys.TypeAsync("静岡茶業");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog")).ToBeHiddenAsync();

        await TabTo(page, "Search");
        await keys.TypeAsync(code[2..]);
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(row).ToContainTextAsync("静岡茶業");

        await TabTo(page, $"Edit {code}");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Code")).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await keys.TypeAsync("掛川茶業");
        await keys.PressAsync("Enter");
        await Assertions.Expect(row).ToContainTextAsync("掛川茶業");

        await TabTo(page, $"Delete {code}");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog .danger")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#masters .empty")).ToContainTextAsync("Nothing found");

        Assert.True(await page.EvaluateAsync<bool>("window.stays"));
        Assert.Contains($"search={Uri.EscapeDataString(code[2..])}", page.Url, StringComparison.Ordinal);
        Assert.Empty(window.Errors);
    }

    /// <summary>Goes on with Tab until something of the name has the focus.</summary>
    private static async Task TabTo(IPage page, string name)
    {
        // One look: a list that is drawn anew may take the focus away between two
        const string Name = """
            () => {
              const at = document.activeElement;
              return at && at !== document.body ? at.getAttribute('aria-label') ?? at.textContent.trim() : null;
            }
            """;
        for (var i = 0; i < MostTabs; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>(Name) == name) return;
        }
        Assert.Fail($"No way to '{name}' by Tab");
    }
}
