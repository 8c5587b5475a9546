using System.Net.Http.Json;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>The list that a planner's day begins with.</summary>
public abstract class WorklistPageTests(PsiApp app)
{
    [Fact]
    public async Task Page_ShowsTheMostUrgentFirst_AndLeadsToTheirGrid()
    {
        using var client = await app.SignedInClient();
        var (session, warehouse) = await Plan(client);

        var page = await client.GetPage($"/sessions/{session}");

        Assert.Equal(["A", "B", "C", "D"], page.Texts(".worklist .list-name > a"));
        Assert.Equal($"/sessions/{session}/psi?sku=A&list=sort%3Dalert", page.Find(".worklist .list-name > a").GetAttribute("href"));
        Assert.StartsWith("▼ ", page.Find(".worklist .tag.out").TextContent, StringComparison.Ordinal);
        Assert.Equal(["▼ 1", "▼ 1", "▼ 2", "! 1", "▲ 0", "✎ 0", "4"], page.Texts(".figures dd"));
        Assert.Contains("Kanto", page.Find(".worklist tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("Shop", page.Texts($".worklist td[title='{warehouse}-shop']"));
        Assert.Equal("page", page.Find($".bar nav a[href='/sessions/{session}']").GetAttribute("aria-current"));
        Assert.Equal("ascending", page.Find("th[aria-sort]").GetAttribute("aria-sort"));
        var list = await client.GetPage("/sessions");
        Assert.Equal($"/sessions/{session}", list.Find($"#session-{session} .list-name a").GetAttribute("href"));
    }

    [Fact]
    public async Task Totals_OfWhatIsListed_StandInATableToo()
    {
        using var client = await app.SignedInClient();
        var (session, _) = await Plan(client);

        var page = await client.GetPage($"/sessions/{session}?sku_code==B");
        var totals = await client.GetPage(page.Find("#totals").GetAttribute("data-src")!);

        Assert.NotNull(page.Document.QuerySelector(".worklist svg.spark.out polyline[points]"));
        Assert.Equal(["5", "-5"], totals.Texts("tbody td:nth-of-type(1)"));
        Assert.Equal("5", totals.Find(".totals-head b").TextContent);
    }

    [Fact]
    public async Task Figures_Clicked_FilterAndAreUndoneByAnotherClick()
    {
        using var client = await app.SignedInClient();
        var (session, _) = await Plan(client);
        var all = await client.GetPage($"/sessions/{session}?q=name&sort=-sku_code");

        var thisWeek = await client.GetPage(all.Find(".figures a").GetAttribute("href")!);

        Assert.Equal(["A"], thisWeek.Texts(".worklist .list-name > a"));
        Assert.Equal("1 of 4 series", thisWeek.Find("#count").TextContent);
        Assert.Equal("name", thisWeek.Find("#q").GetAttribute("value"));
        Assert.Equal("Alert: stock-out", thisWeek.Find("#menu-alert > summary").TextContent);
        var again = await client.GetPage(thisWeek.Find(".figures a[aria-current]").GetAttribute("href")!);
        Assert.Equal(["D", "C", "B", "A"], again.Texts(".worklist .list-name > a"));
    }

    [Fact]
    public async Task Filters_Choices_AndWhatToDoWhenNothingFits()
    {
        using var client = await app.SignedInClient();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ja");
        var (session, warehouse) = await Plan(client);

        var choices = await client.GetPage($"/sessions/{session}?handler=Channels&alert=stock_out");
        var chosen = await client.GetPage(choices.Document.QuerySelectorAll("a")[^1].GetAttribute("href")!);
        var none = await client.GetPage($"/sessions/{session}?q=A&category_1=nothing&region=Kanto&alert=wrong");

        Assert.Equal(["EC", "Shop"], choices.Texts("a"));
        Assert.Equal(["B"], chosen.Texts(".worklist .list-name > a"));
        Assert.Equal("チャネル: Shop", chosen.Find("#menu-channel > summary").TextContent);
        Assert.Contains("条件に合う系列はありません", none.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal(["大分類 nothing ×", "地域 Kanto ×"], none.Texts(".filters .tag"));
        var again = await client.GetPage(none.Find(".empty a").GetAttribute("href")!);
        Assert.Equal(4, again.Document.QuerySelectorAll(".worklist tbody tr").Length);
        Assert.Equal(warehouse, Assert.Single((await client.GetPage($"/sessions/{session}?handler=Warehouses")).Texts("a")));
        var blank = $"/sessions/{await client.CreateSession("空")}";
        Assert.NotNull((await client.GetPage(blank)).Document.QuerySelector(".empty a.primary"));
        Assert.Equal(blank, (await client.GetPage($"{blank}/action")).Answer.Headers.Location?.ToString());
        Assert.Equal(404, (int)(await client.GetPage($"/sessions/{Guid.NewGuid()}")).Answer.StatusCode);
    }

    [Fact]
    public async Task List_ThatWasDrawnBeforeAChange_SaysSo()
    {
        using var client = await app.SignedInClient();
        using var other = await app.SignedInClient();
        var (session, _) = await Plan(client);
        var page = await client.GetPage($"/sessions/{session}?q=name");
        var ask = page.Find(".stale").GetAttribute("hx-get")!;

        var before = await client.GetPage(ask);
        await other.Apply(session, Edits.ChangeSetsTests.Edit("A", Day(0), 1));
        var after = await client.GetPage(ask);

        Assert.Equal(204, (int)before.Answer.StatusCode);
        Assert.Contains($"{other.Username} has changed “", after.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/sessions/{session}?q=name", after.Find(".notice a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("log?sku=a", "log")]
    [InlineData("moves?sku=a", "moves")]
    [InlineData("imports", "imports")]
    [InlineData("proposals", "proposals")]
    public async Task ListOfASession_ThatWasDrawnBeforeAChange_SaysSo_AndIsDrawnAnewInPlace(string path, string id)
    {
        using var client = await app.SignedInClient();
        using var other = await app.SignedInClient();
        var (session, _) = await Plan(client);
        var page = await client.GetPage($"/sessions/{session}/{path}");
        var ask = page.Find(".stale").GetAttribute("hx-get")!;

        var before = await client.GetPage(ask);
        await other.Apply(session, Edits.ChangeSetsTests.Edit("A", Day(0), 1));
        var after = await client.GetPage(ask);
        using var request = new HttpRequestMessage(HttpMethod.Get, after.Find(".notice a").GetAttribute("href"))
        {
            Headers = { { "HX-Request", "true" } },
        };
        using var drawn = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await drawn.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(204, (int)before.Answer.StatusCode);
        Assert.Contains($"{other.Username} has changed “", after.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.StartsWith($"<div id=\"{id}\"", text.TrimStart(), StringComparison.Ordinal);
        var elsewhere = await client.GetPage($"/sessions/{session}/changed?since=0&at=https://example.org&target=log");
        Assert.Equal(400, (int)elsewhere.Answer.StatusCode);
    }

    [Fact]
    public async Task Comparison_SaysWhenEitherSessionChanged_AndExportsWhatIsFiltered()
    {
        using var client = await app.SignedInClient();
        using var other = await app.SignedInClient();
        var here = await client.CreatePlan(Row("A", "2026-12-01", "1"), Row("B", "2026-12-01", "1"));
        var there = await client.CreatePlan(Row("A", "2026-12-01", "2"), Row("B", "2026-12-01", "2"));
        var page = await client.GetPage($"/sessions/{here}/compare?with={there}&q=b&sort=-closing");
        var asks = page.Document.QuerySelectorAll("#compare > .stale").Select(stale => stale.GetAttribute("hx-get")!).ToList();

        await other.Apply(there, Edits.ChangeSetsTests.Edit("A", "2026-12-01", 3));
        var unchanged = await client.GetPage(asks[0]);
        var changed = await client.GetPage(asks[1]);
        var csv = await client.GetStringAsync(page.Find("a[download]").GetAttribute("href"), TestContext.Current.CancellationToken);

        Assert.Equal(204, (int)unchanged.Answer.StatusCode);
        Assert.Contains($"{other.Username} has changed “", changed.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            $"/sessions/{here}/compare?with={there}&q=b&sort=-closing", changed.Find(".notice a").GetAttribute("href"));
        Assert.StartsWith("B,", Assert.Single(csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SessionsList_ThatWasDrawnBeforeOneCame_SaysSo()
    {
        using var client = await app.SignedInClient();
        var ask = (await client.GetPage("/sessions?search=x")).Find(".stale").GetAttribute("hx-get")!;
        await client.CreateSession();

        var after = await client.GetPage(ask);

        Assert.Equal("/sessions?search=x", after.Find(".notice a").GetAttribute("href"));
    }

    [Fact]
    public async Task ManySeries_ComeAHundredAPage_AndTheExportHasThemAll()
    {
        using var client = await app.SignedInClient();
        var rows = Enumerable.Range(100, 150).Select(number => Row($"S-{number}", "2026-12-01", anchor: "1"));
        var session = await client.CreatePlan([.. rows]);

        var first = await client.GetPage($"/sessions/{session}?sort=sku_code&warehouse_name==東京DC");
        var second = await client.GetPage(first.Find("a[rel=next]").GetAttribute("href")!);
        var beyond = await client.GetPage($"/sessions/{session}?p=99");
        var csv = await client.GetStringAsync(second.Find(".head a[download]").GetAttribute("href"), TestContext.Current.CancellationToken);

        Assert.Equal(100, first.Document.QuerySelectorAll(".worklist tbody tr").Length);
        Assert.Equal("S-200", second.Texts(".worklist .list-name > a").First());
        Assert.Equal("101–150 of 150", second.Find(".pager .hint").TextContent);
        Assert.Equal(50, beyond.Document.QuerySelectorAll(".worklist tbody tr").Length);
        Assert.Equal(151, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>A runs out this week, B later, C goes short, D is fine; B is in the shop.</summary>
    private static async Task<(Guid Session, string Warehouse)> Plan(PsiClient client)
    {
        var warehouse = $"東京{Guid.NewGuid():N}";
        using var place = await client.PostAsJsonAsync("/api/warehouses", new { warehouse_name = warehouse, region = "Kanto" });
        using var channel = await client.PostAsJsonAsync("/api/channels", new { channel = $"{warehouse}-shop", display_name = "Shop" });
        var (today, soon, late) = (Day(0), Day(3), Day(50));
        var session = await client.CreatePlan(
            Row("A", today, anchor: "5", warehouse: warehouse, channel: "EC"),
            Row("A", soon, outbound: "10", warehouse: warehouse, channel: "EC"),
            Row("B", today, anchor: "5", warehouse: warehouse, channel: $"{warehouse}-shop"),
            Row("B", late, outbound: "10", warehouse: warehouse, channel: $"{warehouse}-shop"),
            Row("C", today, anchor: "30", safety: "40", warehouse: warehouse, channel: "EC"),
            Row("D", today, anchor: "9", warehouse: warehouse, channel: "EC"));
        return (session, warehouse);
    }

    public sealed class OnSqlite(SqliteApp app) : WorklistPageTests(app);

    public sealed class OnPostgres(PostgresApp app) : WorklistPageTests(app);
}
