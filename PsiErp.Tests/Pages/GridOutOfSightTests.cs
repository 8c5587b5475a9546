using System.Globalization;
using Microsoft.Playwright;
using static PsiErp.Tests.Pages.GridPage;

namespace PsiErp.Tests.Pages;

/// <summary>What an entry changes beyond the edge of the screen: taken in after what is to be seen, and never read before.</summary>
public sealed class GridOutOfSightTests(Browser browser, GridApp own) : IClassFixture<GridApp>
{
    private const int LongHorizon = 120;
    private const string Whole = "&from=2037-12-01&to=2038-12-31";

    /// <summary>A browser that always has something better to do.</summary>
    private const string NeverIdle = "window.requestIdleCallback = () => 1; window.cancelIdleCallback = () => {};";

    private const string SelectToTheEndAndCopy =
        """
        () => {
          const field = document.querySelector('.entry');
          field.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', shiftKey: true, bubbles: true, cancelable: true }));
          const clipboardData = new DataTransfer();
          field.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }));
          return clipboardData.getData('text/plain');
        }
        """;

    private readonly PsiApp _app = own.App;

    [Fact]
    public async Task Entries_ChangeEveryDayToTheEndOfTheHorizon()
    {
        await using var grid = await GridPage.Open(browser, _app, Whole, rows: [.. Plan()]);
        await grid.Cell(Online, "Production", 2).ClickAsync();

        await grid.Type("50", "Enter");
        await grid.Type("7", "Enter");
        await grid.Settled();
        await grid.Press("Control+z");
        await Assertions.Expect(grid.Cell(Online, "Sales", 2)).ToHaveTextAsync("1");

        await ShowsWhatIsStored(grid);
        Assert.Empty(grid.Errors);
    }

    [Fact]
    public async Task WhatIsOutOfSight_IsTakenInOnceItIsReadOrScrolledTo()
    {
        await using var grid = await GridPage.Open(browser, _app, Whole, rows: [.. Plan()]);
        await grid.Page.AddInitScriptAsync(NeverIdle);
        await grid.Page.ReloadAsync();
        await grid.Ready();
        await grid.Cell(Online, "Production", 2).ClickAsync();
        var before = await grid.Texts(Online, "Closing stock");

        await grid.Type("50", "Enter");
        await Assertions.Expect(grid.Cell(Online, "Closing stock", 3)).Not.ToHaveTextAsync(before[2]);

        var stored = await grid.Stored("online", "stock_closing");
        var shown = await grid.Texts(Online, "Closing stock");
        Assert.Equal((Text(stored[2]), before[^1]), (shown[2], shown[^1]));
        // Selected and copied before the browser gets to scrolling
        await grid.Cell(Online, "Closing stock", 3).ClickAsync();
        var copied = await grid.Page.EvaluateAsync<string>(SelectToTheEndAndCopy);
        Assert.Equal(stored[2..].Select(Text), copied.Trim().Split('\t'));

        await grid.Page.Locator(".plan > .scroll").EvaluateAsync("pane => pane.scrollLeft = pane.scrollWidth");
        await ShowsWhatIsStored(grid);
        Assert.Empty(grid.Errors);
    }

    /// <summary>Waits until the page has what the API tells, in every column.</summary>
    private static async Task ShowsWhatIsStored(GridPage grid)
    {
        var stored = (await grid.Stored("online", "stock_closing")).Select(Text).ToList();
        await Assertions.Expect(grid.Cell(Online, "Closing stock", LongHorizon)).ToHaveTextAsync(stored[^1]);
        Assert.Equal(stored, await grid.Texts(Online, "Closing stock"));
    }

    private static string Text(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Plan() =>
        from series in new[] { ("東京DC", "online"), ("東京DC", "shop") }
        from day in Enumerable.Range(0, LongHorizon)
        select Wire.Row(
            "TEA", $"{new DateOnly(2037, 12, 1).AddDays(day):O}", inbound: "0", outbound: "1", anchor: day == 0 ? "500" : "", safety: "20",
            standard: "80", warehouse: series.Item1, channel: series.Item2);
}
