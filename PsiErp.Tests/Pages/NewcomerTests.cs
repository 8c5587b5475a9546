using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PsiErp.Tests.Pages;

/// <summary>
/// Somebody new does the walk of the help from an empty list of sessions, by what the screens offer alone: no address is typed.
/// <c>PSI_UPDATE_DOCS=1</c> takes the pictures of <c>docs/img</c> anew.
/// </summary>
public sealed class NewcomerTests(Browser browser, SqliteApp app)
{
    private int _steps;

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task Newcomer_DoesTheWalk(string language)
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient("hana");
        var size = new ViewportSize { Width = 1280, Height = 800 };
        await using var window = await browser.Open(client, new() { Locale = language, ViewportSize = size });
        var page = window.Page;
        await page.GotoAsync("/");

        // The demo, from the empty list
        await page.Locator(".empty a[href='/sessions/demo']").ClickAsync();
        await page.Locator("#dialog form button.primary").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/sessions/[0-9a-f-]{36}$"));
        await Expect(page.Locator(".u-over").First).ToBeVisibleAsync();
        await Picture(page, language, "worklist");

        // The help, and from it to the stock-out
        await page.Locator("#help-link").ClickAsync();
        await Expect(page.Locator("#walk ol > li")).ToHaveCountAsync(9);
        await Picture(page, language, "help");
        await page.Locator("#walk ol a[href*='q=MAT-030']").ClickAsync();
        var lacking = page.Locator(".worklist tbody tr", new() { HasText = "東京DC" }).Filter(new() { Has = page.Locator(".tag.out") });
        await Expect(lacking).ToHaveCountAsync(1);
        await lacking.Locator(".list-name a").ClickAsync();

        // Mended in the grid
        var block = page.Locator(".block[data-warehouse='東京DC'][data-channel='online']");
        await block.ScrollIntoViewIfNeededAsync();
        await Expect(block.Locator(".tag.out").First).ToBeVisibleAsync();
        await block.Locator("tr[data-metric='inbound_qty'] td").Nth(7).ClickAsync();
        await page.Keyboard.TypeAsync("+900");
        await page.Keyboard.PressAsync("Enter");
        await Expect(block.Locator(".tag.out")).ToHaveCountAsync(0);
        await Picture(page, language, "grid");

        // Gone from the worklist
        await Menu(page, "");
        await page.Locator("#q").FillAsync("MAT-030");
        await page.Locator("#q").PressAsync("Enter");
        await Expect(page.Locator(".worklist tbody tr")).ToHaveCountAsync(9);
        await Expect(page.Locator(".worklist tbody .tag.out")).ToHaveCountAsync(0);

        // A variant
        await page.Locator("nav a[href='/sessions']").First.ClickAsync();
        await page.Locator(".list-actions summary").First.ClickAsync();
        await page.Locator(".menu-items a[href$='/copy']").First.ClickAsync();
        await page.Locator("#dialog form button.primary").ClickAsync();
        await Expect(page.Locator("#sessions tbody tr")).ToHaveCountAsync(2);
        await Picture(page, language, "sessions");
        await page.Locator("#sessions tbody tr .list-name > a:not(.in-place-edit)").First.ClickAsync();

        // Proposals, applied in the variant, which then differs
        await Menu(page, "/proposals");
        await page.Locator(".proposal-start button.primary").ClickAsync();
        await Expect(page.Locator("#apply")).ToBeEnabledAsync();
        await Picture(page, language, "proposals");
        await page.Locator("#apply").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/log"));
        await Menu(page, "/compare");
        await page.Locator("main form button:not(.quiet)").First.ClickAsync();
        await Expect(page.Locator("#compare tbody tr").First).ToBeVisibleAsync();
        await Picture(page, language, "compare");

        // Tomorrow's file, from the help, and back
        await page.Locator("#help-link").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#files a[href*='cp932']").ClickAsync());
        await page.Locator("#walk ol a[href$='/imports']").ClickAsync();
        await page.Locator(".head-end a.primary").ClickAsync();
        await page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = download.SuggestedFilename,
            MimeType = "text/csv",
            Buffer = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken),
        });
        await page.Locator("#understand button.primary").ClickAsync();
        var takeOver = page.Locator("button.primary[formaction*='TakeOver']");
        await Expect(takeOver).ToBeVisibleAsync();
        await Picture(page, language, "review");
        await takeOver.ClickAsync();
        await Expect(page.Locator(".imports tbody tr")).ToHaveCountAsync(2);
        await page.Locator("form[action*='Undo'] button").First.ClickAsync();
        await Expect(page.Locator("form[action*='Redo'] button").First).ToBeVisibleAsync();
        await Picture(page, language, "imports");
        Assert.Empty(window.Errors);
    }

    /// <summary>To another page of the session, by the menu.</summary>
    private static Task Menu(IPage page, string which) => page.Locator(which.Length > 0
        ? $".bar nav a[href$='{which}']" : ".bar nav a[href^='/sessions/']").First.ClickAsync();

    private async Task Picture(IPage page, string language, string name)
    {
        _steps++;
        if (Environment.GetEnvironmentVariable("PSI_UPDATE_DOCS") != "1") return;
        var file = Path.Combine(Repository.Root, "docs", "img", language == "en" ? "" : language, $"first-hour-{_steps}-{name}");
        if (language == "en")
        {
            await page.ScreenshotAsync(new() { Path = $"{file}.png" });
            return;
        }
        // The same again, in a quarter of the room
        var session = await page.Context.NewCDPSessionAsync(page);
        var shot = await session.SendAsync("Page.captureScreenshot", new() { ["format"] = "webp", ["quality"] = 60 });
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync($"{file}.webp", shot!.Value.GetProperty("data").GetBytesFromBase64(),
            TestContext.Current.CancellationToken);
    }
}
