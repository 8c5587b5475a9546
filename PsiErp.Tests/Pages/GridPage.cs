using System.Text.Json;
using Microsoft.Playwright;

namespace PsiErp.Tests.Pages;

/// <summary>The grid of a small plan in a browser: what a planner does to it, and what is to be seen.</summary>
public sealed class GridPage(PsiClient client, BrowserPage window, Guid session) : IAsyncDisposable
{
    public const string Online = "東京DC / online";
    public const string Shop = "東京DC / shop";
    public const string Osaka = "大阪DC / online";
    public const int Days = 10;

    public IPage Page => window.Page;
    public PsiClient Client => client;
    public Guid Session => session;
    public IReadOnlyList<string> Errors => window.Errors;

    /// <summary>Three series of ten days: 100 in stock, 5 sold a day, a safety stock of 20.</summary>
    public static async Task<GridPage> Open(
        Browser browser, PsiApp app, string query = "", BrowserNewContextOptions? options = null, string[]? rows = null)
    {
        var client = await app.SignedInClient();
        var session = await client.CreatePlan(rows ?? [.. Plan()]);
        var page = new GridPage(client, await browser.Open(client, options ?? new() { Locale = "en" }), session);
        await page.Page.GotoAsync($"/sessions/{session}/psi?sku=TEA{query}");
        await page.Ready();
        return page;
    }

    /// <summary>Another planner's page of the same plan.</summary>
    public async Task<GridPage> OpenBeside(Browser browser, PsiApp app)
    {
        var other = await app.SignedInClient();
        var page = new GridPage(other, await browser.Open(other, new() { Locale = "en" }), session);
        await page.Page.GotoAsync($"/sessions/{session}/psi?sku=TEA");
        await page.Ready();
        return page;
    }

    public async Task Ready() => await Assertions.Expect(Page.Locator(".grid[data-ready]")).ToBeVisibleAsync();

    /// <summary>Waits until the page hears of what others do.</summary>
    public async Task Heard() => await Assertions.Expect(Page.Locator(".grid[data-live]")).ToBeAttachedAsync();

    /// <summary>A cell by its series, its row's name and the number of its day, from 1.</summary>
    public ILocator Cell(string series, string row, int day) => Row(series, row).Locator("td").Nth(day - 1);

    public ILocator Row(string series, string row)
    {
        var parts = series.Split(" / ");
        var block = parts.Length == 1
            ? Page.Locator("#total")
            : Page.Locator($".block[data-warehouse='{parts[0]}'][data-channel='{parts[1]}']");
        return block.Locator("tr", new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = row, Exact = true }) });
    }

    public async Task<string[]> Texts(string series, string row) => [.. await Row(series, row).Locator("td").AllTextContentsAsync()];

    public async Task<string> Values(string series, string row) => string.Join(' ', await Texts(series, row));

    /// <summary>Presses keys one after the other.</summary>
    public async Task Press(params string[] keys)
    {
        foreach (var key in keys) await Page.Keyboard.PressAsync(key);
    }

    public async Task Type(string text, params string[] keys)
    {
        await Page.Keyboard.TypeAsync(text);
        await Press(keys);
    }

    /// <summary>Where the cursor is: series, row and day.</summary>
    public async Task<string> At() => await Page.EvaluateAsync<string>(
        """
        () => {
          const cell = document.querySelector('[data-cursor]');
          const name = cell.closest('.block').querySelector('.group th').textContent;
          return `${name}, ${cell.parentElement.cells[0].textContent}, ${cell.cellIndex}`;
        }
        """);

    /// <summary>How many cells are selected.</summary>
    public Task<int> Selected() => Page.Locator("td[aria-selected=true]").CountAsync();

    /// <summary>Waits until nothing is on its way.</summary>
    public async Task Settled() => await Assertions.Expect(Page.Locator("td[data-pending]")).ToHaveCountAsync(0);

    public async Task Paste(string text, string? html = null) => await Page.EvaluateAsync(
        """
        ([text, html]) => {
          const clipboardData = new DataTransfer();
          if (text) clipboardData.setData('text/plain', text);
          if (html) clipboardData.setData('text/html', html);
          const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
          document.querySelector('.entry').dispatchEvent(event);
        }
        """, new[] { text, html });

    /// <summary>What copying puts on the clipboard, as text and as HTML.</summary>
    public async Task<(string Text, string Html)> Copy()
    {
        var copied = await Page.EvaluateAsync<JsonElement>(
            """
            () => {
              const clipboardData = new DataTransfer();
              const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
              document.querySelector('.entry').dispatchEvent(event);
              return [clipboardData.getData('text/plain'), clipboardData.getData('text/html')];
            }
            """);
        return (copied[0].GetString()!, copied[1].GetString()!);
    }

    /// <summary>What the page says of what was done.</summary>
    public async Task Says(string text) => await Assertions.Expect(Page.Locator("#saved")).ToContainTextAsync(text);

    public async Task SeesEdited(int cells) => await Assertions.Expect(Page.Locator("td.e")).ToHaveCountAsync(cells);

    /// <summary>The value of a day, as the API tells it.</summary>
    public async Task<decimal[]> Stored(string channel, string member, string warehouse = "東京DC") =>
    [
        .. (await client.Days(session, $"?sku_code=TEA&warehouse_name={Uri.EscapeDataString(warehouse)}&channel={channel}"))
            .Column(member).Select(text => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture)),
    ];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await window.DisposeAsync();
        client.Dispose();
    }

    private static IEnumerable<string> Plan() =>
        from series in new[] { ("東京DC", "online"), ("東京DC", "shop"), ("大阪DC", "online") }
        from day in Enumerable.Range(1, Days)
        select Wire.Row(
            "TEA", $"2037-12-{day:00}", inbound: "0", outbound: "5", anchor: day == 1 ? "100" : "", safety: "20", standard: "80",
            warehouse: series.Item1, channel: series.Item2);
}
