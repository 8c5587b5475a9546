using Microsoft.Playwright;
using static PsiErp.Tests.Pages.GridPage;

namespace PsiErp.Tests.Pages;

/// <summary>What planners see of one another while they look at the same plan.</summary>
public sealed class GridLiveTests(Browser browser, GridApp own) : IClassFixture<GridApp>
{
    private readonly PsiApp _app = own.App;

    [Fact]
    public async Task Change_OfAnother_Appears_WithTheirName_AndMovesNothingOfMine()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await using var beside = await grid.OpenBeside(browser, _app);
        await grid.Cell(Shop, "Production", 2).ClickAsync();
        await grid.Press("Shift+ArrowRight", "Shift+ArrowRight");
        await grid.Heard();

        await beside.Cell(Online, "Production", 3).ClickAsync();
        await beside.Type("40", "Enter");

        await Assertions.Expect(grid.Cell(Online, "Production", 3)).ToHaveTextAsync("40");
        await Assertions.Expect(grid.Cell(Online, "Production", 3)).ToHaveAttributeAsync("data-by", beside.Client.Username!);
        await Assertions.Expect(grid.Cell(Online, "Closing stock", 3)).ToHaveTextAsync("125");
        await grid.Says($"{beside.Client.Username} changed 1 cells");
        Assert.Equal($"{Shop}, Production, 2", await grid.At());
        Assert.Equal(3, await grid.Selected());
        Assert.Empty(grid.Errors);
    }

    [Fact]
    public async Task Change_OfTheCellThatIsBeingTypedInto_LeavesTheEntry_AndIsAConflictAfterwards()
    {
        await using var grid = await GridPage.Open(browser, _app);
        using var other = await _app.SignedInClient();
        await grid.Heard();
        await grid.Cell(Online, "Production", 2).ClickAsync();
        await grid.Type("3");

        await other.Apply(grid.Session, new
        {
            sku_code = "TEA",
            warehouse_name = "東京DC",
            channel = "online",
            date = "2037-12-02",
            inbound_qty = 77,
        });
        await grid.Says($"{other.Username} changed 1 cells");

        await Assertions.Expect(grid.Page.Locator(".entry")).ToHaveValueAsync("3");
        await Assertions.Expect(grid.Page.Locator(".entry")).ToBeFocusedAsync();
        await grid.Type("3", "Enter");
        var note = grid.Page.Locator("#cell-note");
        await Assertions.Expect(note).ToContainTextAsync(other.Username!);
        Assert.Equal(["77", "33"], await note.Locator("dd").AllTextContentsAsync());
        await note.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await grid.Settled();
        await Assertions.Expect(grid.Cell(Online, "Production", 2)).ToHaveTextAsync("33");
    }

    [Fact]
    public async Task OwnChange_IsNotFetchedAgain()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await using var beside = await grid.OpenBeside(browser, _app);
        await grid.Heard();
        var asked = 0;
        grid.Page.Request += (_, request) => asked += request.Url.Contains("handler=Current", StringComparison.Ordinal) ? 1 : 0;
        await grid.Cell(Online, "Production", 2).ClickAsync();

        await grid.Type("12", "Enter");
        await grid.Settled();
        await grid.Press("Control+z");
        await grid.Says("Undone");
        await beside.Cell(Online, "Sales", 2).ClickAsync();
        await beside.Type("9", "Enter");

        // Events come in their order: by the time of this one, those before have been looked at
        await Assertions.Expect(grid.Cell(Online, "Sales", 2)).ToHaveTextAsync("9");
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Planners_OnTheSamePage_SeeOneAnother_UntilTheyLeave()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await using var beside = await grid.OpenBeside(browser, _app);
        await grid.Heard();
        await beside.Cell(Online, "Sales", 4).ClickAsync();

        await Assertions.Expect(grid.Page.Locator("#here")).ToHaveTextAsync($"Here too: {beside.Client.Username}");
        var box = grid.Page.Locator($".other[data-by='{beside.Client.Username}']");
        await Assertions.Expect(box).ToHaveCountAsync(1);
        await Assertions.Expect(beside.Page.Locator("#here")).ToHaveTextAsync($"Here too: {grid.Client.Username}");
        var cell = await grid.Cell(Online, "Sales", 4).BoundingBoxAsync();
        await Assertions.Expect(box).ToHaveJSPropertyAsync("offsetWidth", (int)cell!.Width);

        await beside.Page.GotoAsync("/sessions");
        await Assertions.Expect(grid.Page.Locator("#here")).ToBeHiddenAsync();
        await Assertions.Expect(box).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Series_ThatCame_WaitUntilThePlannerWantsThem()
    {
        await using var grid = await GridPage.Open(browser, _app);
        using var other = await _app.SignedInClient();
        await grid.Heard();
        await grid.Cell(Online, "Production", 2).ClickAsync();
        await grid.Type("3");

        await other.Apply(grid.Session, new
        {
            sku_code = "TEA",
            warehouse_name = "福岡DC",
            channel = "online",
            date = "2037-12-02",
            inbound_qty = 1,
        });

        await grid.Says("Series or rows came or went.");
        await Assertions.Expect(grid.Page.Locator(".entry")).ToHaveValueAsync("3");
        await grid.Press("Escape");
        await grid.Page.GetByRole(AriaRole.Button, new() { Name = "Show them" }).ClickAsync();
        await Assertions.Expect(grid.Page.Locator(".block[data-warehouse='福岡DC']")).ToHaveCountAsync(1);
    }
}
