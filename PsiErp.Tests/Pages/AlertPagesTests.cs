using System.Net;
using System.Net.Http.Json;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>What a series calls for, views, limits and SKUs, as the worklist's pages show them.</summary>
public abstract class AlertPagesTests(PsiApp app)
{
    [Fact]
    public async Task Alert_SaysFormulaSizeAndWorth_AndWhatToDo()
    {
        using var client = await app.SignedInClient();
        var (session, sku) = await Plan(client);

        var page = await client.GetPage($"/sessions/{session}?sku_code=={sku}");
        var hover = page.Find(".worklist .alerts .tag").GetAttribute("title")!;
        var alert = await client.GetPage(page.Find(".worklist a.alerts").GetAttribute("href")!);

        Assert.Contains("within the product's lead time", hover, StringComparison.Ordinal);
        Assert.Contains("1 days from", hover, StringComparison.Ordinal);
        Assert.Contains("5 pcs at the worst, worth 12.5", hover, StringComparison.Ordinal);
        Assert.Equal(["▼ out within lead time"], alert.Texts(".alerted-list .tag"));
        var ways = alert.Document.QuerySelectorAll(".ways a").Select(way => way.GetAttribute("href")!).ToList();
        Assert.All(ways, way => Assert.StartsWith("/", way, StringComparison.Ordinal));
        foreach (var way in ways.Distinct()) Assert.Equal(HttpStatusCode.OK, (await client.GetPage(way)).Answer.StatusCode);
        var action = await client.GetPage(ways[0]);
        Assert.Equal("FillToSafety", action.Find("[name=kind][checked]").GetAttribute("value"));
        Assert.Contains(sku, (await client.GetPage(ways.First(way => way.StartsWith("/masters", StringComparison.Ordinal)))).Texts("td a"));
    }

    [Fact]
    public async Task Snooze_WithoutScripts_LeavesTheListAndComesBack()
    {
        using var client = await app.SignedInClient();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ja");
        var (session, sku) = await Plan(client);
        var page = await client.GetPage($"/sessions/{session}");
        var address = page.Find(".worklist a.alerts").GetAttribute("href")!;
        var alert = await client.GetPage(address);

        var refused = await client.Submit(alert, "handler=Snooze", ("Reason", " "), ("Until", Day(-1)));
        var left = await Follow(client, await client.Submit(alert, "handler=Snooze", ("Reason", "トラック待ち"), ("Owner", "花子")));

        Assert.Equal(422, (int)refused.Answer.StatusCode);
        Assert.Equal(["明日以降の日を選んでください。", "保留の理由を入力してください。"], refused.Texts(".problem"));
        Assert.Equal([sku, "FINE"], left.Texts(".worklist .list-name > a").OrderDescending(StringComparer.Ordinal));
        Assert.Contains("保留中 1", left.Texts(".further a"));
        var only = await client.GetPage(left.Find(".further a[href*='snoozed=only']").GetAttribute("href")!);
        Assert.Equal([sku], only.Texts(".worklist .list-name > a"));
        var put = await client.GetPage(address);
        Assert.Contains("担当 花子", put.Find(".put-off").TextContent, StringComparison.Ordinal);
        var back = await Follow(client, await client.Submit(put, "handler=End"));
        Assert.Equal(2, back.Texts(".worklist .list-name > a").Count(name => name == sku));
    }

