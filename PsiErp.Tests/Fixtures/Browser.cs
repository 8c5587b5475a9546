using Microsoft.Playwright;

namespace PsiErp.Tests.Fixtures;

/// <summary>A headless Chromium, started when a test first asks for a page.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    /// <summary>
    /// Lets clicks wait for the scripts of a page, as people do without knowing: before, a link that opens a dialog leads to a page
    /// of its own, and how a test goes on would depend on which was quicker.
    /// </summary>
    private const string NoClickBeforeScripts =
        """
        (() => {
          const hold = () => document.documentElement?.style.setProperty('pointer-events', 'none')
          const watch = new MutationObserver(() => { if (document.documentElement) { watch.disconnect(); hold() } })
          if (document.readyState !== 'loading') return
          if (document.documentElement) hold()
          else watch.observe(document, { childList: true })
          const release = () => document.documentElement.style.removeProperty('pointer-events')
          document.addEventListener('DOMContentLoaded', release, { once: true })
        })()
        """;

    /// <summary>How long things may take, in ms: long enough for two slow cores that run the other tests beside it.</summary>
    private const int Patience = 60_000;

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> _running = new(Start);

    /// <summary>
    /// A page in a window of its own, with the client's user signed in. Skips the test when there is no Chromium.
    /// </summary>
    /// <param name="client">Whose cookies and address the window has.</param>
    /// <param name="options">Size, language, colour scheme, … of the window.</param>
    public async Task<BrowserPage> Open(PsiClient client, BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(FindChromium() is null, "No Chromium: neither /usr/bin/chromium nor CHROMIUM_PATH is a file");
        var (_, browser) = await _running.Value;
        options = new BrowserNewContextOptions(options ?? new()) { BaseURL = client.BaseAddress!.ToString() };
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        await context.AddCookiesAsync(
            from cookie in client.Cookies.GetCookies(client.BaseAddress)
            select new Cookie { Name = cookie.Name, Value = cookie.Value, Url = options.BaseURL });
        await context.AddInitScriptAsync(NoClickBeforeScripts);
        return new BrowserPage(context, await context.NewPageAsync());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_running.IsValueCreated) return;
        var (driver, browser) = await _running.Value;
        await browser.DisposeAsync();
        driver.Dispose();
    }

    private static async Task<(IPlaywright Driver, IBrowser Browser)> Start()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = FindChromium(), Args = Flags }));
    }

    private static string? FindChromium() =>
        new[] { Environment.GetEnvironmentVariable("CHROMIUM_PATH"), "/usr/bin/chromium" }.FirstOrDefault(File.Exists);
}
