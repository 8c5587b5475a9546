using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static PsiErp.Tests.Pages.GridPage;

namespace PsiErp.Tests.Pages;

/// <summary>What the grid loads, and when; what those see who may look only.</summary>
public sealed partial class GridScriptsTests(Browser browser, GridApp own) : IClassFixture<GridApp>
{
    private const int MaxBytes = 30_000;

    /// <summary>What nobody needs who looks at a plan and types numbers into it.</summary>
    private static readonly string[] Later =
    [
        "grid/actions.js", "grid/comments.js", "grid/menu.js", "grid/objections.js", "grid/others.js", "grid/story.js", "grid/sums.js",
        "grid/theirs.js", "import.js", "in-place.js", "send.js", "upload.js", "wait.js",
    ];

    /// <summary>High enough for the chart.</summary>
    private static readonly BrowserNewContextOptions Window = new() { Locale = "en", ViewportSize = new() { Width = 1600, Height = 1000 } };

    private readonly PsiApp _app = own.App;

    [Fact]
    public async Task GridPage_UntilNothingMoreIsLoaded_TakesAtMost30KilobytesOfOurScripts()
    {
        await using var grid = await GridPage.Open(browser, _app, options: Window);
        await grid.Heard();
        await Assertions.Expect(grid.Page.Locator(".grid[data-roles]")).ToBeAttachedAsync();
        await Assertions.Expect(grid.Page.Locator("#grid-chart canvas")).ToBeVisibleAsync();

        var scripts = await Loaded(grid);

        Assert.Contains("grid/chart.js", scripts);
        Assert.Empty(scripts.Intersect(Later));
        Assert.InRange(scripts.Sum(Compressed), 20_000, MaxBytes);
    }

    [Fact]
    public async Task TypingANumber_LoadsNothingMore()
    {
        await using var grid = await GridPage.Open(browser, _app, options: Window);
        await Assertions.Expect(grid.Page.Locator("#grid-chart canvas")).ToBeVisibleAsync();
        var before = await Loaded(grid);

        await grid.Cell(Online, "Production", 2).ClickAsync();
        await grid.Type("30", "Enter");
        await grid.SeesEdited(1);

        Assert.Equal(before, await Loaded(grid));
    }

    [Fact]
    public async Task Reader_IsToldByEveryKeyThatWouldChangeSomething_ThatNothingCan_AndNothingIsSent()
    {
        using var reader = await _app.SignedInClient();
        await using var owner = await GridPage.Open(browser, _app);
        await owner.Cell(Online, "Production", 2).ClickAsync();
        await owner.Type("7", "Enter");
        await owner.SeesEdited(1);
        await _app.WithDb(db => db.Users.Where(user => user.Username == reader.Username)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.IsReadOnly, true), TestContext.Current.CancellationToken));
        await using var grid = new GridPage(reader, await browser.Open(reader, new() { Locale = "en" }), owner.Session);
        var sent = new List<string>();
        grid.Page.Request += (_, request) =>
        {
            if (request.Method == "POST" && !request.Url.Contains("handler=Here", StringComparison.Ordinal)) sent.Add(request.Url);
        };
        await grid.Page.GotoAsync($"/sessions/{owner.Session}/psi?sku=TEA");
        await grid.Ready();
        var cell = grid.Page.Locator($"{BlockOf(Online)} tr[data-metric=inbound_qty] td").Nth(1);
        await cell.ClickAsync();

        foreach (var key in new[]
                 {
                     "5", "F2", "Delete", "Backspace", "Control+d", "Control+r", "Control+z", "Control+y", "Control+Shift+z", "a",
                     "Control+x", "Shift+F2",
                 })
            await Told(() => grid.Press(key));
        await grid.Press("Control+Enter", "Escape");
        await Assertions.Expect(grid.Page.Locator("#cell-note")).ToBeHiddenAsync();
        await Told(() => grid.Paste("8\t9"));
        await Told(() => cell.DblClickAsync());
        // At the edge there is nothing to fill from; a total says the same
        await grid.Press("Control+Home");
        await Told(() => grid.Press("Control+d"));
        await grid.Press("Control+End");
        await Told(() => grid.Press("a"));

        await Assertions.Expect(grid.Page.Locator("#grid-action")).ToBeHiddenAsync();
        await Assertions.Expect(grid.Page.Locator(".fill-handle")).ToHaveCountAsync(0);
        await Assertions.Expect(grid.Page.Locator("td[data-pending]")).ToHaveCountAsync(0);
        await grid.SeesEdited(1);
        await grid.Press("Shift+F10");
        await Assertions.Expect(grid.Page.GetByRole(AriaRole.Menuitem)).ToContainTextAsync(
            ["Why is this number so?", "Comment", "Copy", "Copy with headers", "All keys"]);
        Assert.Empty(sent);
        Assert.Empty(grid.Errors);

        async Task Told(Func<Task> act)
        {
            await grid.Page.EvaluateAsync("document.getElementById('saved').textContent = ''");
            await act();
            await grid.Says("You may look at this plan, not change it.");
        }
    }

    private static string BlockOf(string series)
    {
        var parts = series.Split(" / ");
        return $".block[data-warehouse='{parts[0]}'][data-channel='{parts[1]}']";
    }

    /// <summary>Our scripts that the page has loaded, by their paths.</summary>
    private static async Task<string[]> Loaded(GridPage grid)
    {
        var addresses = await grid.Page.EvaluateAsync<string[]>(
            "() => performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)");
        return [.. addresses.Where(path => path.StartsWith("/js/", StringComparison.Ordinal))
            .Select(path => Fingerprint().Replace(path["/js/".Length..], ".js")).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Bytes of a script as it is published, compressed.</summary>
    private static int Compressed(string script)
    {
        var rule = XDocument.Parse(Repository.Read(".ci/scripts/Scripts.targets")).Descendants("LeftOutOfScripts").Single().Value;
        var text = Regex.Replace(Repository.Read($"wwwroot-src/js/{script}"), rule, "");
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return (int)compressed.Length;
    }

    [GeneratedRegex(@"\.[0-9a-z]{10}\.js$")]
    private static partial Regex Fingerprint();
}
