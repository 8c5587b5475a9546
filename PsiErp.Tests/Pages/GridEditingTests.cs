using System.Net;
using Microsoft.Playwright;
using static PsiErp.Tests.Pages.GridPage;

namespace PsiErp.Tests.Pages;

/// <summary>
/// Entries: input methods, weeks and months, what is under way, other planners. The numbers are those of the grid's list of
/// behaviours. Compositions are driven through the browser's input protocol, which sends no key events of its own: what a real
/// input method does before a composition begins is not shown here.
/// </summary>
public sealed class GridEditingTests(Browser browser, GridApp own) : IClassFixture<GridApp>
{
    private readonly PsiApp _app = own.App;

    private static object Edit(string date, decimal production) =>
        new { sku_code = "TEA", warehouse_name = "東京DC", channel = "online", date, inbound_qty = production };

    [Fact]
    public async Task Grid21_Composition_BeginsInAFieldThatWasThereBefore_AndIsNeverDisturbed()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Production", 2).ClickAsync();
        var entry = grid.Page.Locator(".entry");
        await Assertions.Expect(entry).ToBeFocusedAsync();
        await entry.EvaluateAsync("field => { field.was = true; field.addEventListener('blur', () => window.blurred = true); }");
        var input = await grid.Page.Context.NewCDPSessionAsync(grid.Page);

        await input.SendAsync("Input.imeSetComposition", Composition("１"));
        await input.SendAsync("Input.imeSetComposition", Composition("１２"));
        Assert.Equal("１２", await entry.InputValueAsync());
        await input.SendAsync("Input.insertText", new() { ["text"] = "１２．５" });

