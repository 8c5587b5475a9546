using System.Text.Json.Nodes;
using Microsoft.Playwright;
using PsiErp.Tests.Edits;
using static PsiErp.Tests.Pages.GridPage;

namespace PsiErp.Tests.Pages;

/// <summary>Clipboard, fill handle and undo. The numbers are those of the grid's list of behaviours.</summary>
public sealed class GridClipboardTests(Browser browser, GridApp own) : IClassFixture<GridApp>
{
    private readonly PsiApp _app = own.App;

    [Fact]
    public async Task Grid12_Paste_SplitsAtAnyLineEnd_DropsOneAtTheEnd_AndKeepsQuotedCellsWhole()
    {
        await using var grid = await GridPage.Open(browser, _app);
        foreach (var lineEnd in new[] { "\r\n", "\n", "\r" })
        {
            await grid.Cell(Online, "Production", 1).ClickAsync();
            await grid.Paste($"11\t12{lineEnd}13\t14{lineEnd}");
            await grid.Settled();
            Assert.Equal("11 12 0 0 0 0 0 0 0 0", await grid.Values(Online, "Production"));
            Assert.Equal("13 14 5 5 5 5 5 5 5 5", await grid.Values(Online, "Sales"));
            Assert.Equal(4, await grid.Selected());
            await grid.Press("Delete");
            await grid.SeesEdited(0);
        }

        // A quoted cell with a line end is one cell, and here none that is a number
        await grid.Paste("1\t\"2\n\"\"x\"\"\"\t3");
        await Assertions.Expect(grid.Page.Locator("#cell-note q")).ToHaveTextAsync("2 \"x\"");
        // A leading blank line is a row of blanks: the row stays as imported
        await grid.Press("Escape");
        await grid.Paste("\n8\n");
        await grid.Settled();
        Assert.Equal("5 8 5 5 5 5 5 5 5 5", await grid.Values(Online, "Sales"));
        Assert.Equal(2, await grid.Selected());
    }

