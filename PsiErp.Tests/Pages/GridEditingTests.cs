using System.Net;
using Microsoft.Playwright;
using static PsiErp.Tests.Pages.GridPage;

namespace PsiErp.Tests.Pages;

/// <summary>
/// Entries: input methods, weeks and months, what is refused. The numbers are those of the grid's list of
/// behaviours. Compositions are driven through the browser's input protocol, which sends no key events of its own: what a real
/// input method does before a composition begins is not shown here.
/// </summary>
public sealed class GridEditingTests(Browser browser, GridApp own) : IClassFixture<GridApp>
{
    private readonly PsiApp _app = own.App;

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
    public async Task Entry_InASeriesWithoutWarehouseAndChannel_IsTaken()
    {
        await using var grid = await GridPage.Open(browser, _app);
        var daily = await grid.Client.CreateSession();
        using var upload = await grid.Client.Upload(daily, "date,production,sales,inventory\n2037-12-01,1,1,9\n");
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
    public async Task WithoutScripts_OneCellCanBeChanged()
    {
        using var client = await _app.SignedInClient();
        var session = await client.CreatePlan(Wire.Row("TEA", "2037-12-01", outbound: "5", anchor: "100"));
        await using var window = await browser.Open(client, new() { Locale = "en", JavaScriptEnabled = false });
        var page = window.Page;
        await page.GotoAsync($"/sessions/{session}/psi?sku=TEA");

        await page.GetByLabel("Row").SelectOptionAsync("Sales");
        await page.GetByLabel("Day", new() { Exact = true }).FillAsync("2037-12-01");
        await page.GetByLabel("New value").FillAsync("*2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("td.e")).ToHaveTextAsync("10");

        await page.GetByLabel("Day", new() { Exact = true }).FillAsync("2037-12-01");
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