    [Fact]
    public async Task Alert_ThatWasDrawnBeforeAChange_SaysSo()
    {
        using var client = await app.SignedInClient();
        using var other = await app.SignedInClient();
        var (session, sku) = await Plan(client);
        var list = await client.GetPage($"/sessions/{session}?sku_code=={sku}");
        var address = list.Find(".worklist a.alerts").GetAttribute("href")!;
        var ask = (await client.GetPage(address)).Find(".stale").GetAttribute("hx-get")!;

        var before = await client.GetPage(ask);
        await other.Apply(session, Edits.ChangeSetsTests.Edit(sku, Day(3), outbound: 20));
        var after = await client.GetPage(ask);

        Assert.Equal(HttpStatusCode.NoContent, before.Answer.StatusCode);
        Assert.Contains($"{other.Username} has changed “", after.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal(address, after.Find(".notice a").GetAttribute("href"));
    }

    [Fact]
    public async Task Alerts_OfEveryKind_OfferSomethingToDo()
    {
        using var client = await app.SignedInClient();
        var (lead, sku) = await Plan(client);
        var session = await client.CreatePlan(
            Row("OUT", Day(0), anchor: "5", outbound: "9", safety: "1"), Row("LOW", Day(0), anchor: "5", outbound: "1", safety: "8"),
            Row("MUCH", Day(0), anchor: "90", inbound: "30", outbound: "1", safety: "1", standard: "9"),
            Row("COUNT", Day(0), anchor: "50", outbound: "1", safety: "1"), Row("COUNT", Day(1), anchor: "80"),
            Row("BLANK", Day(0), anchor: "50"));
        var offered = new Dictionary<string, int>();

        foreach (var list in new[] { $"/sessions/{session}", $"/sessions/{lead}?sku_code=={sku}" })
        {
            foreach (var link in (await client.GetPage(list)).Document.QuerySelectorAll(".worklist a.alerts"))
            {
                var alerts = await client.GetPage(link.GetAttribute("href")!);
                foreach (var alert in alerts.Document.QuerySelectorAll(".alerted-list li"))
                    offered[alert.QuerySelector(".tag")!.TextContent.Trim()] = alert.QuerySelectorAll(".ways a").Length;
            }
        }

        Assert.Superset(
            new HashSet<string>
            {
                "▼ stock-out", "▼ out within lead time", "! below safety", "▲ over standard", "◇ surplus order", "≠ count differs",
                "? data missing",
            },
            offered.Keys.ToHashSet());
        Assert.All(offered.Values, ways => Assert.InRange(ways, 1, 4));
    }

    [Fact]
    public async Task Views_AreKeptChosenRenamedAndDeleted()
    {
        using var client = await app.SignedInClient();
        var (session, sku) = await Plan(client);
        var page = await client.GetPage($"/sessions/{session}?alert=stock_out&more_than_days=0&columns=lowest,alert_units");

        var views = await client.GetPage(page.Find("#menu-views a.menu-item").GetAttribute("href")!);
        var kept = await Follow(client, await client.Submit(views, "handler=Keep", ("Name", "Out"), ("Shared", "true")));
        var again = await client.Submit(views, "handler=Keep", ("Name", "Out"));

        Assert.Equal("View: Out", kept.Find("#menu-views > summary").TextContent);
        Assert.Equal([sku], kept.Texts(".worklist .list-name > a"));
        Assert.Equal(["Alert ↑", "SKU", "Lowest", "Alert units"], kept.Texts(".worklist thead th").Skip(1));
        Assert.Contains("already", again.Find(".notice").TextContent, StringComparison.Ordinal);
        var menu = await client.GetPage($"/sessions/{session}?handler=Views");
        var chosen = await client.GetPage(menu.Find("a.menu-item").GetAttribute("href")!);
        Assert.Equal([sku], chosen.Texts(".worklist .list-name > a"));
        // Thresholds are part of it
        Assert.Equal("0", chosen.Find("#more_than_days").GetAttribute("value"));
        var manage = await client.GetPage($"/sessions/{session}/views");
        var renamed = await client.Submit(manage, "handler=Change", ("Name", "Gone"));
        Assert.Equal("Gone", renamed.Find(".view input[name=Name]").GetAttribute("value"));
        var deleted = await client.Submit(renamed, "handler=Delete");
        Assert.Null(deleted.Document.QuerySelector(".view"));
    }

    [Fact]
    public async Task Skus_HaveARowEach_ThatLeadsToTheirSeries()
    {
        using var client = await app.SignedInClient();
        var (session, sku) = await Plan(client);

        var page = await client.GetPage($"/sessions/{session}?group_by=sku&sort=series");
        var csv = await client.GetStringAsync(
            page.Find(".head a[download]").GetAttribute("href"), TestContext.Current.CancellationToken);

        Assert.Equal(["FINE", sku], page.Texts(".worklist .list-name > a"));
        Assert.Equal("2", page.Texts(".worklist .counted > a").Last());
        Assert.Equal(3, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        var series = await client.GetPage(page.Document.QuerySelectorAll(".worklist .counted > a")[^1].GetAttribute("href")!);
        Assert.Equal([sku, sku], series.Texts(".worklist .list-name > a"));
    }

    [Fact]
    public async Task Picker_LeadsToTheSamePlaceInAnotherSession()
    {
        using var client = await app.SignedInClient();
        var (session, sku) = await Plan(client);
        var title = $"Variant {Guid.NewGuid():N}";
        using var copied = await client.PostAsJsonAsync($"/api/sessions/{session}/copy", new { title });
        var copy = (await copied.Json(HttpStatusCode.Created))["id"];
        var page = await client.GetPage($"/sessions/{session}/psi?sku={sku}");

        var found = await client.GetPage($"{page.Find("#session-picker input").GetAttribute("hx-get")}&search={title}");
        var there = await client.GetPage(found.Find("a").GetAttribute("href")!);

        Assert.Equal($"/sessions/{copy}/psi?sku={sku}", found.Find("a").GetAttribute("href"));
        Assert.StartsWith(title, there.Find("#session-picker summary").TextContent, StringComparison.Ordinal);
        Assert.Contains(sku, there.Find("h1").TextContent, StringComparison.Ordinal);
    }

    private static Task<HtmlPage> Follow(PsiClient client, HtmlPage answer) =>
        client.GetPage(answer.Answer.Headers.Location!.ToString());

    /// <summary>A SKU of two series, one of which runs out within its lead time; and one that is fine.</summary>
    private static async Task<(Guid Session, string Sku)> Plan(PsiClient client)
    {
        var sku = $"P-{Guid.NewGuid():N}";
        using var product = await client.PostAsJsonAsync(
            "/api/masters/products", new { data = new { code = sku, unit = "pcs", lead_time_days = 9, unit_cost = 2.5 } });
        await product.Json(HttpStatusCode.Created);
        var session = await client.CreatePlan(
            Row(sku, Day(0), anchor: "5", safety: "1"), Row(sku, Day(3), outbound: "10"),
            Row(sku, Day(0), anchor: "50", outbound: "1", safety: "1", channel: "shop"),
            Row("FINE", Day(0), anchor: "50", outbound: "1", safety: "1"));
        return (session, sku);
    }

    public sealed class OnSqlite(SqliteApp app) : AlertPagesTests(app);

    public sealed class OnPostgres(PostgresApp app) : AlertPagesTests(app);
}
