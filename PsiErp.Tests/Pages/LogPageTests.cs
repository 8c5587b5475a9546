using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static PsiErp.Tests.Edits.ChangeSetsTests;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>The log of a session: who did what, and taking it back.</summary>
public abstract class LogPageTests(PsiApp app)
{
    [Fact]
    public async Task Log_WithoutScripts_FiltersOpensTakesBackAndExplains()
    {
        using var sato = await app.SignedInClient();
        using var tanaka = await app.SignedInClient();
        var session = await sato.CreatePlan(Row("A", "2026-12-01", "1"), Row("B", "2026-12-01", "1"));
        var empty = await sato.GetPage($"/sessions/{session}/log");
        var change = Id(await sato.Apply(session, Edit("A", "2026-12-01", 5), Edit("B", "2026-12-01", 1234.5m)));
        await tanaka.Apply(session, Edit("A", "2026-12-01", 7));

        var page = await sato.GetPage($"/sessions/{session}/log");

        Assert.NotNull(empty.Document.QuerySelector(".empty"));
        Assert.Equal("page", page.Find($".bar nav a[href='/sessions/{session}/log']").GetAttribute("aria-current"));
        Assert.Equal(2, page.Document.QuerySelectorAll(".log tbody tr").Length);
        Assert.Equal("A 東京DC online · 1 Dec 2026 · Production: 5 → 7", Plain(page.Find(".log tbody tr .log-cell").TextContent));
        Assert.Equal($"/sessions/{session}/psi?sku=A&from=2026-11-17", page.Find(".log-cell a").GetAttribute("href"));
        var opened = await sato.GetPage(page.Find(".log-cells a").GetAttribute("href")!);
        string[] cells =
        [
            "A 東京DC online · 1 Dec 2026 · Production: imported value → 5",
            "B 東京DC online · 1 Dec 2026 · Production: imported value → 1,234.5",
        ];
        Assert.Equal(cells, opened.Texts(".log-cells li").Select(Plain));
        var filtered = await sato.GetPage($"/sessions/{session}/log?username={tanaka.Username}&kind=edit&from=2020-01-01");
        Assert.Single(filtered.Document.QuerySelectorAll(".log tbody tr"));

        var undone = await Reverse(sato, page, change);

        Assert.Equal("Taken back: 1 cells hold again what they held before.", undone.Find(".notice p").TextContent);
        Assert.Contains($"7, changed by {tanaka.Username}, just now", undone.Find(".notice li").TextContent, StringComparison.Ordinal);
        Assert.Equal("Redo", undone.Find($"#reverse-{change}").TextContent);
        Assert.Equal("Done again: 1 cells.", (await Reverse(sato, undone, change)).Find(".notice p").TextContent);
        var again = await Reverse(sato, undone, change);
        Assert.Contains("holds already", again.Find(".notice").TextContent, StringComparison.Ordinal);
        var noted = await sato.Submit(filtered, "handler=Note", ("note", "いろいろ <b>"));
        Assert.Contains("いろいろ <b>", noted.Texts(".log-note summary"));
        Assert.Equal((6, 2), (await Lines(sato, page), await Lines(sato, noted)));
        Assert.Equal(HttpStatusCode.NotFound, (await sato.GetPage($"/sessions/{Guid.NewGuid()}/log")).Answer.StatusCode);
    }

    private static Task<HtmlPage> Reverse(PsiClient client, HtmlPage page, Guid change)
    {
        var form = page.Find($"#reverse-{change}").ParentElement!;
        // Those of the other changes look the same
        foreach (var other in page.Document.Forms.Where(other => other != form)) other.RemoveAttribute("action");
        return client.Submit(page, form.GetAttribute("action")!);
    }

    /// <summary>How many lines the export of what is listed has.</summary>
    private static async Task<int> Lines(PsiClient client, HtmlPage page)
    {
        var csv = await client.GetStringAsync(page.Find("a[download]").GetAttribute("href"), TestContext.Current.CancellationToken);
        return csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length;
    }

    private static string Plain(string text) => Regex.Replace(text.Trim(), @"\s+", " ");

    public sealed class OnSqlite(SqliteApp app) : LogPageTests(app);

    public sealed class OnPostgres(PostgresApp app) : LogPageTests(app);
}

/// <summary>The log by the keyboard.</summary>
public sealed class LogBrowserTests(Browser browser, SqliteApp app)
{
    [Fact]
    public async Task Keyboard_OpensTakesBackNotesAndFiltersInPlace()
    {
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", "1"), Row("B", "2026-12-01", "1"));
        var change = Id(await client.Apply(session, Edit("A", "2026-12-01", 5), Edit("B", "2026-12-01", 6)));
        await using var window = await browser.Open(client, new() { Locale = "en" });
        var page = window.Page;
        await page.GotoAsync($"/sessions/{session}/log");
        await page.EvaluateAsync("window.stays = true");

        await page.Locator($"#change-{change} .log-what summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".log-cells li")).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".log-cells a").First).ToBeFocusedAsync();

        await page.Locator($"#reverse-{change}").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#log .notice")).ToContainTextAsync("Taken back: 2 cells");
        await Assertions.Expect(page.Locator($"#reverse-{change}")).ToHaveTextAsync("Redo");
        await page.Locator($"#reverse-{change}").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#log .notice")).ToContainTextAsync("Done again: 2 cells");

        await page.Locator($"#change-{change} .log-note summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("late truck");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator($"#change-{change} .log-note summary")).ToHaveTextAsync("late truck");

        await page.GetByRole(AriaRole.Searchbox, new() { Name = "SKU" }).FocusAsync();
        await page.Keyboard.TypeAsync("zzz");
        await Assertions.Expect(page.Locator("#log .empty")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.stays"));
        Assert.Empty(window.Errors);
    }
}
