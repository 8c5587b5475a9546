using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PsiErp.Tests.Pages;

/// <summary>What planners do with master data on its pages, without scripts.</summary>
public abstract class MasterPagesTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string New(string prefix) => $"{prefix}-{Guid.NewGuid():N}"[..20];

    [Fact]
    public async Task Product_TypedOnThePage_IsTypedOnTheWire()
    {
        using var client = await app.SignedInClient();
        var code = New("茶");

        var saved = await client.Submit(await client.GetPage("/masters/products/new"), "/masters/products/new", Value("code", $" {code} "),
            Value("name", "緑茶 500ml"), Value("lead_time_days", "１４"), Value("unit_cost", "1,280.50"), Value("category_1", "飲料"),
            ("Form.Others[0].Name", "colour"), ("Form.Others[0].Value", "green"));

        Assert.Equal("/masters/products", saved.Answer.Headers.Location?.ToString());
        var expected = JsonNode.Parse(
            $$"""{"code":"{{code}}","name":"緑茶 500ml","lead_time_days":14,"unit_cost":1280.5,"category_1":"飲料","colour":"green"}""");
        Assert.True(JsonNode.DeepEquals(expected, (await Only(client, "products", code))["data"]));
        var row = (await client.GetPage($"/masters/products?search={Uri.EscapeDataString(code)}")).Texts("tbody td");
        Assert.Equal([code, "緑茶 500ml", "", "14", "", "", "", "", "", "1,280.5", "飲料", ""], row.Take(12));
    }

    [Fact]
    public async Task Product_OfOtherPrograms_KeepsWhatNobodyTouched()
    {
        using var client = await app.SignedInClient();
        var code = New("KIT");
        var data = $$"""
            {"code":"{{code}}","name":"old","lead_time_days":"soon","weight":1.50,"fragile":true,"gone":"x","note":"a\nb","none":null,
            "bom":[{"sku":"A","n":1.0}],"supplier":{"id":7} }
            """;
        var id = await Create(client, "products", data);
        var form = await client.GetPage($"/masters/products/edit?key={id}");
        Assert.Contains("\"n\": 1.0", form.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Empty(form.Document.QuerySelectorAll("[name='Form.Values[supplier]']"));

        var others = form.Document.QuerySelectorAll("input[name$=Name]").Select(input => input.GetAttribute("value")).ToList();
        await client.Submit(form, "/edit", Value("name", "new"), Other(others, "weight", "2.25"), Other(others, "fragile", "false"),
            ($"Form.Others[{others.IndexOf("gone")}].Name", ""), Other(others, "gone", ""));

        var expected = data.Replace("old", "new", StringComparison.Ordinal).Replace("1.50", "2.25", StringComparison.Ordinal)
            .Replace("\"fragile\":true,\"gone\":\"x\"", "\"fragile\":false", StringComparison.Ordinal);
        var now = (await Only(client, "products", code))["data"]!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), now), now.ToJsonString());
    }

    [Fact]
    public async Task Entries_ThatWontDo_StayWithWhatIsWrongBesideThem()
    {
        using var client = await app.SignedInClient();
        var taken = New("TEA");
        await Create(client, "products", $$"""{"code":"{{taken}}"}""");

        var page = await client.Submit(await client.GetPage("/masters/products/new"), "/new", Value("code", taken), Value("name", "kept"),
            Value("decimals", "7"), Value("lead_time_days", "1.5"), Value("minimum_order", "-1"), Value("lot_multiple", "0"),
            Value("unit_cost", "12,5"));

        Assert.Equal(422, (int)page.Answer.StatusCode);
        Assert.Equal("kept", page.Find("[name='Form.Values[name]']").GetAttribute("value"));
        Assert.Equal(
            [
                $"There is “{taken}” already.", "At most 6; check the unit.", "“1.5” is not a whole number.", "It can't be negative.",
                "More than 0; leave it blank when any quantity will do.", "“12,5” is not a number. Write it like 1,234.5.",
            ],
            page.Texts(".row .problem"));
        var lane = await client.Submit(await client.GetPage("/masters/lanes/new"), "/new", Value("from_warehouse", "A"),
            Value("to_warehouse", " A "), Value("transit_days", ""));
        Assert.Equal(["A lane leads to another warehouse than it comes from.", "Fill this in."], lane.Texts(".row .problem"));
        var warehouse = await client.Submit(await client.GetPage("/masters/warehouses/new"), "/new", Value("warehouse_name", New("W")),
            Value("main_channel", "nobody knows it"));
        Assert.Equal(["“nobody knows it” is not known yet; add it first."], warehouse.Texts(".row .problem"));
        var others = await client.Submit(await client.GetPage("/masters/suppliers/new"), "/new", Value("code", New("S")),
            ("Form.Others[0].Value", "5"), ("Form.Others[1].Name", "code"), ("Form.Others[1].Value", "x"));
        Assert.Equal(["Give the value “5” a name.", "“code” has a field of its own."], others.Texts(".pair .problem"));
    }

    [Fact]
    public async Task TwoPlanners_OnOneProduct_SeeBothVersions_AndLoseNothing()
    {
        using var client = await app.SignedInClient();
        using var other = await app.SignedInClient();
        var code = New("TEA");
        var id = await Create(client, "products", $$"""{"code":"{{code}}","name":"old","unit":"pcs","unit_cost":1}""");
        var form = await client.GetPage($"/masters/products/edit?key={id}");
        await other.Submit(await other.GetPage($"/masters/products/edit?key={id}"), "/edit", Value("name", "theirs"),
            Value("unit", "case"));

        var met = await client.Submit(form, "/edit", Value("name", "mine"), Value("unit_cost", "2"), ("Form.Others[0].Name", "colour"),
            ("Form.Others[0].Value", "green"));

        Assert.Equal(422, (int)met.Answer.StatusCode);
        Assert.Equal(["Name theirs mine", "Unit case not touched", "Unit cost 1 2", "colour – green"],
            met.Texts(".notice tbody tr").Select(OneLine));
        Assert.Equal("theirs", (string?)(await Only(client, "products", code))["data"]!["name"]);
        await client.Submit(met, "/edit");
        var expected = JsonNode.Parse($$"""{"code":"{{code}}","name":"mine","unit":"case","unit_cost":2,"colour":"green"}""");
        Assert.True(JsonNode.DeepEquals(expected, (await Only(client, "products", code))["data"]));
    }

    [Fact]
    public async Task Product_DeletedMeanwhile_CanBeCreatedFromWhatWasTyped()
    {
        using var client = await app.SignedInClient();
        var code = New("TEA");
        var id = await Create(client, "products", $$"""{"code":"{{code}}","name":"old","colour":"green"}""");
        var form = await client.GetPage($"/masters/products/edit?key={id}");
        await client.DeleteAsync($"/api/masters/products/{id}", Ct);

        var gone = await client.Submit(form, "/edit", Value("name", "typed"));
        await client.Submit(gone, "/new");

        Assert.Contains("created anew", gone.Find(".notice").TextContent, StringComparison.Ordinal);
        var expected = JsonNode.Parse($$"""{"code":"{{code}}","name":"typed","colour":"green"}""");
        Assert.True(JsonNode.DeepEquals(expected, (await Only(client, "products", code))["data"]));
    }

    [Fact]
    public async Task Ranks_AndRows_AreKeptByTheirKeys()
    {
        using var client = await app.SignedInClient();
        var (category, metric) = (New("分類/"), New("metric"));
        await client.Submit(await client.GetPage("/masters/ranks/new"), "/new", Value("rank_type", "ａ"), Value("category_1", category),
            Value("category_2", "茶"), Value("threshold", "0.7"));
        var list = await client.GetPage($"/masters/ranks?search={Uri.EscapeDataString(category)}");
        await client.Submit(await client.GetPage(list.Find(".list-name a").GetAttribute("href")!), "/edit", Value("category_2", "酒"));
        await client.Submit(await client.GetPage("/masters/metrics/new"), "/new", Value("name", metric), Value("is_editable", "true"),
            Value("display_order", "900"));

        var rank = (JsonObject)(await client.GetJson($"/api/category-rank-parameters?search={Uri.EscapeDataString(category)}"))[0]!;
        Assert.Equal(("A", "酒", "0.700000"), ((string?)rank["rank_type"], (string?)rank["category_2"], (string?)rank["threshold"]));
        var row = await client.GetPage($"/masters/metrics?search={metric}");
        Assert.Equal(["yes", "900"], row.Texts("tbody td").Skip(1).Take(2));
        Assert.Contains("stays blank", row.Find(".list-name small").TextContent, StringComparison.Ordinal);
    }

    private static (string, string) Value(string column, string value) => ($"Form.Values[{column}]", value);

    private static (string, string) Other(List<string?> names, string name, string value) =>
        ($"Form.Others[{names.IndexOf(name)}].Value", value);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<string> Create(PsiClient client, string type, string data)
    {
        using var answer = await client.PostAsJsonAsync($"/api/masters/{type}", new { data = JsonNode.Parse(data) }, Ct);
        return (string)(await answer.Json(HttpStatusCode.Created))["id"]!;
    }

    private static async Task<JsonNode> Only(PsiClient client, string type, string code) =>
        Assert.Single((JsonArray)await client.GetJson($"/api/masters/{type}?search={Uri.EscapeDataString(code)}"))!;

    public sealed class OnSqlite(SqliteApp app) : MasterPagesTests(app);

    public sealed class OnPostgres(PostgresApp app) : MasterPagesTests(app);
}
