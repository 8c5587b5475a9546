using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace PsiErp.Bench;

/// <summary>The grid in a headless Chromium: how long planners wait for a page, for what follows from an entry, and for a paste.</summary>
internal static class Typing
{
    private const string Header =
        "sku_code,sku_name,warehouse_name,channel,date,stock_at_anchor,inbound_qty,outbound_qty,safety_stock,stdstock\n";

    /// <summary>From a key to the frame in which a closing stock of the first series is another: one in sight, or the last.</summary>
    private const string Watch =
        """
        () => {
          window.answered = (event, closing = 'td:nth-child(14)') => new Promise((resolve) => {
            let start = performance.now();
            addEventListener(event, () => { start = performance.now(); }, { capture: true, once: true });
            new MutationObserver((_, observer) => {
              observer.disconnect();
              requestAnimationFrame(() => {
                const channel = new MessageChannel();
                channel.port1.onmessage = () => resolve(performance.now() - start);
                channel.port2.postMessage(0);
              });
            }).observe(document.querySelector(`.block tr.closing ${closing}`), { characterData: true, childList: true, subtree: true });
          });
        }
        """;

    /// <summary>How long the requests of entries waited for what the server says.</summary>
    private const string Waits =
        """
        () => performance.getEntriesByType('resource')
          .filter((entry) => entry.initiatorType === 'fetch' && entry.name.includes('/psi?'))
          .map((entry) => entry.responseStart - entry.requestStart)
        """;

    private const string Held =
        """
        async () => {
          const steps = [];
          for (let i = 0; i < 100; i++) {
            const start = performance.now();
            const key = i < 50 ? 'ArrowRight' : 'ArrowLeft';
            document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
            steps.push(performance.now() - start);
            await new Promise(requestAnimationFrame);
          }
          return steps;
        }
        """;

    private const string Paste =
        """
        async (text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', text);
          const done = answered('paste');
          const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
          document.querySelector('.entry').dispatchEvent(event);
          return await done;
        }
        """;

    public static async Task Measure(Report report, Server server, Client client)
    {
        if (!File.Exists("/usr/bin/chromium"))
        {
            report.Missing("grid in a browser", "There is no /usr/bin/chromium");
            return;
        }
        using var driver = await Playwright.CreateAsync();
        await using var browser = await driver.Chromium.LaunchAsync(
            new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
        var context = await browser.NewContextAsync(new() { Locale = "en", BaseURL = server.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/login");
        await page.GetByLabel("User name").FillAsync("bench");
        await page.GetByLabel("Password").FillAsync(Server.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/sessions**");

        await Measure(report, client, page, "usual grid", series: 9, days: 60, bar: 35, barOfPage: false);
        await Measure(report, client, page, "large grid", series: 20, days: 180, bar: 60, barOfPage: true);
    }

    private static async Task Measure(
        Report report, Client client, IPage page, string what, int series, int days, double bar, bool barOfPage)
    {
        var session = await client.CreateSession(what);
        await Upload(client, session, series, days);
        await MeasurePage(report, page, what, $"/sessions/{session}/psi?sku=BIG&from=2026-11-20&to=2027-12-31", barOfPage);
        await page.EvaluateAsync(Watch);
        var production = page.Locator(".block tr.edit").First;
        await production.Locator("td").Nth(10).ClickAsync();

        var times = await Enter(page, 40, "answered('keydown')");
        report.AtMost($"{what}, Enter → numbers, median", Report.Median(times), bar, "ms");
        var waits = await page.EvaluateAsync<double[]>(Waits);
        report.Note($"{what}, of that until the answer begins, median", Report.Median(waits.TakeLast(times.Count)), "ms");
        report.AtMost($"{what}, Enter → numbers, 95 %", Report.Percentile(times, 0.95), 2 * bar, "ms");
        var toLast = await Enter(page, 20, "answered('keydown', 'td:last-child')");
        report.Note($"{what}, Enter → the last number, out of sight, median", Report.Median(toLast), "ms");
        var steps = await page.EvaluateAsync<double[]>(Held);
        report.AtMost($"{what}, a held arrow's worst step", steps.Max(), 16, "ms");

        var pastes = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            await production.Locator("td").First.ClickAsync();
            // Of 120 rows at least 20 are editable, of 50 days each; what comes in and what goes out differ by another number each time
            var step = i + 1;
            var text = string.Join('\n', Enumerable.Range(0, 120).Select(row => string.Join('\t', Enumerable.Range(row * step, 50))));
            pastes.Add(await page.EvaluateAsync<double>(Paste, text));
        }
        report.AtMost($"{what}, paste of 1,000 cells, median", Report.Median(pastes.Skip(1)), 450, "ms");
    }

    /// <summary>Enters one number after the other.</summary>
    /// <returns>How many milliseconds each took.</returns>
    private static async Task<List<double>> Enter(IPage page, int count, string answeredBy)
    {
        var times = new List<double>();
        while (times.Count < count)
        {
            await page.Keyboard.TypeAsync((300 + times.Count).ToString(CultureInfo.InvariantCulture));
            var answered = page.EvaluateAsync<double>(answeredBy);
            await page.Keyboard.PressAsync("Enter");
            times.Add(await answered);
            await page.Keyboard.PressAsync("ArrowUp");
        }
        return times;
    }

    private static async Task MeasurePage(Report report, IPage page, string what, string path, bool hasBars)
    {
        var loads = new List<JsonElement>();
        for (var i = 0; i < 8; i++)
        {
            await page.GotoAsync(path);
            await page.Locator(".grid[data-ready]").WaitForAsync();
            loads.Add(await page.EvaluateAsync<JsonElement>(
                """
                () => {
                  const load = performance.getEntriesByType('navigation')[0];
                  const paint = performance.getEntriesByName('first-contentful-paint')[0];
                  return { paint: paint.startTime, loaded: load.loadEventEnd, size: load.transferSize / 1024 };
                }
                """));
        }
        double Median(string name) => Report.Median(loads.Skip(2).Select(load => load.GetProperty(name).GetDouble()));
        report.AtMost($"{what}, first paint, median", Median("paint"), hasBars ? 350 : 250, "ms");
        report.AtMost($"{what}, loaded, median", Median("loaded"), hasBars ? 600 : 350, "ms");
        report.AtMost($"{what}, compressed", Median("size"), 110, "KB");
    }

    private static async Task Upload(Client client, string session, int series, int days)
    {
        var csv = new StringBuilder(Header);
        for (var one = 0; one < series; one++)
        {
            for (var day = 0; day < days; day++)
            {
                csv.Append(CultureInfo.InvariantCulture,
                    $"BIG,Big one,W{one % 5},c{one / 5},{new DateOnly(2026, 11, 20).AddDays(day):O},{(day == 0 ? 1000 + one * 37 : "")},");
                csv.Append(CultureInfo.InvariantCulture,
                    $"{(day % 5 == 0 ? 500 + day * one % 90 : 0)},{50 + (day * 7 + one * 3) % 90},{200 + one},{400 + one}\n");
            }
        }
        using var form = new MultipartFormDataContent { { new StringContent(csv.ToString()), "file", "big.csv" } };
        using var answer = await client.Http.PostAsync($"/api/psi/{session}/upload", form);
        answer.EnsureSuccessStatusCode();
    }
}
