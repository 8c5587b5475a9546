using Microsoft.Playwright;
using static PsiErp.Tests.Pages.GridPage;

namespace PsiErp.Tests.Pages;

/// <summary>Several planners in one grid, and networks that fail: nothing is lost, and nobody's entry is taken for another's.</summary>
public sealed class GridPlannersTests(Browser browser, GridApp own) : IClassFixture<GridApp>
{
    private readonly PsiApp _app = own.App;

    private static object Edit(string date, decimal production) =>
        new { sku_code = "TEA", warehouse_name = "東京DC", channel = "online", date, inbound_qty = production };

    [Fact]
    public async Task Conflict_ShowsBothValuesAndWho_AndIsSettledEitherWay()
    {
        await using var grid = await GridPage.Open(browser, _app);
        using var other = await _app.SignedInClient();
        var note = grid.Page.Locator("#cell-note");

        await grid.Cell(Online, "Production", 2).ClickAsync();
        await grid.Type("33");
        await other.Apply(grid.Session, Edit("2037-12-02", 77), Edit("2037-12-03", 88));
        await grid.Press("Tab");
        await Assertions.Expect(note).ToContainTextAsync(other.Username!);
        Assert.Equal(["77", "33"], await note.Locator("dd").AllTextContentsAsync());
        await note.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await grid.Settled();
        // What else changed meanwhile comes with the answer
        Assert.Equal("0 33 88 0 0 0 0 0 0 0", await grid.Values(Online, "Production"));

        await grid.Cell(Online, "Production", 3).ClickAsync();
        await grid.Type("1");
        await other.Apply(grid.Session, Edit("2037-12-03", 99));
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
        // Who leaves now is asked first
        var asked = new TaskCompletionSource<string>();
        grid.Page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.DismissAsync();
        };
        await grid.Page.CloseAsync(new() { RunBeforeUnload = true });
        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

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
}
