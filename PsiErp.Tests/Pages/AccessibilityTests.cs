using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;

namespace PsiErp.Tests.Pages;

/// <summary>Nothing on any page that keeps people with assistive technology from their work.</summary>
public sealed class AccessibilityTests(Browser browser, SqliteApp app)
{
    private static readonly string[] Addresses =
    [
        "/sessions", "/sessions?search=nothing-like-this", "/sessions/new", "/nowhere", "{0}",
        "{0}?q=TEA&alert=shortage&category_1=x&sort=-closing", "{0}?alert=stock_out,shortage",
        "{0}?group_by=sku", "{0}/alerts/1", "{0}/views?alert=over", "{0}/psi?sku=TEA-500",
        "{0}/psi?sku=TEA-500&bucket=week", "{0}/psi?sku=none", "{0}/edit", "{0}/copy", "{0}/upload",
        "{0}/imports", "{0}/import", "{0}/imports/{3}", "{0}/delete",
        "{0}/log", "{0}/log?sku=nothing-like-this", "{0}/moves", "{0}/action", "{0}/proposals", "{0}/compare",
        "{0}/report?sku=TEA-500",
        "/sessions/deleted",
        "/account", "/account/password", "/account/second-factor", "/account/recovery-codes", "/account/second-factor/remove",
        "/admin/users", "/admin/users?search=nobody-like-this", "/admin/users/new", "/admin/users/{1}/password", "/admin/audit",
        "/masters/products", "/masters/products/new", "/masters/products/edit?key={2}", "/masters/products/delete?key={2}",
        "/masters/lanes", "/masters/metrics?sort=-name", "/masters/calendar", "/masters/calendar/edit", "/masters/policy",
        "/masters/products/upload", "/masters/ranks/skus", "/docs/api", "/help", "/sessions/demo",
    ];

    [Fact]
    public async Task Pages_AtEveryWidthAndInEitherScheme_AreFine()
    {
        // Its own database: what the other tests leave makes long lists, which cost minutes and tell nothing new
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient(admin: true);
        var session = $"/sessions/{await client.CreateSession("Axe", "wide-utf8.csv")}";
        var me = (await client.GetJson("/auth/me"))["id"];
        using var created = await client.PostAsJsonAsync(
            "/api/masters/products", new { data = new { code = "TEA-500", colour = "green", parts = new[] { 1 } } });
        var product = (await created.Json(HttpStatusCode.Created))["id"];
        using var rank = await client.PostAsJsonAsync("/api/category-rank-parameters",
            new { rank_type = "A", category_1 = "飲料", category_2 = "茶", threshold = 0.5 });
        using var row = await client.PostAsJsonAsync("/api/psi-metrics", new { name = "margin", display_order = 1 });
        var sample = await File.ReadAllBytesAsync(Html.SamplePath("wide-utf16le-tableau.tsv"), TestContext.Current.CancellationToken);
        using var staged = await client.UploadTo($"/api/psi/{session["/sessions/".Length..]}/upload?preview=true", sample);
        var import = (await staged.Json(HttpStatusCode.OK))["import_id"];
        await client.Apply(Guid.Parse(session["/sessions/".Length..]), Edits.ChangeSetsTests.Edit("TEA-500", "2026-12-02", 1),
            Edits.ChangeSetsTests.Edit("TEA-500", "2026-12-03", 1));
        await using var window = await browser.Open(client, new() { BypassCSP = true });

        await window.Page.AddInitScriptAsync(
            """
            window.shifted = 0;
            new PerformanceObserver((list) => {
              for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifted += shift.value;
            }).observe({ type: 'layout-shift', buffered: true });
            """);

        var problems = new List<string>();
        foreach (var form in Addresses)
        {
            var address = string.Format(CultureInfo.InvariantCulture, form, session, me, product, import);
            // The wide screen shows what was loaded for the narrow one
            foreach (var width in new[] { 390, 1920, 1280 })
            {
                await window.Page.SetViewportSizeAsync(width, 900);
                if (width < 1920) await window.Page.GotoAsync(address);
                problems.AddRange((await MisfitsOf(window.Page)).Select(problem => $"{address} at {width} px: {problem}"));
            }
            problems.AddRange(await ProblemsInEitherScheme(window.Page));
        }
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    [Fact]
    public async Task Login_InEitherScheme_HasNoSeriousProblem()
    {
        using var client = app.AnonymousClient();
        await using var window = await browser.Open(client, new() { BypassCSP = true });

        await window.Page.GotoAsync("/login");

        Assert.Empty(await ProblemsInEitherScheme(window.Page));
    }

    private static async Task<IEnumerable<string>> ProblemsInEitherScheme(IPage page)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        var light = await page.SeriousProblems();
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        // What is not colour is the same in the dark
        var dark = await page.SeriousProblems("color-contrast");
        return [.. light.Select(problem => $"{page.Url}: {problem}"), .. dark.Select(problem => $"{page.Url} in the dark: {problem}")];
    }

    /// <summary>What of a page lies beside the screen, jumped while it was loaded, or is too small to be tapped.</summary>
    private static Task<string[]> MisfitsOf(IPage page) => page.EvaluateAsync<string[]>(
        """
        () => {
          const problems = [];
          const beside = document.documentElement.scrollWidth - innerWidth;
          if (beside > 0) problems.push(`scrolls sideways by ${beside}`);
          if (window.shifted > 0.1 && innerWidth < 1920) problems.push(`jumps by ${window.shifted.toFixed(2)} while it loads`);
          if (innerWidth > 640) return problems;
          for (const target of document.querySelectorAll('a[href]:not(.skip), button, select, summary, input:not([type=hidden])')) {
            const { width, height } = target.getBoundingClientRect();
            // Links within a text are as high as its lines; a box is tapped by its label
            const isText = target.matches('p a, li a, td a, dd a, label a, small a, .crumb a, label input, td input, th input');
            if (width > 1 && !isText && Math.min(width, height) < 24) {
              problems.push(`${Math.round(width)} × ${Math.round(height)} ${target.outerHTML.slice(0, 120)}`);
            }
          }
          return problems;
        }
        """);
}
