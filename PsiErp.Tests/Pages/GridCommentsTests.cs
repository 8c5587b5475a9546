using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;
using static PsiErp.Tests.Pages.GridPage;

namespace PsiErp.Tests.Pages;

/// <summary>Notes that planners leave one another at cells of the grid.</summary>
public sealed class GridCommentsTests(Browser browser, GridApp own) : IClassFixture<GridApp>
{
    private readonly PsiApp _app = own.App;

    [Fact]
    public async Task Comment_OnASelection_IsSeenByOthers_ListedInTheLog_AndCanBeTakenAway()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await using var beside = await grid.OpenBeside(browser, _app);
        await beside.Heard();
        await grid.Cell(Online, "Production", 2).ClickAsync();
        await grid.Press("Shift+ArrowRight", "Shift+ArrowDown");

        await grid.Press("Shift+F2");
        var field = grid.Page.GetByPlaceholder("What should others know");
        await Assertions.Expect(field).ToBeFocusedAsync();
        await field.FillAsync("The <truck> is late\nask Sato");
        await grid.Press("Control+Enter");

        await Assertions.Expect(grid.Page.Locator("td.m")).ToHaveCountAsync(4);
        await Assertions.Expect(beside.Cell(Online, "Sales", 3)).ToHaveClassAsync("m");
        await Assertions.Expect(beside.Cell(Online, "Sales", 3)).ToHaveAttributeAsync(
            "title", $"{grid.Client.Username}: The <truck> is late\nask Sato");
        await Assertions.Expect(grid.Page.Locator(".entry")).ToBeFocusedAsync();
        Assert.Equal(4, await grid.Selected());
        var log = await grid.Client.GetPage($"/sessions/{grid.Session}/log");
        Assert.Contains("Commented", log.Find(".log-what").TextContent, StringComparison.Ordinal);
        Assert.Contains("The <truck> is late", log.Find(".log-note").TextContent, StringComparison.Ordinal);

        await beside.Cell(Online, "Production", 3).ClickAsync();
        await beside.Press("Shift+F2");
        await Assertions.Expect(beside.Page.Locator(".comment")).ToContainTextAsync(grid.Client.Username!);
        await beside.Page.GetByRole(AriaRole.Button, new() { Name = "Remove the comment" }).ClickAsync();
        await Assertions.Expect(beside.Page.Locator("td.m")).ToHaveCountAsync(0);
        await Assertions.Expect(grid.Page.Locator("td.m")).ToHaveCountAsync(0);
        Assert.Empty(grid.Errors);
        Assert.Empty(beside.Errors);
    }

    [Fact]
    public async Task Comment_StaysThroughImportsCopiesAndWiderColumns()
    {
        await using var grid = await GridPage.Open(browser, _app);
        await grid.Cell(Shop, "Closing stock", 4).ClickAsync();
        await grid.Press("Shift+F2");
        await grid.Page.GetByPlaceholder("What should others know").FillAsync("counted twice");
        await grid.Page.GetByRole(AriaRole.Button, new() { Name = "Comment", Exact = true }).ClickAsync();
        await Assertions.Expect(grid.Page.Locator("td.m")).ToHaveCountAsync(1);
        var file = Wire.WideHeader + Wire.Row("TEA", "2037-12-04", outbound: "9", anchor: "50", warehouse: "東京DC", channel: "shop");

        using var upload = await grid.Client.Upload(grid.Session, file);
        await upload.Json(HttpStatusCode.OK);
        using var copied = await grid.Client.PostAsJsonAsync(
            $"/api/sessions/{grid.Session}/copy", new { title = $"copy {grid.Session}" }, TestContext.Current.CancellationToken);
        var copy = copied.Headers.Location!.OriginalString[^36..];

        foreach (var (session, query) in new[] { ($"{grid.Session}", ""), ($"{grid.Session}", "&bucket=month"), (copy, "&bucket=week") })
        {
            var page = await grid.Client.GetPage($"/sessions/{session}/psi?sku=TEA{query}");
            var cell = Assert.Single(page.Document.QuerySelectorAll("td.m"));
            Assert.EndsWith($"{grid.Client.Username}: counted twice", cell.GetAttribute("title"), StringComparison.Ordinal);
        }
    }
}
