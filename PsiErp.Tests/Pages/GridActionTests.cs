using Microsoft.Playwright;
using static PsiErp.Tests.Pages.GridPage;

namespace PsiErp.Tests.Pages;

/// <summary>What planners do to a selection of the grid: looked at in the grid first, then one change.</summary>
public sealed class GridActionTests(Browser browser, GridApp own) : IClassFixture<GridApp>
{
    private readonly PsiApp _app = own.App;

    [Fact]
    public async Task Scale_IsShownBeforeItIsDone_AndIsOneStepOfUndo()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Sales", 2).ClickAsync();
        await grid.Press("Shift+ArrowRight", "Shift+ArrowRight", "a");
        var panel = grid.Page.Locator("#grid-action");
        await Assertions.Expect(panel.GetByLabel("What to do")).ToBeFocusedAsync();
        await Assertions.Expect(panel).ToContainTextAsync("3 cells");

        var fine = await Alert(grid, Online).InnerTextAsync();
        await panel.GetByLabel("Percent of what is there").FillAsync("600");
        await Assertions.Expect(panel.GetByRole(AriaRole.Status)).ToContainTextAsync("Would change 3 cells of 1 series.");
        await Assertions.Expect(grid.Cell(Online, "Sales", 3)).ToHaveAttributeAsync("data-preview", "30");
        await Assertions.Expect(grid.Cell(Online, "Closing stock", 4)).ToHaveAttributeAsync("data-preview", "5");
        await Assertions.Expect(grid.Cell(Online, "Closing stock", 4)).ToHaveAttributeAsync("data-look", "short");
        await Assertions.Expect(grid.Cell("Total", "Closing stock", 10)).ToHaveAttributeAsync("data-preview", "75");
        await Assertions.Expect(panel.Locator(".out dd")).ToHaveTextAsync("▼ 0 → ▼ 1");
        await Assertions.Expect(Alert(grid, Online)).ToHaveTextAsync("▼ out of stock 6 Dec");
        await Assertions.Expect(Alert(grid, Shop)).ToHaveTextAsync(fine);
        await Assertions.Expect(grid.Page.Locator("td.e")).ToHaveCountAsync(0);

        await grid.Press("Escape");
        await Assertions.Expect(grid.Page.Locator("td[data-preview]")).ToHaveCountAsync(0);
        await Assertions.Expect(Alert(grid, Online)).ToHaveTextAsync(fine);
        await Assertions.Expect(grid.Page.Locator(".entry")).ToBeFocusedAsync();
        Assert.Equal(3, await grid.Selected());
        Assert.Equal(5, (await grid.Stored("online", "outbound_qty"))[1]);

        await grid.Press("a");
        await panel.GetByLabel("Percent of what is there").FillAsync("２００％");
        await grid.Press("Enter");
        await grid.Says("3 cells changed");
        await grid.SeesEdited(3);
        Assert.Equal("5 10 10 10 5 5 5 5 5 5", await grid.Values(Online, "Sales"));
        await Assertions.Expect(grid.Page.Locator("td[data-preview]")).ToHaveCountAsync(0);
        var log = await grid.Client.GetPage($"/sessions/{grid.Session}/log");
        Assert.Contains("Scaled by %", log.Find(".log-what").TextContent, StringComparison.Ordinal);