        Assert.Equal("１２．５", await entry.InputValueAsync());
        Assert.False(await grid.Page.EvaluateAsync<bool>("window.blurred === true"));
        await grid.Press("Enter");
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Online, "Production", 2)).ToHaveTextAsync("12.5");
        Assert.True(await entry.EvaluateAsync<bool>("field => field.was === true"));

        await grid.Cell(Online, "Production", 2).ClickAsync();
        await input.SendAsync("Input.imeSetComposition", Composition("＋１０"));
        await input.SendAsync("Input.insertText", new() { ["text"] = "＋１０" });
        await grid.Press("Tab");
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Online, "Production", 2)).ToHaveTextAsync("22.5");
    }

    [Fact]
    public async Task Grid22_WhileComposing_EnterEscTabAndArrowsAreTheInputMethods()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Production", 2).ClickAsync();
        var entry = grid.Page.Locator(".entry");
        var input = await grid.Page.Context.NewCDPSessionAsync(grid.Page);
        await input.SendAsync("Input.imeSetComposition", Composition("５"));

        foreach (var key in new[] { "Enter", "Escape", "Tab", "ArrowDown", "ArrowRight" })
            await entry.EvaluateAsync(
                "(field, key) => field.dispatchEvent(new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true }))", key);
        Assert.Equal($"{Online}, Production, 2", await grid.At());
        Assert.Equal("５", await entry.InputValueAsync());

        await input.SendAsync("Input.insertText", new() { ["text"] = "５" });
        // Safari's key that ends a composition comes after its end, with the code that says so
        await entry.EvaluateAsync(
            "field => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }))");
        Assert.Equal($"{Online}, Production, 2", await grid.At());
        await grid.SeesEdited(0);
        await grid.Press("Enter");
        Assert.Equal($"{Online}, Sales, 2", await grid.At());
        await grid.SeesEdited(1);
    }

    [Fact]
    public async Task Grid23_Field_IsTextWithADecimalKeyboard()
    {
        await using var grid = await GridPage.Open(browser, _app);
        var entry = grid.Page.Locator(".entry");

        await Assertions.Expect(entry).ToHaveAttributeAsync("type", "text");
        await Assertions.Expect(entry).ToHaveAttributeAsync("inputmode", "decimal");
    }

    [Fact]
    public async Task Grid25_Totals_CantBeEdited()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell("Total", "Production", 2).ClickAsync();

        await grid.Type("5", "F2");
        await grid.Says("A total can't be edited");
        await grid.Press("Enter");
        await grid.Paste("7");
        await grid.SeesEdited(0);
        Assert.Empty(await grid.Page.Locator("#total tr[data-field]").AllAsync());
    }

    [Fact]
    public async Task Grid26_ImportedEditedCountedAndPending_AreToldApartByMoreThanColour()
    {
        await using var grid = await GridPage.Open(browser, _app, rows:
        [
            Wire.Row("TEA", "2026-12-01", anchor: "10", inbound: "0", outbound: "15"),
            Wire.Row("TEA", "2026-12-02", anchor: "40", safety: "50"),
        ]);
        await grid.Page.RouteAsync("**/psi?**handler=Cells**", async route =>
        {
            await Assertions.Expect(grid.Cell(Online, "Production", 1)).ToHaveAttributeAsync("data-pending", "20");
            await route.ContinueAsync();
        });
        await grid.Cell(Online, "Production", 1).ClickAsync();
        await grid.Type("20", "Enter");
        await grid.Settled();

        await Assertions.Expect(grid.Cell(Online, "Production", 1)).ToHaveAttributeAsync("title", "Imported: 0");
        string Sign(string of) => $"cell => getComputedStyle(cell, '{of}').content";
        Assert.Equal("\"≠\"", await grid.Cell(Online, "Opening stock", 2).EvaluateAsync<string>(Sign("::before")));
        Assert.Equal("\"!\"", await grid.Cell(Online, "Closing stock", 2).EvaluateAsync<string>(Sign("::before")));
        await Assertions.Expect(grid.Cell(Online, "Opening stock", 2)).ToHaveAttributeAsync("title", "Counted 40, plan 15");
    }

    [Fact]
    public async Task Grid27_Answers_LeaveScrollSelectionAndAnOpenEditorAlone()
    {
        var options = new BrowserNewContextOptions { Locale = "en", ViewportSize = new() { Width = 700, Height = 700 } };
        await using var grid = await GridPage.Open(browser, _app, options: options);
        await grid.Cell(Online, "Production", 2).ClickAsync();
        var answered = new TaskCompletionSource();
        await grid.Page.RouteAsync("**/psi?**handler=Cells**", async route =>
        {
            await answered.Task;
            await route.ContinueAsync();
        });
        await grid.Type("50", "Enter");
        await grid.Press("ArrowRight");
        await grid.Type("1");
        var scrolled = await grid.Page.Locator("#pane").EvaluateAsync<int>("pane => (pane.scrollLeft = 40, pane.scrollTop)");

        answered.SetResult();
        await grid.Settled();

        await Assertions.Expect(grid.Cell(Online, "Closing stock", 2)).ToHaveTextAsync("140");
        var entry = grid.Page.Locator(".entry");
        await Assertions.Expect(entry).ToBeFocusedAsync();
        await Assertions.Expect(entry).ToHaveValueAsync("1");
        await grid.Type("7", "Enter");
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Online, "Sales", 3)).ToHaveTextAsync("17");
        Assert.Equal(40, await grid.Page.Locator("#pane").EvaluateAsync<int>("pane => pane.scrollLeft"));
        Assert.Equal(scrolled, await grid.Page.Locator("#pane").EvaluateAsync<int>("pane => pane.scrollTop"));
    }

    [Fact]
    public async Task Grid28_BlocksOutOfSight_AreNotLaidOut_AndARowHasOneStickyCell()
    {
        var rows = Enumerable.Range(10, 20).Select(channel => Wire.Row("TEA", "2026-12-01", channel: $"{channel}"));
        await using var grid = await GridPage.Open(browser, _app, rows: [.. rows]);
        var skipped = await grid.Page.Locator(".block").EvaluateAllAsync<bool[]>(
            "blocks => blocks.map(block => !block.querySelector('td').checkVisibility({ contentVisibilityAuto: true }))");

        Assert.False(skipped[0]);
        Assert.True(skipped[^1]);
        Assert.Equal(1, await grid.Row("東京DC / 10", "Sales").EvaluateAsync<int>(
            "row => [...row.cells].filter(cell => getComputedStyle(cell).position === 'sticky').length"));
    }

    [Fact]
    public async Task Grid29_Roles_AreThoseOfAGrid_WithOneTabStop()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Sales", 3).ClickAsync();
        await Assertions.Expect(grid.Page.Locator(".grid[data-roles]")).ToBeVisibleAsync();
        var tree = await (await grid.Page.Context.NewCDPSessionAsync(grid.Page)).SendAsync("Accessibility.getFullAXTree");
        var roles = tree!.Value.GetProperty("nodes").EnumerateArray()
            .Where(node => !node.GetProperty("ignored").GetBoolean())
            .CountBy(node => node.GetProperty("role").GetProperty("value").GetString()!).ToDictionary();

        Assert.Equal(1, roles["grid"]);
        Assert.Equal(5 * 12 + 2, roles["row"]);
        Assert.Equal(5 * 11 * Days + 5, roles["gridcell"]);
        Assert.Equal(5 * 12, roles["rowheader"]);
        Assert.InRange(roles["columnheader"], Days + 1, Days + 3);
        var table = grid.Page.Locator(".grid");
        await Assertions.Expect(table).ToHaveAttributeAsync("aria-rowcount", $"{5 * 12 + 2}");
        await Assertions.Expect(table).ToHaveAttributeAsync("aria-colcount", $"{Days + 1}");
        await Assertions.Expect(table).ToHaveAccessibleNameAsync("Production, sales and inventory");
        var cell = grid.Cell(Online, "Sales", 3);
        await Assertions.Expect(cell).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(cell).ToHaveAttributeAsync("aria-readonly", "false");
        await Assertions.Expect(cell).ToHaveAttributeAsync("aria-colindex", "4");
        Assert.Equal(1, await table.EvaluateAsync<int>(
            "grid => [...grid.querySelectorAll('*')].filter(element => element.tabIndex >= 0).length"));
    }

    [Fact]
    public async Task Grid30_LiveRegion_SaysTheCell_AndWhatPasteAndUndoDid()
    {
        await using var grid = await GridPage.Open(browser, _app);
        var live = grid.Page.Locator("#grid-live");
        await Assertions.Expect(live).ToHaveAttributeAsync("aria-live", "polite");

        await grid.Cell(Online, "Sales", 3).ClickAsync();
        await Assertions.Expect(live).ToHaveTextAsync($"TEA, {Online}, Sales, 3 Dec 2026, 5");
        await grid.Paste("500");
        await grid.Says("Pasted 1 cells");
        await grid.Cell(Online, "Closing stock", 3).ClickAsync();
        await Assertions.Expect(live).ToHaveTextAsync($"TEA, {Online}, Closing stock, 3 Dec 2026, -410, ▼");
        await grid.Press("Control+z");
        await grid.Says("Undone: 1 cells");
        await Assertions.Expect(grid.Page.Locator("#saved")).ToHaveAttributeAsync("role", "status");
    }

    [Fact]
    public async Task Grid31_FocusedCell_IsNeverRemoved_AndTheSheetOfKeysIsThereInBothLanguages()
    {
        foreach (var (locale, title) in new[] { ("en", "Keys"), ("ja", "キー操作") })
        {
            await using var grid = await GridPage.Open(browser, _app, options: new() { Locale = locale });
            var sales = locale == "en" ? "Sales" : "販売(出庫)";
            await grid.Cell(Online, sales, 2).ClickAsync();
            await grid.Page.EvaluateAsync("window.cell = document.querySelector('[data-cursor]')");
            await grid.Press("Alt+ArrowUp");
            await Assertions.Expect(grid.Page.Locator(".entry")).ToBeFocusedAsync();
            await grid.Press("Alt+ArrowDown");
            Assert.True(await grid.Page.EvaluateAsync<bool>("window.cell.isConnected"));

            await grid.Press("?");
            await Assertions.Expect(grid.Page.GetByRole(AriaRole.Dialog, new() { Name = title })).ToBeVisibleAsync();
            Assert.InRange(await grid.Page.Locator("#grid-keys dt").CountAsync(), 25, 40);
            await grid.Press("Escape");
            await Assertions.Expect(grid.Page.Locator(".entry")).ToBeFocusedAsync();
        }
    }

    [Theory]
    [InlineData("+10", "15")]
    [InlineData("-2", "3")]
    [InlineData("*1.1", "5.5")]
    [InlineData("=80", "80")]
    [InlineData("10%", "0.5")]
    [InlineData("+10%", "5.5")]
    public async Task Entry_OfArithmetic_StartsFromWhatTheCellShows(string typed, string expected)
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Sales", 2).ClickAsync();

        await grid.Type(typed, "Enter");
        await grid.Settled();

        await Assertions.Expect(grid.Cell(Online, "Sales", 2)).ToHaveTextAsync(expected);
    }

    [Fact]
    public async Task Week_Edited_SpreadsOverItsDays_AndIsOneStepOfUndo()
    {
        await using var grid = await GridPage.Open(browser, _app, "&bucket=week");
        await grid.Cell(Online, "Production", 2).ClickAsync();
        // 7 to 10 December are a Monday to a Thursday
        await grid.Type("10", "ArrowDown");
        await grid.Type("40", "Enter");
        await grid.Settled();

        Assert.Equal([0, 0, 0, 0, 0, 0, 3, 3, 2, 2], await grid.Stored("online", "inbound_qty"));
        Assert.Equal([5, 5, 5, 5, 5, 5, 10, 10, 10, 10], await grid.Stored("online", "outbound_qty"));
        await grid.Press("Control+z");
        await grid.Says("Undone: 4 cells");
        await Assertions.Expect(grid.Cell(Online, "Sales", 2)).ToHaveTextAsync("20");
        Assert.Equal([5, 5, 5, 5, 5, 5, 5, 5, 5, 5], await grid.Stored("online", "outbound_qty"));
    }

    [Fact]
    public async Task Details_SayWhatCame_WhatWent_WhoEdited_AndWhereTheChainHangs()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Production", 3).ClickAsync();
        await grid.Type("30", "Enter");
        await grid.Settled();
        await grid.Cell(Online, "Closing stock", 3).ClickAsync();

        await grid.Press("i");

        var note = grid.Page.Locator("#cell-note");
        await Assertions.Expect(note.Locator("h3")).ToHaveTextAsync($"{Online} · 3 Dec 2026");
        var numbers = await note.Locator(".story dt + dd").AllTextContentsAsync();
        Assert.Equal(["90", "30", "5", "0", "115", "20", "80"], numbers);
        await Assertions.Expect(note).ToContainTextAsync("edited; imported 0");
        await Assertions.Expect(note).ToContainTextAsync($"Last edited by {grid.Client.Username}");
        await Assertions.Expect(note).ToContainTextAsync("hangs on the count of 100 on 1 Dec 2026");
        await Assertions.Expect(note).ToContainTextAsync("plan.csv");
        await grid.Press("ArrowRight");
        await Assertions.Expect(note).ToBeHiddenAsync();
        await grid.Cell("Total", "Closing stock", 3).ClickAsync();
        await grid.Press("i");
        await grid.Says("choose a day of a series");
    }

    [Fact]
    public async Task Entry_InASeriesWithoutWarehouseAndChannel_IsTaken()
    {
        await using var grid = await GridPage.Open(browser, _app);
        var daily = await grid.Client.CreateSession();
        using var upload = await grid.Client.Upload(daily, "date,production,sales,inventory\n2026-12-01,1,1,9\n");
        await upload.Json(HttpStatusCode.OK);
        await grid.Page.GotoAsync($"/sessions/{daily}/psi");
        await grid.Ready();
        await grid.Cell(" / ", "Production", 1).ClickAsync();

        await grid.Type("4", "Enter");
        await grid.Settled();

        // The chain hangs on the closing that was reported, which production of that day is part of
        await Assertions.Expect(grid.Cell(" / ", "Opening stock", 1)).ToHaveTextAsync("6");
    }

    [Fact]
    public async Task Entry_ThatIsRefused_StaysToBeMended()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Production", 2).ClickAsync();
        await grid.Type("=A1", "Enter");

        var entry = grid.Page.Locator(".entry");
        await Assertions.Expect(entry).ToHaveValueAsync("=A1");
        await Assertions.Expect(entry).ToBeFocusedAsync();
        await Assertions.Expect(grid.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "not a number" })).ToBeVisibleAsync();
        await grid.Press("Backspace", "Backspace");
        await grid.Type("7", "Enter");
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Online, "Production", 2)).ToHaveTextAsync("7");
        await Assertions.Expect(grid.Page.Locator("#cell-note")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Conflict_ShowsBothValuesAndWho_AndIsSettledEitherWay()
    {
        await using var grid = await GridPage.Open(browser, _app);
        using var other = await _app.SignedInClient();
        var note = grid.Page.Locator("#cell-note");

        await grid.Cell(Online, "Production", 2).ClickAsync();
        await grid.Type("33");
        await other.Apply(grid.Session, Edit("2026-12-02", 77), Edit("2026-12-03", 88));
        await grid.Press("Tab");
        await Assertions.Expect(note).ToContainTextAsync(other.Username!);
        Assert.Equal(["77", "33"], await note.Locator("dd").AllTextContentsAsync());
        await note.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await grid.Settled();
        // What else changed meanwhile comes with the answer
        Assert.Equal("0 33 88 0 0 0 0 0 0 0", await grid.Values(Online, "Production"));

        await grid.Cell(Online, "Production", 3).ClickAsync();
        await grid.Type("1");
        await other.Apply(grid.Session, Edit("2026-12-03", 99));
        await grid.Press("Enter");
        await note.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Online, "Production", 3)).ToHaveTextAsync("99");
        await Assertions.Expect(note).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Network_Lost_KeepsWhatWasTyped_AndSendsItInOrderLater()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Page.Context.SetOfflineAsync(true);
        await grid.Cell(Online, "Sales", 2).ClickAsync();
        await grid.Type("1", "Tab");
        await grid.Type("2", "Tab");
        await grid.Cell(Online, "Sales", 2).ClickAsync();
        await grid.Type("+6", "Enter");
        await grid.Says("can't be reached; changes kept here: 3");
        await Assertions.Expect(grid.Cell(Online, "Sales", 3)).ToHaveAttributeAsync("data-pending", "2");

        await grid.Page.Context.SetOfflineAsync(false);
        await grid.Settled();
        Assert.Equal("5 7 2 5 5 5 5 5 5 5", await grid.Values(Online, "Sales"));
        Assert.Equal([5, 7, 2, 5, 5, 5, 5, 5, 5, 5], await grid.Stored("online", "outbound_qty"));
    }

    [Fact]
    public async Task Answer_ThatGetsLost_IsNotTakenForSomebodyElses()
    {
        await using var grid = await GridPage.Open(browser, _app);
        var isFirst = true;
        await grid.Page.RouteAsync("**/psi?**handler=Cells**", async route =>
        {
            if (!isFirst)
            {
                await route.ContinueAsync();
                return;
            }
            isFirst = false;
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await grid.Cell(Online, "Sales", 2).ClickAsync();
        await grid.Type("1", "Enter");
        await grid.Settled();

        await Assertions.Expect(grid.Cell(Online, "Sales", 2)).ToHaveTextAsync("1");
        await Assertions.Expect(grid.Page.Locator("#cell-note")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task TwoPlanners_TypingIntoSameAndOtherCells_LoseNothing()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await using var beside = await grid.OpenBeside(browser, _app);
        GridPage[] planners = [grid, beside];
        for (var round = 1; round <= 4; round++)
        {
            foreach (var (number, planner) in planners.Index())
            {
                await planner.Cell(Online, number == 0 ? "Production" : "Sales", round).ClickAsync();
                await planner.Type($"{round * 10 + number}", "Enter");
                await planner.Settled();
            }
        }
        // Each answer brings what the other did before
        await grid.Cell(Shop, "Production", 1).ClickAsync();
        await grid.Type("1", "Enter");
        await grid.Settled();

        Assert.Equal("10 20 30 40 0 0 0 0 0 0", await grid.Values(Online, "Production"));
        Assert.Equal("11 21 31 41 5 5 5 5 5 5", await grid.Values(Online, "Sales"));
        Assert.Equal(await grid.Stored("online", "stock_closing"), (await grid.Texts(Online, "Closing stock"))
            .Select(text => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task WithoutScripts_OneCellCanBeChanged()
    {
        using var client = await _app.SignedInClient();
        var session = await client.CreatePlan(Wire.Row("TEA", "2026-12-01", outbound: "5", anchor: "100"));
        await using var window = await browser.Open(client, new() { Locale = "en", JavaScriptEnabled = false });
        var page = window.Page;
        await page.GotoAsync($"/sessions/{session}/psi?sku=TEA");

        await page.GetByLabel("Row").SelectOptionAsync("Sales");
        await page.GetByLabel("Day", new() { Exact = true }).FillAsync("2026-12-01");
        await page.GetByLabel("New value").FillAsync("*2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("td.e")).ToHaveTextAsync("10");

        await page.GetByLabel("Day", new() { Exact = true }).FillAsync("2026-12-01");
        await page.GetByLabel("New value").FillAsync("ten");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "not a number" })).ToBeVisibleAsync();
    }

    private static Dictionary<string, object> Composition(string text) => new()
    {
        ["text"] = text,
        ["selectionStart"] = text.Length,
        ["selectionEnd"] = text.Length,
    };
}
