using Microsoft.Playwright;

namespace PsiErp.Tests.Pages;

/// <summary>What a planner does with keyboard and mouse.</summary>
public sealed class PsiGridBrowserTests(Browser browser, SqliteApp app)
{
    private static ILocator Row(IPage page, string row) =>
        page.Locator("tbody[data-warehouse='東京DC'][data-channel='online'] tr",
            new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = row, Exact = true }) });

    private static async Task<decimal[]> Figures(IPage page, string row) =>
    [
        .. (await Row(page, row).Locator("td").AllTextContentsAsync())
            .Select(text => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private static async Task<string> PlanOf(PsiClient client) =>
        $"/sessions/{await client.CreateSession($"Grid {Guid.NewGuid():N}", "wide-utf8.csv")}/psi?sku=TEA-500";

    /// <summary>The cell of the second day.</summary>
    private static ILocator SecondDay(IPage page, string row) => Row(page, row).Locator("td").Nth(1);

    [Fact]
    public async Task Planner_FromLoginToAnEdit_NeverReloadsTheGrid()
    {
        var username = await app.CreateUser();
        using var client = app.AnonymousClient();
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;

        await page.GotoAsync("/sessions");
        await page.GetByLabel("User name").FillAsync(username);
        await page.GetByLabel("Password").FillAsync(PsiClient.Password);
        await page.Keyboard.PressAsync("Enter");

        var title = $"Browser {Guid.NewGuid():N}";
        await page.GetByRole(AriaRole.Link, new() { Name = "New session" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true }).FillAsync(title);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = $"Upload into {title}" }).ClickAsync();
        await page.SetInputFilesAsync("#file", Html.SamplePath("wide-utf8.csv"));
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
        await Assertions.Expect(page.Locator(".report dd").First).ToHaveTextAsync("224");
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the plan" }).ClickAsync();
        await page.GotoAsync(page.Url + "?sku=TEA-500");

        await page.EvaluateAsync("window.stays = true");
        var before = await Figures(page, "Closing stock");
        await SecondDay(page, "Production").ClickAsync();
        await page.Keyboard.TypeAsync("+90");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(SecondDay(page, "Closing stock"))
            .ToHaveTextAsync((before[1] + 90).ToString(System.Globalization.CultureInfo.InvariantCulture));

        var after = await Figures(page, "Closing stock");
        Assert.Equal(before[0], after[0]);
        Assert.Equal(before[1..].Select(stock => stock + 90), after[1..]);
        Assert.True(await page.EvaluateAsync<bool>("window.stays"));
        await Assertions.Expect(SecondDay(page, "Sales")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#saved")).ToContainTextAsync("Saved");
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Keys_EditTwoCellsInARow_BothArriveAndTheCursorGoesOn()
    {
        using var client = await app.SignedInClient();
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;
        await page.GotoAsync(await PlanOf(client));

        await SecondDay(page, "Production").ClickAsync();
        await page.Keyboard.TypeAsync("50");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("60");
        await page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(Row(page, "Production").Locator("td.e")).ToHaveTextAsync(["50", "60"]);
        await Assertions.Expect(Row(page, "Production").Locator("td").Nth(3)).ToBeFocusedAsync();
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Keys_Delete_BringsTheImportedValueBack()
    {
        using var client = await app.SignedInClient();
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;
        await page.GotoAsync(await PlanOf(client));
        var before = await Figures(page, "Closing stock");

        await SecondDay(page, "Sales").ClickAsync();
        await page.Keyboard.TypeAsync("1");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Row(page, "Sales").Locator("td.e")).ToHaveTextAsync(["1"]);
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Delete");

        await Assertions.Expect(Row(page, "Sales").Locator("td.e")).ToHaveCountAsync(0);
        Assert.Equal(before, await Figures(page, "Closing stock"));
        await Assertions.Expect(SecondDay(page, "Sales")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Entry_ThatIsRefused_StaysInItsCell()
    {
        using var client = await app.SignedInClient();
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;
        await page.GotoAsync(await PlanOf(client));

        await SecondDay(page, "Production").ClickAsync();
        await page.Keyboard.TypeAsync("=A1");
        await page.Keyboard.PressAsync("Enter");

        var input = SecondDay(page, "Production").Locator("input");
        await Assertions.Expect(input).ToBeFocusedAsync();
        await Assertions.Expect(input).ToHaveValueAsync("=A1");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "not a number" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(SecondDay(page, "Production")).ToHaveTextAsync("0");
    }

    [Fact]
    public async Task Entry_AgainstSomeoneElses_LetsThePlannerChoose()
    {
        using var other = await app.SignedInClient();
        using var client = await app.SignedInClient();
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;
        var plan = await PlanOf(client);
        await page.GotoAsync(plan);
        await other.Submit(await other.GetPage(plan), "handler=Cell",
            ("warehouse", "東京DC"), ("channel", "online"), ("date", "2026-12-02"), ("field", "InboundQty"), ("entry", "77"), ("seen", "0"));

        await SecondDay(page, "Production").ClickAsync();
        await page.Keyboard.TypeAsync("33");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();

        await Assertions.Expect(Row(page, "Production").Locator("td.e")).ToHaveTextAsync(["33"]);
        await Assertions.Expect(page.Locator("#cell-note")).ToBeEmptyAsync();
    }
}
