using Microsoft.Playwright;
using static PsiErp.Tests.Pages.GridPage;

namespace PsiErp.Tests.Pages;

/// <summary>Keys and selection. The numbers are those of the grid's list of behaviours.</summary>
public sealed class GridKeysTests(Browser browser, GridApp own) : IClassFixture<GridApp>
{
    private readonly PsiApp _app = own.App;

    [Fact]
    public async Task Grid01_Arrows_GoOneStepWithoutWrapping_AndWithCtrlToTheEdgeOfData()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Production", 2).ClickAsync();

        await grid.Press("ArrowLeft", "ArrowLeft", "ArrowLeft");
        Assert.Equal($"{Online}, Production, 1", await grid.At());
        await grid.Press("ArrowDown", "ArrowRight");
        Assert.Equal($"{Online}, Sales, 2", await grid.At());
        await grid.Press("Control+ArrowRight");
        Assert.Equal($"{Online}, Sales, {Days}", await grid.At());
        await grid.Press("ArrowRight");
        Assert.Equal($"{Online}, Sales, {Days}", await grid.At());
        await grid.Press("Control+ArrowDown", "ArrowDown");
        Assert.StartsWith("Total, ", await grid.At(), StringComparison.Ordinal);

        await grid.Press("Control+Home", "Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown");
        Assert.Equal(6, await grid.Selected());
        await grid.Press("Shift+ArrowUp", "Shift+ArrowLeft");
        Assert.Equal(2, await grid.Selected());
        Assert.Empty(grid.Errors);
    }

    [Fact]
    public async Task Grid01_EdgeOfData_StopsBeforeAGap_AndGoesOverIt()
    {
        await using var grid = await GridPage.Open(browser, _app, rows:
        [
            Wire.Row("TEA", "2037-12-01"), Wire.Row("TEA", "2037-12-02"), Wire.Row("TEA", "2037-12-05"), Wire.Row("TEA", "2037-12-06"),
            .. Enumerable.Range(1, 7).Select(day => Wire.Row("TEA", $"2037-12-0{day}", channel: "shop")),
        ]);
        await grid.Cell(Online, "Production", 1).ClickAsync();

        foreach (var expected in new[] { 2, 5, 6, 7 })
        {
            await grid.Press("Control+ArrowRight");
            Assert.Equal($"{Online}, Production, {expected}", await grid.At());
        }
        await grid.Press("Control+ArrowLeft");
        Assert.Equal($"{Online}, Production, 6", await grid.At());
    }

    [Fact]
    public async Task Grid02_HomeEndAndPages_GoToEndsAndScreens()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Shop, "Sales", 4).ClickAsync();

        await grid.Press("End");
        Assert.Equal($"{Shop}, Sales, {Days}", await grid.At());
        await grid.Press("Home");
        Assert.Equal($"{Shop}, Sales, 1", await grid.At());
        await grid.Press("Control+End");
        Assert.Equal($"Total, Days of supply, {Days}", await grid.At());
        await grid.Press("Control+Home");
        Assert.Equal($"{Osaka}, Opening stock, 1", await grid.At());
        await grid.Press("PageDown");
        Assert.NotEqual($"{Osaka}, Opening stock, 1", await grid.At());
        await grid.Press("PageUp");
        Assert.Equal($"{Osaka}, Opening stock, 1", await grid.At());

        await grid.Press("Alt+PageDown");
        Assert.Equal($"{Osaka}, Opening stock, {Days}", await grid.At());
        await grid.Press("Alt+PageUp");
        Assert.Equal($"{Osaka}, Opening stock, 1", await grid.At());

        await grid.Page.Locator("#pane").EvaluateAsync("pane => pane.scrollTop = pane.scrollHeight");
        await grid.Press("Control+Backspace");
        Assert.Equal(0, await grid.Page.Locator("#pane").EvaluateAsync<int>("pane => pane.scrollTop"));
    }

    [Fact]
    public async Task Grid03_CtrlSpaceShiftSpaceCtrlA_AndHeaders_SelectColumnsRowsAndAll()
    {
        await using var grid = await GridPage.Open(browser, _app);
        var rows = await grid.Page.Locator(".block tr:not(.group)").CountAsync();
        await grid.Cell(Online, "Sales", 3).ClickAsync();

        await grid.Press("Control+Space");
        Assert.Equal(rows, await grid.Selected());
        await grid.Press("Escape", "Shift+Space");
        Assert.Equal(Days, await grid.Selected());
        await grid.Press("Control+a");
        Assert.Equal(rows * Days, await grid.Selected());

        await grid.Page.Locator("thead [data-date='2037-12-04']").ClickAsync();
        Assert.Equal(rows, await grid.Selected());
        await grid.Row(Shop, "Sales").Locator("th").ClickAsync();
        Assert.Equal(Days, await grid.Selected());
        await grid.Page.Locator(".corner").ClickAsync();
        Assert.Equal(rows * Days, await grid.Selected());
    }

    [Fact]
    public async Task Grid04_TypingReplaces_F2EditsWithCaret_EscRestores()
    {
        await using var grid = await GridPage.Open(browser, _app);
        var entry = grid.Page.Locator(".entry");
        await grid.Cell(Online, "Sales", 2).ClickAsync();

        await grid.Type("7");
        await Assertions.Expect(entry).ToHaveValueAsync("7");
        await grid.Press("Escape");
        await Assertions.Expect(grid.Cell(Online, "Sales", 2)).ToHaveTextAsync("5");

        await grid.Press("F2");
        await Assertions.Expect(entry).ToHaveValueAsync("5");
        await grid.Press("ArrowLeft");
        await grid.Type("1");
        await Assertions.Expect(entry).ToHaveValueAsync("15");
        // F2 again: arrows leave the cell
        await grid.Press("F2", "ArrowRight");
        Assert.Equal($"{Online}, Sales, 3", await grid.At());
        await Assertions.Expect(grid.Cell(Online, "Sales", 2)).ToHaveTextAsync("15");

        await grid.Cell(Online, "Sales", 4).DblClickAsync();
        await Assertions.Expect(entry).ToHaveValueAsync("5");
        await grid.Press("Escape");
        await grid.SeesEdited(1);

        // A click elsewhere keeps what was typed
        await grid.Type("8");
        await grid.Page.Locator("#figures").ClickAsync();
        await grid.SeesEdited(2);
        await Assertions.Expect(grid.Cell(Online, "Sales", 4)).ToHaveTextAsync("8");
    }

    [Fact]
    public async Task Grid05_EnterAndTab_StepOn_CycleInASelection_AndReturnUnderTheFirstTab()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Production", 2).ClickAsync();

        await grid.Type("1", "Tab");
        await grid.Type("2", "Tab");
        await grid.Type("3", "Enter");
        Assert.Equal($"{Online}, Sales, 2", await grid.At());
        await grid.Press("Shift+Enter", "Shift+Tab");
        Assert.Equal($"{Online}, Production, 1", await grid.At());

        await grid.Press("Shift+ArrowRight", "Shift+ArrowDown");
        string[] down = [$"{Online}, Sales, 1", $"{Online}, Production, 2", $"{Online}, Sales, 2", $"{Online}, Production, 1"];
        foreach (var expected in down)
        {
            await grid.Press("Enter");
            Assert.Equal(expected, await grid.At());
        }
        await grid.Press("Tab", "Tab");
        Assert.Equal($"{Online}, Sales, 1", await grid.At());
        await grid.Press("Shift+Tab", "Shift+Enter");
        Assert.Equal($"{Online}, Sales, 1", await grid.At());
        Assert.Equal(4, await grid.Selected());
        await grid.Settled();
        Assert.Equal("0 1 2 3 0 0 0 0 0 0", await grid.Values(Online, "Production"));
    }

    [Fact]
    public async Task Grid06_CtrlEnter_FillsTheSelectionWithWhatWasTyped()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Production", 2).ClickAsync();
        await grid.Press("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown");

        await grid.Type("+3", "Control+Enter");
        await grid.Settled();

        Assert.Equal("0 3 3 3 0 0 0 0 0 0", await grid.Values(Online, "Production"));
        Assert.Equal("5 8 8 8 5 5 5 5 5 5", await grid.Values(Online, "Sales"));
        Assert.Equal(6, await grid.Selected());
    }

    [Fact]
    public async Task Grid07_CtrlDAndCtrlR_FillFromTheFirstRowOrColumn()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Page.EvaluateAsync("window.stays = true");
        await grid.Cell(Online, "Sales", 1).ClickAsync();
        await grid.Type("9", "Enter");
        await grid.Settled();

        await grid.Cell(Online, "Sales", 1).ClickAsync();
        await grid.Press("Shift+ArrowRight", "Shift+ArrowRight", "Control+r");
        await grid.Settled();
        Assert.Equal("9 9 9 5 5 5 5 5 5 5", await grid.Values(Online, "Sales"));

        // Of a single cell: the one above it
        await grid.Cell(Online, "Sales", 3).ClickAsync();
        await grid.Press("Control+d");
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Online, "Sales", 3)).ToHaveTextAsync("0");
        Assert.True(await grid.Page.EvaluateAsync<bool>("window.stays"));
    }

    [Fact]
    public async Task Grid08_Delete_IsBackToImported_OnlyWhereCellsAreEditable()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Sales", 2).ClickAsync();
        await grid.Type("1", "Tab");
        await grid.Type("0", "Enter");
        await grid.SeesEdited(2);

        await grid.Cell(Online, "Opening stock", 1).ClickAsync();
        await grid.Press("Shift+End", "Shift+Control+ArrowDown", "Delete");

        await grid.SeesEdited(0);
        Assert.Equal("5 5 5 5 5 5 5 5 5 5", await grid.Values(Online, "Sales"));
        await grid.Cell(Online, "Closing stock", 2).ClickAsync();
        await grid.Press("Backspace");
        await grid.Says("can't be edited");
    }

    [Fact]
    public async Task Grid09_CtrlZCtrlYAndCtrlShiftZ_UndoAndRedo()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Sales", 2).ClickAsync();
        await grid.Type("1", "Enter", "Control+z");
        await grid.Says("Undone");
        await grid.SeesEdited(0);
        await grid.Press("Control+y");
        await grid.SeesEdited(1);
        await grid.Press("Control+z");
        await grid.SeesEdited(0);
        await grid.Press("Control+Shift+Z");
        await grid.SeesEdited(1);
        await grid.Press("Control+z", "Control+z");
        await grid.Says("Nothing to undo");
    }

    [Fact]
    public async Task Grid10_CtrlFAndSlash_FindASku_ShiftF10AndRightClick_OpenTheMenu()
    {
        await using var grid = await GridPage.Open(browser, _app);
        var search = grid.Page.Locator("[data-picker] input[name=sku]");
        await grid.Cell(Online, "Sales", 2).ClickAsync();

        await grid.Press("Control+f");
        await Assertions.Expect(search).ToBeFocusedAsync();
        await grid.Press("Escape");
        await Assertions.Expect(grid.Page.Locator(".entry")).ToBeFocusedAsync();
        await grid.Press("/");
        await Assertions.Expect(search).ToBeFocusedAsync();
        await grid.Press("Escape", "Shift+F10");
        var menu = grid.Page.GetByRole(AriaRole.Menu);
        await Assertions.Expect(menu.GetByRole(AriaRole.Menuitem).First).ToBeFocusedAsync();
        await grid.Press("ArrowDown", "Escape");
        await Assertions.Expect(menu).ToBeHiddenAsync();
        await Assertions.Expect(grid.Page.Locator(".entry")).ToBeFocusedAsync();

        // A long press of a finger is the same event
        await grid.Cell(Online, "Sales", 5).ClickAsync(new() { Button = MouseButton.Right });
        await Assertions.Expect(menu).ToBeVisibleAsync();
        Assert.Equal($"{Online}, Sales, 5", await grid.At());
        await menu.GetByText("All keys").ClickAsync();
        await Assertions.Expect(grid.Page.Locator("#grid-keys")).ToBeVisibleAsync();
        await grid.Press("Escape");
    }

    [Fact]
    public async Task Grid11_CtrlClick_AddsRanges_AndShapesThatDontAlignAreNotCopied()
    {
        await using var grid = await GridPage.Open(browser, _app);
        var click = new LocatorClickOptions { Modifiers = [KeyboardModifier.Control] };
        await grid.Cell(Online, "Sales", 2).ClickAsync();
        await grid.Cell(Online, "Sales", 5).ClickAsync(click);
        Assert.Equal(2, await grid.Selected());
        Assert.Equal("5\t5", (await grid.Copy()).Text);

        await grid.Cell(Online, "Production", 3).ClickAsync(click);
        Assert.Equal("", (await grid.Copy()).Text);
        await grid.Says("don't line up");
    }

    [Fact]
    public async Task Grid11_ShiftF8_AddsRangesByKeysAlone()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Sales", 2).ClickAsync();

        await grid.Press("Shift+ArrowRight", "Shift+F8");
        await grid.Says("What is selected stays");
        await grid.Press("ArrowRight", "ArrowRight", "ArrowRight", "Shift+ArrowRight");
        Assert.Equal(4, await grid.Selected());
        Assert.Equal($"{Online}, Sales, 5", await grid.At());
        await grid.Press("Shift+F8", "ArrowRight", "ArrowRight", "ArrowRight");
        Assert.Equal(5, await grid.Selected());
        await grid.Type("9", "Control+Enter");
        await grid.Settled();
        Assert.Equal("5 9 9 5 9 9 5 9 5 5", await grid.Values(Online, "Sales"));

        await grid.Press("Escape");
        Assert.Equal(1, await grid.Selected());
        await grid.Press("ArrowLeft");
        Assert.Equal(1, await grid.Selected());
    }

    [Fact]
    public async Task Touch_ATapSelects_AnotherEdits_AndAFingerThatRestsOpensTheMenu()
    {
        var options = new BrowserNewContextOptions { Locale = "en", HasTouch = true, ViewportSize = new() { Width = 390, Height = 800 } };
        await using var grid = await GridPage.Open(browser, _app, options: options);
        var cell = grid.Cell(Osaka, "Sales", 1);

        await cell.TapAsync();
        Assert.Equal($"{Osaka}, Sales, 1", await grid.At());
        await Assertions.Expect(grid.Page.Locator(".entry.open")).ToHaveCountAsync(0);
        await cell.TapAsync();
        await Assertions.Expect(grid.Page.Locator(".entry.open")).ToHaveValueAsync("5");
        await grid.Press("Escape");

        var box = (await grid.Cell(Osaka, "Production", 2).BoundingBoxAsync())!;
        var touch = await grid.Page.Context.NewCDPSessionAsync(grid.Page);
        object[] points = [new { x = box.X + 20, y = box.Y + 8 }];
        await touch.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchStart", ["touchPoints"] = points });
        var menu = grid.Page.GetByRole(AriaRole.Menu);
        await Assertions.Expect(menu).ToBeVisibleAsync();
        await touch.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
        Assert.Equal($"{Osaka}, Production, 2", await grid.At());
        await menu.GetByText("All keys").TapAsync();
        await Assertions.Expect(grid.Page.Locator("#grid-keys")).ToBeVisibleAsync();
        Assert.Empty(grid.Errors);
    }

    [Fact]
    public async Task Grid24_StatusBar_AddsFlowsUp_AndOfStockShowsFirstLastAndLowest()
    {
        await using var grid = await GridPage.Open(browser, _app);
        var sums = grid.Page.Locator("#sums");
        await grid.Row(Online, "Sales").Locator("th").ClickAsync();
        await Assertions.Expect(sums).ToHaveTextAsync("Sum 50  ·  Average 5  ·  Count 10  ·  Min 5  ·  Max 5");

        await grid.Row(Online, "Closing stock").Locator("th").ClickAsync();
        await Assertions.Expect(sums).ToHaveTextAsync("First 95 → last 50  ·  Lowest 50  ·  Count 10");

        // Rows of blocks that are out of sight count too
        await grid.Press("Control+a");
        await Assertions.Expect(sums).ToContainTextAsync("Count");
        await Assertions.Expect(sums).Not.ToContainTextAsync("First");
    }
}
