using Microsoft.Playwright;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>The three steps with the keyboard only.</summary>
public sealed class ImportBrowserTests(Browser browser, SqliteApp app)
{
    [Fact]
    public async Task File_Look_TakeOver_Undo_WithTheKeyboard()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "5"));
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;
        await page.GotoAsync($"/sessions/{session}/imports");

        await page.GetByRole(AriaRole.Link, new() { Name = "Import a file" }).PressAsync("Enter");
        await page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "tuesday.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes(WideHeader + Row("A", "2026-12-01", "4", "6")),
        });
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Load for review" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What this file will do" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take it over" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator(".imports tbody tr").First).ToContainTextAsync("tuesday.csv");
        Assert.Equal(["-2"], (await client.Days(session)).Column("stock_closing"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the last import" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator(".notice[role=status]").First).ToContainTextAsync("undone");
        Assert.Equal(["5"], (await client.Days(session)).Column("stock_closing"));
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task BadCells_AreMendedInPlace_AndTheFileStaysAsItWas()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreateSession();
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;
        await page.GotoAsync($"/sessions/{session}/import");
        await page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "typo.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes(
                WideHeader + Row("A", "2026-12-01", "5") + Row("A", "2026-12-32", "1O") + Row("A", "2026-12-03", "7")),
        });
        await page.Locator("#understand button.primary").PressAsync("Enter");

        var date = page.GetByRole(AriaRole.Textbox, new() { Name = "date in line 3, corrected" });
        await Assertions.Expect(date).ToHaveValueAsync("2026-12-32");
        await date.FillAsync("2026-12-02");
        await date.PressAsync("Enter");
        var quantity = page.GetByRole(AriaRole.Textbox, new() { Name = "inbound_qty in line 3, corrected" });
        await Assertions.Expect(date).ToHaveCountAsync(0);
        await quantity.FillAsync("10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Load with the corrected cells" }).PressAsync("Enter");

        await Assertions.Expect(page.Locator(".warnings")).ToContainTextAsync("Cells that were corrected on the way in: 2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it over" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator(".imports tbody tr").First).ToContainTextAsync("typo.csv");
        Assert.Equal(["5", "10", "7"], (await client.Days(session)).Column("inbound_qty"));
        Assert.All(window.Errors, error => Assert.Contains("422", error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FileDroppedOnThePlan_IsUnderstood_Asked_Mended_Loaded()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "5"));
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;
        var profile = $"ERP {session}";
        await page.GotoAsync($"/sessions/{session}");
        await page.EvaluateAsync("""
            text => {
              const data = new DataTransfer();
              data.items.add(new File([text], 'extract.csv', { type: 'text/csv' }));
              document.querySelector('main').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """,
            "日別在庫\n商品コード;倉庫;チャネル;年月日;入庫予定;出庫;担当\nA;東京DC;online;1/12/2026;1.204;#N/A;佐\nB;東京DC;online;2/12/2026;3;2;佐\n"
            + "C;東京DC;online;3/12/2026;x;1;佐\n");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("extract.csv");
        Assert.EndsWith("/import", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("#field-4")).ToHaveValueAsync("inbound_qty");
        await Assertions.Expect(page.Locator(".map .skip")).ToContainTextAsync("日別在庫");
        // A question goes with the answer to it, which draws the others anew
        await page.Locator("[data-set=dates][data-to=dmy]").PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-set=dates]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#dates")).ToHaveValueAsync("dmy");
        await page.Locator("[data-set=blank]").PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-set=blank]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#blank")).ToHaveValueAsync("#N/A");
        await page.Locator("[data-set=decimal][data-to=comma]").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".map tbody tr").Nth(1)).ToContainTextAsync("= 1,204");
        await page.Locator("#field-6").SelectOptionAsync("sku_name");
        await Assertions.Expect(page.Locator(".map tbody tr").Nth(1).Locator("td").Nth(6)).Not.ToHaveClassAsync("off");

        await page.Locator("#saveAs").FillAsync(profile);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as profile" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync(profile);

        await page.GetByRole(AriaRole.Button, new() { Name = "Load for review" }).ClickAsync();
        await Assertions.Expect(page.Locator(".problems")).ToContainTextAsync("'x' is not a number");
        var csv = await page.GetByRole(AriaRole.Link, new() { Name = "Download them as CSV" }).GetAttributeAsync("href");
        Assert.Contains("inbound_qty", Uri.UnescapeDataString(csv!), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Load without the rows named here (1)" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What this file will do" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it over" }).ClickAsync();
        await Assertions.Expect(page.Locator(".imports tbody tr").First).ToContainTextAsync("extract.csv");
        Assert.Equal(["1204"], (await client.Days(session, "?sku_code=A&end_date=2026-12-01")).Column("stock_closing"));
        Assert.Equal(["1"], (await client.Days(session, "?sku_code=B")).Column("stock_closing"));

        await page.GotoAsync($"/sessions/{session}/import");
        await page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "next.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("商品コード;倉庫;チャネル;年月日;入庫予定;出庫;担当\nA;東京DC;online;4/12/2026;1.300;#N/A;佐\n"),
        });
        await Assertions.Expect(page.Locator("#profile")).ToHaveValueAsync(profile);
        await Assertions.Expect(page.Locator(".map tbody tr")).ToContainTextAsync("= 1,300");
        await Assertions.Expect(page.Locator("[data-set]")).ToHaveCountAsync(0);
        await client.DeleteAsync($"/api/import-profiles/{profile}", TestContext.Current.CancellationToken);
        Assert.All(window.Errors, error => Assert.Contains("422", error, StringComparison.Ordinal));
    }
}
