using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static PsiErp.Tests.Pages.GridPage;

namespace PsiErp.Tests.Pages;

/// <summary>
/// What the grid shows and tells assistive technology. The numbers are those of the grid's list of behaviours.
/// </summary>
public sealed class GridDisplayTests(Browser browser, GridApp own) : IClassFixture<GridApp>
{
    private readonly PsiApp _app = own.App;

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
            Wire.Row("TEA", "2037-12-01", anchor: "10", inbound: "0", outbound: "15"),
            Wire.Row("TEA", "2037-12-02", anchor: "40", safety: "50"),
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
        Assert.Contains("gradient", await grid.Cell(Online, "Production", 1).EvaluateAsync<string>(
            "cell => getComputedStyle(cell).backgroundImage"), StringComparison.Ordinal);
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
        var scrolled = await grid.Page.Locator("#pane").EvaluateAsync<int>(
            "async pane => { await new Promise(requestAnimationFrame); pane.scrollLeft = 40; return pane.scrollTop; }");

        answered.SetResult();
        await grid.Settled();

        await Assertions.Expect(grid.Cell(Online, "Closing stock", 2)).ToHaveTextAsync("140");
        var entry = grid.Page.Locator(".entry");
        await Assertions.Expect(entry).ToBeFocusedAsync();
        await Assertions.Expect(entry).ToHaveValueAsync("1");
        Assert.Equal(40, await grid.Page.Locator("#pane").EvaluateAsync<int>("pane => pane.scrollLeft"));
        Assert.Equal(scrolled, await grid.Page.Locator("#pane").EvaluateAsync<int>("pane => pane.scrollTop"));
        await grid.Type("7", "Enter");
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Online, "Sales", 3)).ToHaveTextAsync("17");
    }

    [Fact]
    public async Task Grid28_BlocksOutOfSight_AreNotLaidOut_AndARowHasOneStickyCell()
    {
        var rows = Enumerable.Range(10, 20).Select(channel => Wire.Row("TEA", "2037-12-01", channel: $"{channel}"));
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
        // The header's two lines, Osaka's and its own head line come before
        await Assertions.Expect(grid.Row(Online, "Sales")).ToHaveAttributeAsync("aria-rowindex", $"{2 + 12 + 1 + 3}");
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
        await Assertions.Expect(live).ToHaveTextAsync($"TEA, {Online}, Sales, 3 Dec 2037, 5");
        await grid.Paste("500");
        await grid.Says("Pasted 1 cells");
        await grid.Cell(Online, "Closing stock", 3).ClickAsync();
        await Assertions.Expect(live).ToHaveTextAsync($"TEA, {Online}, Closing stock, 3 Dec 2037, -410, ▼");
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

    [Fact]
    public async Task Weeks_InAnyLanguage_StayInTheirColumns()
    {
        foreach (var locale in new[] { "en", "ja" })
        {
            await using var grid = await GridPage.Open(
                browser, _app, "&bucket=week", new() { Locale = locale },
                [Wire.Row("TEA", "2037-11-23", anchor: "10"), Wire.Row("TEA", "2037-12-28", anchor: "10")]);
            await grid.Page.Locator("thead [data-date]").Last.EvaluateAsync("head => head.classList.add('today')");

            Assert.Empty(await grid.Page.Locator("thead [data-date]").EvaluateAllAsync<string[]>(
                """
                heads => heads.filter((head) => {
                  const text = document.createRange();
                  text.selectNodeContents(head);
                  return text.getBoundingClientRect().width > head.clientWidth;
                }).map((head) => head.textContent)
                """));
        }
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
        await Assertions.Expect(note.Locator("h3")).ToHaveTextAsync($"{Online} · 3 Dec 2037");
        var numbers = await note.Locator(".story dt + dd").AllTextContentsAsync();
        Assert.Equal(["90", "30", "5", "0", "115", "20", "80"], numbers);
        await Assertions.Expect(note).ToContainTextAsync("edited; imported 0");
        await Assertions.Expect(note).ToContainTextAsync($"Last edited by {grid.Client.Username}");
        await Assertions.Expect(note).ToContainTextAsync("hangs on the count of 100 on 1 Dec 2037");
        await Assertions.Expect(note).ToContainTextAsync("plan.csv");
        await grid.Press("ArrowRight");
        await Assertions.Expect(note).ToBeHiddenAsync();
        await grid.Cell("Total", "Closing stock", 3).ClickAsync();
        await grid.Press("i");
        await grid.Says("choose a day of a series");
    }
    [Fact]
    public async Task PointerThatRestsOnAnEditedCell_SaysWhoEditedIt_AndForgetsThatWithTheNextEdit()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await using var other = await grid.OpenBeside(browser, _app);
        await Task.WhenAll(grid.Heard(), other.Heard());
        var cell = grid.Cell(Online, "Production", 3);
        await cell.ClickAsync();
        await grid.Type("30", "Enter");
        await grid.Settled();

        await cell.HoverAsync();

        await Assertions.Expect(cell).ToHaveAttributeAsync("title", new Regex($"^Imported: 0 · Last edited by {grid.Client.Username}"));
        await other.Cell(Online, "Production", 3).ClickAsync();
        await other.Type("40", "Enter");
        await Assertions.Expect(cell).ToHaveTextAsync("40");
        await Assertions.Expect(cell).ToHaveAttributeAsync("title", "Imported: 0");
        await grid.Cell(Online, "Closing stock", 5).HoverAsync();
        await cell.HoverAsync();
        await Assertions.Expect(cell).ToHaveAttributeAsync("title", new Regex($"Last edited by {other.Client.Username}"));
        Assert.Empty(grid.Errors);
    }
}