    [Fact]
    public async Task Grid13_Paste_TakesPlainTextBeforeHtml_AndHtmlWhereThereIsNothingElse()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Production", 1).ClickAsync();
        await grid.Paste("1", "<table><tr><td>2</td></tr></table>");
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Online, "Production", 1)).ToHaveTextAsync("1");

        await grid.Paste("", "<meta charset=utf-8><table><tr><td>3</td><td> 4 </td></tr></table>");
        await grid.Settled();
        Assert.Equal("3 4 0 0 0 0 0 0 0 0", await grid.Values(Online, "Production"));
    }

    [Fact]
    public async Task Grid14_Paste_FillsTilesOrIsPutDownOnce_AndSaysWhatFellOffTheEdge()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Production", 1).ClickAsync();
        await grid.Press("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight");
        await grid.Paste("7");
        await grid.Settled();
        Assert.Equal("7 7 7 7 0 0 0 0 0 0", await grid.Values(Online, "Production"));
        await grid.Paste("1\t2");
        await grid.Settled();
        Assert.Equal("1 2 1 2 0 0 0 0 0 0", await grid.Values(Online, "Production"));
        await grid.Paste("1\t2\t3");
        await grid.Settled();
        Assert.Equal("1 2 3 2 0 0 0 0 0 0", await grid.Values(Online, "Production"));
        Assert.Equal(3, await grid.Selected());

        await grid.Cell(Online, "Production", 9).ClickAsync();
        await grid.Paste("4\t5\t6\t7");
        await grid.Says("2 cells fell off the edge");
        await grid.Settled();
        Assert.Equal("1 2 3 2 0 0 0 0 4 5", await grid.Values(Online, "Production"));
    }

    [Fact]
    public async Task Grid15_Paste_ReadsNumbersAsPeopleWriteThem()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Production", 1).ClickAsync();
        await grid.Paste("１２．５\t1,234\t¥30\t 40 \t\"5,000\"\t1 000\t50円");
        await grid.Settled();
        Assert.Equal("12.5 1,234 30 40 5,000 1,000 50 0 0 0", await grid.Values(Online, "Production"));

        foreach (var negative in new[] { "(5)", "−5", "－5", "△5", "▲5", "ー5" })
        {
            await grid.Paste(negative);
            await Assertions.Expect(grid.Page.Locator("#cell-note")).ToContainTextAsync("under 0");
            await grid.Press("Escape");
            // What is refused stays to be mended until Esc
            await Assertions.Expect(grid.Page.Locator("td[data-refused]")).ToHaveCountAsync(0);
        }
        foreach (var text in new[] { "n/a", "10²", "½", "12,34" })
        {
            await grid.Paste(text);
            await Assertions.Expect(grid.Page.Locator("#cell-note .problem")).ToBeVisibleAsync();
            await grid.Press("Escape");
        }
        await Assertions.Expect(grid.Cell(Online, "Production", 1)).ToHaveTextAsync("12.5");
    }

    [Fact]
    public async Task Grid16_Paste_SkipsLockedCells_AndOneBadValueStopsIt_WithTheRestOffered()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Opening stock", 2).ClickAsync();
        await grid.Paste("1\n2\n3");
        await grid.Says("1 cells that can't be edited");
        await grid.SeesEdited(2);

        await grid.Cell(Shop, "Production", 3).ClickAsync();
        await grid.Paste("4\tx\t6");
        var note = grid.Page.Locator("#cell-note");
        await Assertions.Expect(note).ToContainTextAsync($"{Shop}, Production, 4 Dec");
        Assert.Equal("0 0 0 0 0 0 0 0 0 0", await grid.Values(Shop, "Production"));
        await note.GetByRole(AriaRole.Button).ClickAsync();
        await grid.Settled();
        await grid.SeesEdited(4);
        Assert.Equal("0 0 4 0 6 0 0 0 0 0", await grid.Values(Shop, "Production"));
    }

    [Fact]
    public async Task Grid17_Copy_GivesFullPrecision_AsTextAndHtml_WithHeadersFromTheMenu()
    {
        var options = new BrowserNewContextOptions { Locale = "en", Permissions = ["clipboard-read", "clipboard-write"] };
        await using var grid = await GridPage.Open(browser, _app, options: options);
        await grid.Cell(Online, "Production", 1).ClickAsync();
        await grid.Type("1234.56789", "Enter");
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Online, "Production", 1)).ToHaveTextAsync("1,234.57");
        await grid.Cell(Online, "Production", 1).ClickAsync();
        await grid.Press("Shift+ArrowRight", "Shift+ArrowDown");

        var (text, html) = await grid.Copy();
        Assert.Equal("1234.56789\t0\n5\t5", text);
        Assert.Equal("<table><tbody><tr><td>1234.56789</td><td>0</td></tr><tr><td>5</td><td>5</td></tr></tbody></table>", html);

        // By the browser's own keys
        await grid.Press("Control+c");
        await grid.Cell(Shop, "Production", 1).ClickAsync();
        await grid.Press("Control+v");
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Shop, "Production", 1)).ToHaveAttributeAsync("data-v", "1234.56789");

        await grid.Press("Shift+F10");
        await grid.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Copy with headers" }).ClickAsync();
        var copied = await grid.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.StartsWith("\t\t2037-12-01", copied, StringComparison.Ordinal);

        // Cut is copied, and back to what was imported
        await grid.Cell(Shop, "Production", 1).ClickAsync();
        await grid.Press("Control+x");
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Shop, "Production", 1)).ToHaveTextAsync("0");
        Assert.Equal("1234.56789", await grid.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task Grid18_FoldedRows_AreNeitherCopiedNorPastedInto_AndThatIsSaid()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Page.Locator(".block[data-channel=online][data-warehouse='東京DC'] .fold").ClickAsync();
        await grid.Cell(Osaka, "Closing stock", 1).ClickAsync();
        for (var i = 0; i < 7; i++) await grid.Press("Shift+ArrowDown");

        var (text, _) = await grid.Copy();
        Assert.Equal(8, text.Split('\n').Length);
        await grid.Says("folded rows");

        await grid.Cell(Osaka, "Production", 1).ClickAsync();
        await grid.Paste(string.Join('\n', Enumerable.Repeat("3", 12)));
        await grid.Says("folded rows");
        await grid.Settled();
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0], await grid.Stored("online", "inbound_qty"));
        Assert.Equal([3, 0, 0, 0, 0, 0, 0, 0, 0, 0], await grid.Stored("shop", "inbound_qty"));
        Assert.Equal(3, (await grid.Stored("online", "inbound_qty", "大阪DC"))[0]);
        await grid.Press("Alt+ArrowDown");
        await Assertions.Expect(grid.Cell(Online, "Sales", 1)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Grid19_FillHandle_RepeatsAValue_GoesOnWithASeries_AndFillsAsFarAsThereIsData()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Production", 2).ClickAsync();
        await grid.Type("10", "Tab");
        await grid.Type("20", "Enter");
        await grid.Settled();

        await grid.Cell(Online, "Production", 2).ClickAsync();
        await grid.Press("Shift+ArrowRight");
        await grid.Page.Locator(".fill-handle").DragToAsync(grid.Cell(Online, "Production", 5));
        await grid.Settled();
        Assert.Equal("0 10 20 30 40 0 0 0 0 0", await grid.Values(Online, "Production"));

        // To the left, and never under 0
        await grid.Page.Locator(".fill-handle").DragToAsync(grid.Cell(Online, "Production", 1));
        await grid.Settled();
        Assert.Equal("0 10 20 30 40 0 0 0 0 0", await grid.Values(Online, "Production"));

        await grid.Cell(Online, "Sales", 8).ClickAsync();
        await grid.Type("6", "Enter");
        await grid.Settled();
        await grid.Cell(Online, "Sales", 8).ClickAsync();
        await grid.Page.Locator(".fill-handle").DblClickAsync();
        await grid.Settled();
        Assert.Equal("5 5 5 5 5 5 5 6 6 6", await grid.Values(Online, "Sales"));

        await grid.Press("Control+z");
        await grid.Says("Undone: 2 cells");
        await grid.Settled();

        // Down and up; a range made smaller clears nothing
        await grid.Cell(Online, "Production", 5).ClickAsync();
        await grid.Page.Locator(".fill-handle").DragToAsync(grid.Cell(Online, "Sales", 5));
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Online, "Sales", 5)).ToHaveTextAsync("40");
        await grid.Cell(Online, "Sales", 8).ClickAsync();
        await grid.Page.Locator(".fill-handle").DragToAsync(grid.Cell(Online, "Production", 8));
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Online, "Production", 8)).ToHaveTextAsync("6");
        await grid.Cell(Online, "Production", 2).ClickAsync();
        await grid.Press("Shift+ArrowRight", "Shift+ArrowRight");
        await grid.Page.Locator(".fill-handle").DragToAsync(grid.Cell(Online, "Production", 3));
        Assert.Equal("0 10 20 30 40 0 0 6 0 0", await grid.Values(Online, "Production"));

        // What a double click does, by keys
        await grid.Press("Shift+F10");
        await grid.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Fill as far as there is data" }).PressAsync("Enter");
        await grid.Settled();
        Assert.Equal("0 10 20 30 40 50 60 70 80 90", await grid.Values(Online, "Production"));
    }

    [Fact]
    public async Task Grid20_Undo_IsAGestureAStep_SurvivesAReload_AndLeavesWhatSomebodyElseChanged()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Production", 1).ClickAsync();
        await grid.Paste("1\t2\t3");
        await grid.Settled();
        await grid.SeesEdited(3);
        var theirs = new { sku_code = "TEA", warehouse_name = "東京DC", channel = "online", date = "2037-12-02", inbound_qty = 77 };
        await grid.Client.Apply(grid.Session, theirs);

        await grid.Page.ReloadAsync();
        await grid.Ready();
        await grid.Press("Control+z");

        await grid.Says("1 cells were changed by");
        await grid.SeesEdited(1);
        Assert.Equal("0 77 0 0 0 0 0 0 0 0", await grid.Values(Online, "Production"));
        await grid.Press("Control+y");
        await grid.SeesEdited(3);
        Assert.Equal("1 77 3 0 0 0 0 0 0 0", await grid.Values(Online, "Production"));
        await grid.Press("Control+z");
        await grid.SeesEdited(1);

        var log = (JsonArray)await grid.Client.GetJson($"/api/psi/{grid.Session}/changes");
        Assert.Equal(["undo", "redo", "undo", "edit", "paste"], log.Select(change => (string?)change!["kind"]));
    }

    [Fact]
    public async Task Grid20_Undo_OfWhatWasTakenBackElsewhere_SaysSo_AndOfWhatIsGoneShowsWhatHolds()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Production", 1).ClickAsync();
        await grid.Type("1", "Tab");
        await grid.Type("2", "Enter");
        await grid.Settled();
        var log = await grid.Client.GetJson($"/api/psi/{grid.Session}/changes");
        await ChangeSetsTests.Reverse(grid.Client, grid.Session, ChangeSetsTests.Id(log[0]!), "undo");

        await grid.Press("Control+z");
        await grid.Says("another window did it");
        Assert.Equal("1 0 0 0 0 0 0 0 0 0", await grid.Values(Online, "Production"));
        await grid.Press("Control+y");
        await grid.Says("Done again: 1 cells");
        Assert.Equal("1 2 0 0 0 0 0 0 0 0", await grid.Values(Online, "Production"));

        await grid.Page.EvaluateAsync(
            "sessionStorage.setItem(`changes ${location.pathname}`, JSON.stringify({ undo: [crypto.randomUUID()], redo: [] }))");
        await grid.Page.ReloadAsync();
        await grid.Ready();
        await grid.Page.EvaluateAsync("document.documentElement.dataset.old = ''");
        await grid.Press("Control+z");
        await Assertions.Expect(grid.Page.Locator("html[data-old]")).ToHaveCountAsync(0);
        await grid.Ready();
        Assert.Equal("1 2 0 0 0 0 0 0 0 0", await grid.Values(Online, "Production"));
    }

    [Fact]
    public async Task Paste_OfAThousandCells_IsOneRequestAndOneStep()
    {
        var rows = from series in Enumerable.Range(1, 10)
                   from day in Enumerable.Range(0, 60)
                   let date = new DateOnly(2037, 12, 1).AddDays(day).ToString("O", System.Globalization.CultureInfo.InvariantCulture)
                   select Wire.Row("TEA", date, outbound: "5", anchor: "100", channel: $"c{series:00}");
        await using var grid = await GridPage.Open(browser, _app, rows: [.. rows]);
        var requests = new List<string>();
        grid.Page.Request += (_, request) =>
        {
            if (request.Url.Split("handler=") is [_, var handler]) requests.Add(handler);
        };
        await grid.Cell("東京DC / c01", "Production", 1).ClickAsync();
        var lines = Enumerable.Range(10, 110).Select(row => string.Join('\t', Enumerable.Range(row, 50)));

        await grid.Paste(string.Join('\n', lines));
        await grid.Settled();
        await grid.Says("Pasted 1500 cells");
        Assert.Equal(["Cells"], requests.Where(handler => handler != "Here"));
        await Assertions.Expect(grid.Cell("東京DC / c10", "Sales", 50)).ToHaveTextAsync("159");
        await grid.Press("Control+z");
        await grid.Says("Undone: 1500 cells");
        await grid.SeesEdited(0);
    }
}
