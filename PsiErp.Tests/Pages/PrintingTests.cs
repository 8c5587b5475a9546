using Microsoft.Playwright;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>Grid and worklist on paper.</summary>
public sealed class PrintingTests(Browser browser, GridApp own) : IClassFixture<GridApp>
{
    private const string White = "rgb(255, 255, 255)";

    private readonly PsiApp _app = own.App;

    [Fact]
    public async Task Grid_OnPaper_HasAllColumns_EachPageWithItsHeader_InLightColoursWithoutControls()
    {
        var rows = from day in Enumerable.Range(0, 40)
                   let date = $"{new DateOnly(2037, 12, 1).AddDays(day):O}"
                   select Row("TEA", date, outbound: "5", anchor: day == 0 ? "1000" : "", safety: "900");
        await using var grid = await GridPage.Open(
            browser, _app, "&from=2037-12-01&to=2038-01-09", new() { Locale = "en", ColorScheme = ColorScheme.Dark }, [.. rows]);
        var page = grid.Page;

        var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true });
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");

        var tables = page.Locator(".paper table");
        Assert.True(await tables.CountAsync() > 1);
        Assert.Equal(40, await page.Locator(".paper thead th:not(.corner)").CountAsync());
        Assert.Equal(await tables.CountAsync(), await page.Locator(".paper thead").CountAsync());
        var closings = await page.Locator(".paper tr.closing td").AllTextContentsAsync();
        Assert.Equal((40, "995", "800"), (closings.Count, closings[0], closings[^1]));
        await Assertions.Expect(page.Locator(".printed")).ToContainTextAsync($"Printed by {grid.Client.Username}");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        foreach (var control in new[] { ".bar", ".head-end", ".picker", "#pane", ".foot .keys", ".grid-chart" })
            await Assertions.Expect(page.Locator(control)).ToBeHiddenAsync();
        Assert.Equal(White, await Background(page.Locator(".paper tbody tr:not(.group) th").First));
        Assert.True(IsLandscape(pdf));

        await page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await Assertions.Expect(page.Locator(".paper")).ToHaveCountAsync(0);
        await grid.Press("ArrowDown");
        Assert.Empty(grid.Errors);
    }

    [Fact]
    public async Task Worklist_OnPaper_IsItsFiguresAndRows_WithWhoAndWhen()
    {
        using var client = await _app.SignedInClient();
        var session = await client.CreatePlan(
            [.. Enumerable.Range(0, 60).Select(sku => Row($"S{sku:00}", "2037-12-01", anchor: "5", outbound: "6"))]);
        await using var window = await browser.Open(client, new() { Locale = "en", ColorScheme = ColorScheme.Dark });
        var page = window.Page;
        await page.GotoAsync($"/sessions/{session}?channel=%3Donline");

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var control in new[] { ".bar", ".head-end", "#q", ".worklist tbody .pick", "#totals", "#menu-columns", "#menu-views" })
            await Assertions.Expect(page.Locator(control).First).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".worklist tbody tr")).ToHaveCountAsync(60);
        await Assertions.Expect(page.Locator("#menu-channel summary")).ToContainTextAsync("online");
        await Assertions.Expect(page.Locator(".printed")).ToContainTextAsync($"Printed by {client.Username}");
        Assert.Equal(
            "table-header-group", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.worklist thead')).display"));
        Assert.Equal(White, await Background(page.Locator(".panel:has(> .worklist)")));
        Assert.True(IsLandscape(await page.PdfAsync(new() { PreferCSSPageSize = true })));
        Assert.Empty(window.Errors);
    }

    private static Task<string> Background(ILocator element) =>
        element.EvaluateAsync<string>("element => getComputedStyle(element).backgroundColor");

    /// <summary>Whether the first page is wider than high.</summary>
    private static bool IsLandscape(byte[] pdf)
    {
        var text = System.Text.Encoding.Latin1.GetString(pdf);
        var box = text[(text.IndexOf("/MediaBox", StringComparison.Ordinal) + "/MediaBox".Length)..].Split(']')[0].Trim(' ', '[')
            .Split(' ').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return box[2] > box[3];
    }
}
