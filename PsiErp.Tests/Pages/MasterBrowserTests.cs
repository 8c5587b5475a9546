using Microsoft.Playwright;

namespace PsiErp.Tests.Pages;

/// <summary>Master data without a mouse.</summary>
public sealed class MasterBrowserTests(Browser browser, SqliteApp app)
{
    private const int MostTabs = 80;

    [Fact]
    public async Task Planner_WithTheKeyboardAlone_AddsFindsChangesAndDeletes()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
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

    [Fact]
    public async Task EveryKind_WithTheKeyboardAlone_IsAddedSortedChangedTakenInAndDeleted()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient(admin: true);
        await client.CreatePlan(Wire.Row("KEY", "2026-12-01", outbound: "5", warehouse: "KEY", channel: "KEY"));
        await using var window = await browser.Open(client, new() { Locale = "en" });
        // The fields of the form in their order; where one stands in a plan its deletion says so
        await Walk(window.Page, "products", "New product", ["KEY", "緑茶"], "code,unit\nKEY,pcs\nNEXT,case\n", "planning sessions: 1");
        await Walk(window.Page, "customers", "New customer", ["KEY", "青山商店", "090"], "code,region\nKEY,East\n", "");
        await Walk(window.Page, "channels", "New channel", ["KEY", "店"], "channel,display_name\nKEY,店舗\n", "series of plans: 1");
        await Walk(window.Page, "warehouses", "New warehouse", ["KEY", "East"], "warehouse_name,region\nKEY,West\n", "series of plans: 1");
        await Walk(window.Page, "lanes", "New lane", ["KEY", "to", "2"], "from_warehouse,to_warehouse,transit_days\nKEY,to,3\n", "");
        await Walk(window.Page, "ranks", "New rank", ["A", "KEY", "茶", "0.7"],
            "rank_type,category_1,category_2,threshold\nA,KEY,茶,0.8\n", "");
        await Walk(window.Page, "metrics", "New row", ["KEY", "", "900"], "name,is_editable,display_order\nKEY,true,910\n", "");
        await WalkCalendar(window.Page);
        await WalkPolicy(window.Page);
        Assert.Empty(window.Errors);
    }

    private static async Task Walk(IPage page, string kind, string create, string[] entries, string file, string use)
    {
        var keys = page.Keyboard;
        await page.GotoAsync($"/masters/{kind}");
        await TabTo(page, create);
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog input.field").First).ToBeFocusedAsync();
        foreach (var entry in entries)
        {
            await keys.TypeAsync(entry);
            if (entry != entries[^1]) await keys.PressAsync("Tab");
        }
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog")).ToBeHiddenAsync();

        await TabTo(page, "Search");
        await keys.TypeAsync("KEY");
        // The list is swapped before its address is: what is done next is not lost
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("search=KEY"));
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        var last = page.Locator("thead a.sort").Last;
        await TabTo(page, (await last.TextContentAsync())!.Trim());
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("thead th[aria-sort] a")).ToHaveTextAsync((await last.TextContentAsync())!.Trim());

        await TabTo(page, "Import");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#file")).ToBeFocusedAsync();
        // Space opens the browser's own chooser, which is the browser's to test
        await page.Locator("#file").SetInputFilesAsync(
            new FilePayload { Name = "m.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(file) });
        await TabTo(page, "Look what it does");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#upload-result .report")).ToBeVisibleAsync();
        await TabTo(page, "Import it");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#upload-result .notice")).ToContainTextAsync("The file is imported.");
        await TabTo(page, "To the list");
        await keys.PressAsync("Enter");

        var edit = page.Locator("tbody tr", new() { HasText = "KEY" }).GetByLabel("Edit", new() { Exact = false });
        var named = (await edit.GetAttributeAsync("aria-label"))!;
        await TabTo(page, named);
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog input.field").First).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog")).ToBeHiddenAsync();
        await TabTo(page, "Delete" + named["Edit".Length..]);
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog")).ToContainTextAsync(use);
        await TabTo(page, "Delete");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = "KEY" })).ToHaveCountAsync(0);
    }

    private static async Task WalkCalendar(IPage page)
    {
        await page.GotoAsync("/masters/calendar");
        await TabTo(page, "New calendar");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#calendar-name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("KEY");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Delete KEY")).ToBeVisibleAsync();
        await TabTo(page, "Delete KEY");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("button.danger")).ToBeVisibleAsync();
        await TabTo(page, "Delete");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/masters/calendar$"));
        await Assertions.Expect(page.GetByText("KEY", new() { Exact = true })).ToHaveCountAsync(0);
    }

    private static async Task WalkPolicy(IPage page)
    {
        await page.GotoAsync("/masters/policy");
        await page.Locator("#policy-RoundingMode").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        var chosen = await page.Locator("#policy-RoundingMode").InputValueAsync();
        await TabTo(page, "Save");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main .hint").Last).ToContainTextAsync("Last changed");
        await Assertions.Expect(page.Locator("#policy-RoundingMode")).ToHaveValueAsync(chosen);
    }

    /// <summary>Goes on with Tab until something of the name has the focus.</summary>
    /// <summary>Waits until the page has taken in what was last asked for: a key that comes before meets what is about to go.</summary>
    private static async Task Idle(IPage page)
    {
        await page.WaitForLoadStateAsync();
        await page.WaitForFunctionAsync("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')");
    }

    private static async Task TabTo(IPage page, string name)
    {
        // One look: a list that is drawn anew may take the focus away between two
        const string Name = """
            () => {
              const at = document.activeElement;
              return at && at !== document.body ? at.getAttribute('aria-label') ?? at.textContent.trim() : null;
            }
            """;
        await Idle(page);
        for (var i = 0; i < MostTabs; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>(Name) == name) return;
        }
        Assert.Fail($"No way to '{name}' by Tab");
    }
}