        await grid.Press("Control+z");
        await grid.SeesEdited(0);
        await grid.Press("Control+y");
        await grid.SeesEdited(3);
        Assert.Empty(grid.Errors);
    }

    [Fact]
    public async Task Alerts_ThatAnActionWouldMake_GoBackToWhatHolds_AlsoWhereSomebodyChangesIt()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await using var other = await grid.OpenBeside(browser, _app);
        await grid.Heard();
        await grid.Cell(Online, "Sales", 2).ClickAsync();
        await grid.Press("a");
        var panel = grid.Page.Locator("#grid-action");
        await panel.GetByLabel("Percent of what is there").FillAsync("3000");
        await Assertions.Expect(Alert(grid, Online)).ToContainTextAsync("2 Dec");

        await other.Cell(Online, "Sales", 1).ClickAsync();
        await other.Type("101", "Enter");
        await Assertions.Expect(Alert(other, Online)).ToContainTextAsync("1 Dec");
        await Assertions.Expect(Alert(grid, Online)).ToContainTextAsync("1 Dec");
        await grid.Press("Escape");

        await Assertions.Expect(Alert(grid, Online)).ToHaveTextAsync(await Alert(other, Online).InnerTextAsync());
        await grid.Press("a");
        await panel.GetByLabel("Percent of what is there").FillAsync("4000");
        await Assertions.Expect(grid.Cell(Online, "Sales", 2)).ToHaveAttributeAsync("data-preview", "200");
        await grid.Press("Enter");
        await grid.SeesEdited(2);
        await Assertions.Expect(grid.Page.Locator(".tried")).ToHaveCountAsync(0);
        await Assertions.Expect(Alert(grid, Online)).ToHaveTextAsync(await Alert(other, Online).InnerTextAsync());
        Assert.Empty(grid.Errors);
    }

    [Fact]
    public async Task Menu_FillsProductionOfSeveralSeries_FromAnyOfTheirRows()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Online, "Sales", 1).ClickAsync();
        await grid.Type("95", "Enter");
        await grid.SeesEdited(1);
        await grid.Cell(Online, "Sales", 1).ClickAsync();
        await grid.Page.Keyboard.DownAsync("Shift");
        await grid.Cell(Online, "Closing stock", 10).ClickAsync();
        await grid.Page.Keyboard.UpAsync("Shift");

        await grid.Press("Shift+F10");
        await grid.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Change the selection" }).ClickAsync();
        var panel = grid.Page.Locator("#grid-action");
        await panel.GetByLabel("What to do").SelectOptionAsync("FillToSafety");
        await Assertions.Expect(panel.GetByLabel("Percent of what is there")).ToBeHiddenAsync();
        await Assertions.Expect(grid.Page.Locator("[data-field=InboundQty] td[data-preview]").First).ToBeVisibleAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();

        await Assertions.Expect(grid.Row(Online, "Closing stock").Locator(".short, .out")).ToHaveCountAsync(0);
        Assert.Equal(60, (await grid.Stored("online", "inbound_qty")).Sum());
        Assert.Equal(0, (await grid.Stored("shop", "inbound_qty")).Sum());
        Assert.Empty(grid.Errors);
    }

    [Fact]
    public async Task Actions_ThatCannotBe_AreRefusedWithTheReason()
    {
        await using var grid = await GridPage.Open(browser, _app);
        var panel = grid.Page.Locator("#grid-action");
        await grid.Cell("Total", "Sales", 1).ClickAsync();
        await grid.Press("a");
        await grid.Says("A total can't be edited");
        await Assertions.Expect(panel).ToBeHiddenAsync();

        await grid.Cell(Online, "Safety stock", 2).ClickAsync();
        await grid.Press("a");
        await panel.GetByLabel("What to do").SelectOptionAsync("Shift");
        await Assertions.Expect(panel).ToContainTextAsync("None of the selected rows can be changed so.");
        await panel.GetByLabel("What to do").SelectOptionAsync("Scale");
        await panel.GetByLabel("Percent of what is there").FillAsync("ten");
        await Assertions.Expect(panel).ToContainTextAsync("That is not a number.");
        await grid.Press("Enter");
        await Assertions.Expect(grid.Page.Locator("#cell-note")).ToContainTextAsync("That is not a number.");
        await grid.SeesEdited(0);
    }

    [Fact]
    public async Task Shift_BeyondTheHorizon_ShowsTheNewDays()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Shop, "Sales", 10).ClickAsync();
        await grid.Press("a");
        var panel = grid.Page.Locator("#grid-action");
        await panel.GetByLabel("What to do").SelectOptionAsync("Shift");
        await panel.GetByLabel("Days later").FillAsync("2");
        await Assertions.Expect(grid.Cell(Shop, "Sales", 10)).ToHaveAttributeAsync("data-preview", "0");
        await grid.Press("Enter");

        await Assertions.Expect(grid.Row(Shop, "Sales").Locator("td")).ToHaveCountAsync(11);
        Assert.Equal([5, 5, 5, 5, 5, 5, 5, 5, 5, 0, 5], await grid.Stored("shop", "outbound_qty"));
        await grid.Ready();
        await grid.Press("Control+z");
        await Assertions.Expect(grid.Cell(Shop, "Sales", 10)).ToHaveTextAsync("5");
    }

    /// <summary>The alert in the head line of a series, as it is seen.</summary>
    private static ILocator Alert(GridPage grid, string series)
    {
        var parts = series.Split(" / ");
        return grid.Page.Locator($".block[data-warehouse='{parts[0]}'][data-channel='{parts[1]}'] .group .tag:visible").First;
    }
}
