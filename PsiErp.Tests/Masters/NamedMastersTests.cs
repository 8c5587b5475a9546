using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace PsiErp.Tests.Masters;

/// <summary>Warehouses, channels, metrics, rank parameters and lanes, and what a change of one does to the others.</summary>
public abstract class NamedMastersTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Address, body with {name}, key as a path, member to change, new value.</summary>
    public static TheoryData<string, string, string, string, string> Kinds => new()
    {
        { "/api/warehouses", """{"warehouse_name":"{name}","region":"East","main_channel":null}""", "{name}", "region", "\"West\"" },
        { "/api/channels", """{"channel":"{name}","display_name":null}""", "{name}", "display_name", "\"Web shop\"" },
        { "/api/psi-metrics", """{"name":"{name}","is_editable":false,"display_order":7}""", "{name}", "display_order", "0" },
        { "/api/category-rank-parameters", """{"rank_type":"FW","category_1":"{name}","category_2":"茶","threshold":"0.700000"}""",
            "FW/{name}/茶", "threshold", "\"0.123456\"" },
        { "/api/lanes", """{"from_warehouse":"{name}","to_warehouse":"B","transit_days":2,"cost_per_unit":1.5,"""
            + "\"cost_per_move\":null,\"lot_size\":null}", "{name}/B", "transit_days", "3" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Record_IsMadeFoundChangedAndDeleted(string address, string body, string key, string member, string value)
    {
        using var client = await app.SignedInClient();
        var name = $"n {Guid.NewGuid():N}";
        (body, key) = (body.Replace("{name}", name), key.Replace("{name}", name));
        var path = $"{address}/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}";

        using var created = await client.PostAsync(address, Json(body), Ct);
        using var again = await client.PostAsync(address, Json(body), Ct);
        using var found = await client.GetAsync(path, Ct);
        var listed = await client.GetJson($"{address}?search={Uri.EscapeDataString(name)}");

        Assert.Equal(body, (await created.Json(HttpStatusCode.Created)).ToJsonString(Plain));
        Assert.Equal(path, created.Headers.Location?.ToString());
        await again.Problem(HttpStatusCode.Conflict);
        Assert.Equal(body, (await found.Json(HttpStatusCode.OK)).ToJsonString(Plain));
        Assert.Equal(body, Assert.Single((JsonArray)listed)!.ToJsonString(Plain));

        using var changed = await client.PutAsync(path, Json($$"""{"{{member}}":{{value}}}"""), Ct);
        Assert.Equal(value, (await changed.Json(HttpStatusCode.OK))[member]!.ToJsonString());
        using var late = new HttpRequestMessage(HttpMethod.Put, path) { Content = Json("{}") };
        late.Headers.IfMatch.Add(found.Headers.ETag!);
        using var refused = await client.SendAsync(late, Ct);
        Assert.Equal(value, (await refused.Json(HttpStatusCode.PreconditionFailed))["current"]![member]!.ToJsonString());

        using var deleted = await client.DeleteAsync(path, Ct);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await client.GetJson(path, HttpStatusCode.NotFound);
        using var gone = await client.PutAsync(path, Json("{}"), Ct);
        await gone.Problem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/api/warehouses", """{"warehouse_name":" "}""", "warehouse_name")]
    [InlineData("/api/warehouses", """{"warehouse_name":"x","main_channel":"nobody's"}""", "main_channel")]
    [InlineData("/api/channels", """{}""", "channel")]
    [InlineData("/api/channels", """{"channel":"a\u0007"}""", "channel")]
    [InlineData("/api/psi-metrics", """{"name":"x","display_order":-1}""", "display_order")]
    [InlineData("/api/psi-metrics", """{"name":"x"}""", "display_order")]
    [InlineData("/api/category-rank-parameters", """{"rank_type":"ABC","category_1":"a","category_2":"b","threshold":1}""", "rank_type")]
    [InlineData("/api/category-rank-parameters", """{"rank_type":"1","category_1":"a","category_2":"b","threshold":1}""", "rank_type")]
    [InlineData("/api/category-rank-parameters", """{"rank_type":"A","category_1":"","category_2":"b","threshold":1}""", "category_1")]
    [InlineData("/api/category-rank-parameters", """{"rank_type":"A","category_1":"a","category_2":"b","threshold":"x"}""", "threshold")]
    [InlineData("/api/category-rank-parameters", """{"rank_type":"A","category_1":"a","category_2":"b"}""", "threshold")]
    [InlineData("/api/lanes", """{"from_warehouse":"a","to_warehouse":"a","transit_days":1}""", "to_warehouse")]
    [InlineData("/api/lanes", """{"from_warehouse":"a","to_warehouse":"b","transit_days":-1}""", "transit_days")]
    [InlineData("/api/lanes", """{"from_warehouse":"a","to_warehouse":"b","transit_days":1,"lot_size":0}""", "lot_size")]
    [InlineData("/api/lanes", """{"from_warehouse":"a","to_warehouse":"b","transit_days":1,"cost_per_unit":0.0000001}""", "cost_per_unit")]
    public async Task Create_WhatIsWrong_Is422WithTheField(string address, string body, string field)
    {
        using var client = await app.SignedInClient();
        using var answer = await client.PostAsync(address, Json(body), Ct);
        Assert.NotNull((await answer.Json(HttpStatusCode.UnprocessableEntity))["errors"]![field]);
    }

    [Fact]
    public async Task Names_Of256Characters_Are422()
    {
        using var client = await app.SignedInClient();
        using var answer = await client.PostAsJsonAsync("/api/channels", new { channel = new string('a', 256) }, Ct);
        Assert.NotNull((await answer.Json(HttpStatusCode.UnprocessableEntity))["errors"]!["channel"]);
    }

    [Theory]
    [InlineData("0.5", "0.500000")]
    [InlineData("\"0.5\"", "0.500000")]
    [InlineData("1", "1.000000")]
    [InlineData("\"0.7000000\"", "0.700000")]
    public async Task Threshold_AsNumberOrText_IsTextWith6Decimals(string sent, string answered)
    {
        using var client = await app.SignedInClient();
        var category = Guid.NewGuid().ToString("N");
        using var created = await client.PostAsync("/api/category-rank-parameters", Json(
            $$"""{"rank_type":"SS","category_1":"{{category}}","category_2":"x","threshold":{{sent}}}"""), Ct);
        Assert.Equal(answered, (string?)(await created.Json(HttpStatusCode.Created))["threshold"]);
    }

    [Fact]
    public async Task Channel_Renamed_TakesMainChannelsAlong_AndDeletedLeavesNone()
    {
        using var admin = await app.SignedInClient(admin: true);
        var (channel, warehouse) = ($"c {Guid.NewGuid():N}", $"w {Guid.NewGuid():N}");
        await Add(admin, "/api/channels", new { channel });
        await Add(admin, "/api/warehouses", new { warehouse_name = warehouse, main_channel = channel });

        using var renamed = await admin.PutAsJsonAsync($"/api/channels/{channel}", new { channel = $"{channel} 2" }, Ct);
        await renamed.Json(HttpStatusCode.OK);
        Assert.Equal($"{channel} 2", (string?)(await admin.GetJson($"/api/warehouses/{warehouse}"))["main_channel"]);
        await admin.GetJson($"/api/channels/{channel}", HttpStatusCode.NotFound);

        using var deleted = await admin.DeleteAsync($"/api/channels/{channel} 2", Ct);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        var now = await admin.GetJson($"/api/warehouses/{warehouse}");
        Assert.True(((JsonObject)now).ContainsKey("main_channel") && now["main_channel"] is null);
        Assert.Equal(["\"master_changed\"", "\"master_changed\"", "\"master_created\""],
            (await admin.GetJson($"/api/audit?name=warehouses/{warehouse}")).Column("kind"));
    }

    [Fact]
    public async Task Warehouse_Renamed_TakesItsLanesAlong()
    {
        using var client = await app.SignedInClient();
        var name = $"w {Guid.NewGuid():N}";
        await Add(client, "/api/warehouses", new { warehouse_name = name });
        await Add(client, "/api/warehouses", new { warehouse_name = $"{name} taken" });
        await Add(client, "/api/lanes", new { from_warehouse = name, to_warehouse = $"{name} B", transit_days = 2 });
        await Add(client, "/api/lanes", new { from_warehouse = $"{name} B", to_warehouse = name, transit_days = 3 });

        using var taken = await client.PutAsJsonAsync($"/api/warehouses/{name}", new { warehouse_name = $"{name} taken" }, Ct);
        using var renamed = await client.PutAsJsonAsync($"/api/warehouses/{name}", new { warehouse_name = $"{name} A" }, Ct);

        await taken.Problem(HttpStatusCode.Conflict);
        await renamed.Json(HttpStatusCode.OK);
        var lanes = await client.GetJson($"/api/lanes?search={name}");
        Assert.Equal([$"\"{name} A\"", $"\"{name} B\""], lanes.Column("from_warehouse"));
        Assert.Equal(["2", "3"], lanes.Column("transit_days"));
    }

    [Fact]
    public async Task RankParameter_Put_MayChangeItsKey()
    {
        using var client = await app.SignedInClient();
        var category = Guid.NewGuid().ToString("N");
        foreach (var second in new[] { "x", "y" })
        {
            await Add(client, "/api/category-rank-parameters",
                new { rank_type = "FW", category_1 = category, category_2 = second, threshold = 0.7 });
        }

        var path = $"/api/category-rank-parameters/FW/{category}/x";
        using var taken = await client.PutAsJsonAsync(path, new { category_2 = "y" }, Ct);
        using var moved = await client.PutAsJsonAsync(path, new { rank_type = "SS", category_2 = "z", threshold = "0.8" }, Ct);

        await taken.Problem(HttpStatusCode.Conflict);
        await moved.Json(HttpStatusCode.OK);
        Assert.Equal(["\"FW\"", "\"SS\""],
            (await client.GetJson($"/api/category-rank-parameters?search={category}")).Column("rank_type"));
    }

    [Fact]
    public async Task Metrics_OfAFreshDatabase_AreTheGridsStandardSet()
    {
        await using var fresh = app.WithEmptyDatabase();
        using var client = await fresh.SignedInClient();

        using var answer = await client.GetAsync("/psi-metrics/?limit=3", Ct);

        Assert.Equal("11", answer.Headers.GetValues("X-Total-Count").Single());
        var metrics = await answer.Json(HttpStatusCode.OK);
        Assert.Equal(["\"stock_at_anchor\"", "\"inbound_qty\"", "\"outbound_qty\""], metrics.Column("name"));
        Assert.Equal(["false", "true", "true"], metrics.Column("is_editable"));
    }

    [Fact]
    public async Task Lane_OneOfItsWarehousesUnknown_IsTaken()
    {
        using var client = await app.SignedInClient();
        var name = $"only in plans {Guid.NewGuid():N}";
        await Add(client, "/api/lanes", new { from_warehouse = name, to_warehouse = "B", transit_days = 0, lot_size = 12.5 });
        Assert.Equal("12.5", (await client.GetJson($"/lanes/{Uri.EscapeDataString(name)}/B/"))["lot_size"]!.ToJsonString());
    }

    [Fact]
    public async Task Lane_NamedByBodyOrQuery_IsChangedAndDeleted()
    {
        using var client = await app.SignedInClient();
        var name = $"a/b {Guid.NewGuid():N}";
        await Add(client, "/api/lanes", new { from_warehouse = name, to_warehouse = "B", transit_days = 1, cost_per_unit = 2 });

        using var set = await client.PutAsJsonAsync("/lanes/", new { from_warehouse = name, to_warehouse = "B", transit_days = 5 }, Ct);
        using var other = await client.PutAsJsonAsync("/lanes", new { from_warehouse = name, to_warehouse = "C", transit_days = 5 }, Ct);
        using var deleted = await client.DeleteAsync($"/api/lanes?from_warehouse={Uri.EscapeDataString(name)}&to_warehouse=B", Ct);
        using var again = await client.DeleteAsync($"/api/lanes?from_warehouse={Uri.EscapeDataString(name)}&to_warehouse=B", Ct);

        var lane = await set.Json(HttpStatusCode.OK);
        Assert.Equal(("5", null), (lane["transit_days"]!.ToJsonString(), lane["cost_per_unit"]));
        await other.Problem(HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await again.Problem(HttpStatusCode.NotFound);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static StringContent Json(string json) => new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private static async Task Add(HttpClient client, string address, object body)
    {
        using var answer = await client.PostAsJsonAsync(address, body, Ct);
        await answer.Json(HttpStatusCode.Created);
    }

    public sealed class OnSqlite(SqliteApp app) : NamedMastersTests(app);

    public sealed class OnPostgres(PostgresApp app) : NamedMastersTests(app);
}
