using Microsoft.Playwright;
using static PsiErp.Tests.Fixtures.Wire;
using static PsiErp.Tests.Pages.GridPage;

namespace PsiErp.Tests.Pages;

/// <summary>Optional rows of the grid: last year's sales, and what was imported.</summary>
public sealed class GridReferenceTests(Browser browser, GridApp own) : IClassFixture<GridApp>
{
    private readonly PsiApp _app = own.App;

    [Fact]
    public async Task LastYear_IsTheSameWeekday52WeeksBefore_AsThePlanHasIt_InEveryWidthAndInTotals()
    {
        using var client = await _app.SignedInClient();
        var session = await client.CreatePlan(
            Row("TEA", "2025-12-02", outbound: "7", channel: "a"), Row("TEA", "2025-12-03", outbound: "2", channel: "a"),
            Row("TEA", "2025-12-02", outbound: "1", channel: "b"),
            Row("TEA", "2026-12-01", outbound: "5", channel: "a"), Row("TEA", "2026-12-02", outbound: "5", channel: "a"),
            Row("TEA", "2026-12-01", outbound: "5", channel: "b"));
        await client.Apply(session, new
        {
            sku_code = "TEA",
            warehouse_name = "東京DC",
            channel = "a",
            date = "2025-12-03",
            outbound_qty = 4,
        });

        async Task<string[]> Rows(string query)
        {
            var page = await client.GetPage($"/sessions/{session}/psi?sku=TEA&from=2026-12-01&to=2026-12-02&extra=last_year{query}");
            return
            [
                .. page.Document.QuerySelectorAll("tr.ref")
                    .Select(row => string.Join(' ', row.QuerySelectorAll("td").Select(cell => cell.TextContent))),
            ];
        }

        Assert.Equal(["7 4", "1 ", "8 4"], await Rows(""));
        Assert.Equal(["11", "1", "12"], await Rows("&bucket=week"));
    }

    [Fact]
    public async Task Rows_AreSwitchedInTheMenu_KeptInTheAddress_AndRememberedForTheUser()
    {
        await using var grid = await GridPage.Open(browser, _app);
        var page = grid.Page;
        await Assertions.Expect(page.Locator("tr.ref")).ToHaveCountAsync(0);

        await page.GetByText("Rows", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Imported values" }).ClickAsync();
        await grid.Ready();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("extra=imported"));
        await grid.Cell(Online, "Sales", 2).ClickAsync();
        await grid.Type("8", "Enter");
        await grid.SeesEdited(1);
        Assert.Equal("5 8 5 5 5 5 5 5 5 5", await grid.Values(Online, "Sales"));
        Assert.Equal("5 5 5 5 5 5 5 5 5 5", await grid.Values(Online, "Imported sales"));
        Assert.Equal("15", (await grid.Texts("Total", "Imported sales"))[1]);
        await grid.Cell(Online, "Imported sales", 2).ClickAsync();
        await grid.Type("9");
        await Assertions.Expect(page.Locator(".entry.open")).ToHaveCountAsync(0);

        await page.GotoAsync($"/sessions/{grid.Session}/psi?sku=TEA&bucket=week");
        await grid.Ready();
        Assert.Equal("30 20", await grid.Values(Online, "Imported sales"));
        await page.GotoAsync($"/sessions/{grid.Session}/psi?sku=TEA&extra=none");
        await grid.Ready();
        await Assertions.Expect(page.Locator("tr.ref")).ToHaveCountAsync(0);
        Assert.Empty(grid.Errors);
    }
}
