using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
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
        "/masters/products/upload", "/masters/ranks/skus", "/docs/api",
    ];

    [Fact]
    public async Task Pages_InEitherScheme_HaveNoSeriousProblem()
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

        foreach (var address in Addresses)
        {
            await window.Page.GotoAsync(string.Format(CultureInfo.InvariantCulture, address, session, me, product, import));
            await AssertFineInEitherScheme(window.Page);
        }
    }

    [Fact]
    public async Task Login_InEitherScheme_HasNoSeriousProblem()
    {
        using var client = app.AnonymousClient();
        await using var window = await browser.Open(client, new() { BypassCSP = true });

        await window.Page.GotoAsync("/login");

        await AssertFineInEitherScheme(window.Page);
    }

    private static async Task AssertFineInEitherScheme(IPage page)
    {
        await AssertFine(page, ColorScheme.Light);
        await AssertFine(page, ColorScheme.Dark);
    }

    private static async Task AssertFine(IPage page, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        // What is not colour is the same in the dark
        var rules = scheme == ColorScheme.Dark ? new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } : null;
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations], RunOnly = rules });
        var problems = string.Join("; ", result.Violations.Select(violation => $"{violation.Id} at {violation.Nodes[0].Html}"));
        Assert.True(
            !result.Violations.Any(violation => violation.Impact is "serious" or "critical"), $"{page.Url}, {scheme}: {problems}");
    }
}
