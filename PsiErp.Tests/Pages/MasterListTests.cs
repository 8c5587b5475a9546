using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PsiErp.Tests.Pages;

/// <summary>Lists of master data, without scripts: found, ordered, paged, and deleted from.</summary>
public abstract class MasterListTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Names that somebody gave a warehouse, and that addresses and pages have to take as they are.</summary>
    private static readonly string[] Names =
    [
        "a/b", "a%2Fb", "100%", "..", "../../etc", "東京 DC/第2倉庫", "شركة 12 النور", "📦 emoji", "a?b#c&d=e+f", "\"quoted\"'s",
        "<b>{0}", "back\\slash", new string('倉', 255), string.Concat(Enumerable.Repeat("📦", 127)),
    ];

    private static string New(string prefix) => $"{prefix}-{Guid.NewGuid():N}"[..20];

    [Fact]
    public async Task Warehouse_WhateverItIsCalled_IsListedEditedAndDeleted()
    {
        using var client = await app.SignedInClient();
        foreach (var name in Names)
        {
            await client.Submit(await client.GetPage("/masters/warehouses/new"), "/new", Value("warehouse_name", name),
                Value("region", "r0"));
            var list = await client.GetPage($"/masters/warehouses?search={Uri.EscapeDataString(name)}");
            var link = list.Document.QuerySelectorAll(".list-name a").Single(a => a.TextContent == name).GetAttribute("href")!;

            var saved = await client.Submit(await client.GetPage(link), "/edit", Value("region", "r1"));
            Assert.Equal(302, (int)saved.Answer.StatusCode);
            var form = await client.GetPage(link);
            Assert.Equal(name, form.Find("[name='Form.Values[warehouse_name]']").GetAttribute("value"));
            Assert.Equal("r1", form.Find("[name='Form.Values[region]']").GetAttribute("value"));

            var ask = await client.GetPage(link.Replace("/edit?", "/delete?", StringComparison.Ordinal));
            Assert.Equal($"Delete “{name}”?", ask.Find("h2").TextContent);
            await client.Submit(ask, "/delete");
            Assert.Equal(404, (int)(await client.GetPage(link)).Answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("products", "code", "unit=r0", "unit")]
    [InlineData("customers", "code", "region=r0", "region")]
    [InlineData("suppliers", "name", "code=NAME;contact=r0", "contact")]
    [InlineData("channels", "channel", "display_name=r0", "display_name")]
    [InlineData("lanes", "from_warehouse", "to_warehouse=to;transit_days=1", "transit_days")]
    [InlineData("metrics", "name", "display_order=900", "display_order")]
    [InlineData("ranks", "category_1", "rank_type=Q;category_2=NAME;threshold=0.5", "threshold")]
    public async Task Row_OfEveryKind_WhateverItIsCalled_IsListedEditedAndDeleted(string kind, string key, string others, string changed)
    {
        using var client = await app.SignedInClient();
        foreach (var name in new[] { "100%/..", "../../%2F 長", "شركة 📦", "a?b#c&d=e+f\"'<b>{0}\\", new string('倉', 255) })
        {
            (string, string)[] fields =
            [
                Value(key, name), .. others.Replace("NAME", name, StringComparison.Ordinal).Split(';')
                    .Select(field => field.Split('=', 2)).Select(field => Value(field[0], field[1])),
            ];
            var made = await client.Submit(await client.GetPage($"/masters/{kind}/new"), "/new", fields);
            Assert.Equal((name, 302), (name, (int)made.Answer.StatusCode));
            var list = await client.GetPage($"/masters/{kind}/?search={Uri.EscapeDataString(name)}&sort=-{key}");
            var row = list.Document.QuerySelectorAll("tbody tr")
                .Single(tr => tr.QuerySelectorAll("bdi").Any(cell => cell.TextContent == name));
            var link = row.QuerySelector(".list-name a")!.GetAttribute("href")!;

            await client.Submit(await client.GetPage(link), "/edit", Value(changed, "7"));
            var form = await client.GetPage(link);
            Assert.Equal(name, form.Find($"[name='Form.Values[{key}]']").GetAttribute("value"));
            Assert.Equal("7", form.Find($"[name='Form.Values[{changed}]']").GetAttribute("value"));

            var ask = await client.GetPage(link.Replace("/edit?", "/delete?", StringComparison.Ordinal));
            Assert.Contains(name, ask.Find("h2").TextContent, StringComparison.Ordinal);
            await client.Submit(ask, "/delete");
            Assert.Equal(404, (int)(await client.GetPage(link)).Answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("products")]
    [InlineData("customers")]
    [InlineData("warehouses")]
    [InlineData("channels")]
    [InlineData("lanes")]
    [InlineData("metrics")]
    [InlineData("ranks")]
    public async Task List_EveryShownColumn_CanBeSortedBy_BothWays(string kind)
    {
        using var client = await app.SignedInClient();
        if (kind is "products" or "customers") await Create(client, kind, $$"""{"code":"{{New("S")}}","contact":"x","lead_time_days":3}""");
        else if (kind is "warehouses") await client.PostAsJsonAsync("/api/warehouses", new { warehouse_name = New("W") }, Ct);
        else if (kind is "channels") await client.PostAsJsonAsync("/api/channels", new { channel = New("C") }, Ct);
        else if (kind is "lanes")
            await client.PostAsJsonAsync("/api/lanes", new { from_warehouse = New("F"), to_warehouse = "to", transit_days = 1 }, Ct);
        else if (kind is "ranks")
        {
            await client.PostAsJsonAsync("/api/category-rank-parameters",
                new { rank_type = "R", category_1 = New("c"), category_2 = "d", threshold = 0.5 }, Ct);
        }
        var list = await client.GetPage($"/masters/{kind}");

        var links = list.Document.QuerySelectorAll("thead th a.sort").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(list.Document.QuerySelectorAll("thead th").Length - 1, links.Count);
        foreach (var link in links)
        {
            var sorted = await client.GetPage(link);
            var turned = await client.GetPage(sorted.Find("th[aria-sort] a").GetAttribute("href")!);
            Assert.NotEqual(sorted.Find("th[aria-sort]").GetAttribute("aria-sort"), turned.Find("th[aria-sort]").GetAttribute("aria-sort"));
        }
    }

    [Fact]
    public async Task Delete_SaysWhereItIsUsed()
    {
        using var client = await app.SignedInClient();
        var (sku, warehouse, channel, supplier) = (New("SKU"), New("W"), New("C"), New("S"));
        await client.CreatePlan(Wire.Row(sku, "2026-12-01", "5", warehouse: warehouse, channel: channel),
            Wire.Row(sku, "2026-12-01", "5", warehouse: "Other", channel: channel));
        var plan = await client.CreatePlan(Wire.Row(sku, "2026-12-01", "5", warehouse: warehouse));
        await client.DeleteAsync($"/api/sessions/{await client.CreatePlan(Wire.Row(sku, "2026-12-01", "5", warehouse: warehouse))}", Ct);
        var product = await Create(client, "products", $$"""{"code":"{{sku}}","supplier":"{{supplier}}"}""");
        var from = await Create(client, "suppliers", $$"""{"code":"{{supplier}}"}""");
        await client.PostAsJsonAsync("/api/channels", new { channel }, Ct);
        await client.PostAsJsonAsync("/api/warehouses", new { warehouse_name = warehouse, main_channel = channel }, Ct);
        await client.PostAsJsonAsync("/api/lanes", new { from_warehouse = warehouse, to_warehouse = "Other", transit_days = 1 }, Ct);

        Assert.Equal(["planning sessions: 2", "series of plans: 3"], await Uses($"products/delete?key={product}"));
        Assert.Equal(["planning sessions: 2", "series of plans: 2", "lanes from or to it: 1"],
            await Uses($"warehouses/delete?key={warehouse}"));
        Assert.Equal(["planning sessions: 1", "series of plans: 2", "warehouses with it as their main channel: 1"],
            await Uses($"channels/delete?key={channel}"));
        Assert.Equal(["products from it: 1"], await Uses($"suppliers/delete?key={from}"));
        Assert.Empty(await Uses($"lanes/delete?key={warehouse}&key=Other"));

        async Task<IEnumerable<string>> Uses(string page) => (await client.GetPage($"/masters/{page}")).Texts(".sheet li");
    }

    [Fact]
    public async Task Delete_OfWhatSomebodyChangedSince_AsksAgain()
    {
        using var client = await app.SignedInClient();
        var channel = New("C");
        await client.PostAsJsonAsync("/api/channels", new { channel }, Ct);
        var ask = await client.GetPage($"/masters/channels/delete?key={channel}");
        await client.PutAsJsonAsync($"/api/channels/{channel}", new { display_name = "precious" }, Ct);

        var again = await client.Submit(ask, "/delete");
        Assert.Contains("precious", again.Find(".report").TextContent, StringComparison.Ordinal);
        await client.GetJson($"/api/channels/{channel}");
        await client.Submit(again, "/delete");

        await client.GetJson($"/api/channels/{channel}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task List_SearchSortAndPages_KeepOneAnother()
    {
        using var client = await app.SignedInClient();
        var mark = New("m");
        for (var i = 0; i < 101; i++) await Create(client, "customers", $$"""{"code":"{{mark}}-{{i:000}}","name":"{{100 - i:000}}"}""");

        var first = await client.GetPage($"/masters/customers?search={mark.ToUpperInvariant()}&sort=-name");
        var next = await client.GetPage(first.Find("[rel=next]").GetAttribute("href")!);
        var sorted = await client.GetPage(next.Find("thead a").GetAttribute("href")!);

        Assert.Equal([$"{mark}-000", $"{mark}-001"], first.Texts(".list-name").Take(2));
        Assert.Equal([$"{mark}-100"], next.Texts(".list-name"));
        Assert.Equal("descending", next.Find("th[aria-sort]").GetAttribute("aria-sort"));
        Assert.Equal((100, $"{mark}-000", "ascending"), (sorted.Texts(".list-name").Count(), sorted.Texts(".list-name").First(),
            sorted.Find("th[aria-sort]").GetAttribute("aria-sort")));
        var none = await client.GetPage("/masters/ranks?search=nothing-like-this");
        Assert.Contains("Nothing found", none.Find(".empty").TextContent, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await client.GetPage("/masters/ghosts")).Answer.StatusCode);
        Assert.Equal("/masters/products", (await client.GetPage("/masters")).Answer.Headers.Location?.ToString());
    }

    private static (string, string) Value(string column, string value) => ($"Form.Values[{column}]", value);

    private static async Task<string> Create(PsiClient client, string type, string data)
    {
        using var answer = await client.PostAsJsonAsync($"/api/masters/{type}", new { data = JsonNode.Parse(data) }, Ct);
        return (string)(await answer.Json(HttpStatusCode.Created))["id"]!;
    }

    public sealed class OnSqlite(SqliteApp app) : MasterListTests(app);

    public sealed class OnPostgres(PostgresApp app) : MasterListTests(app);
}
