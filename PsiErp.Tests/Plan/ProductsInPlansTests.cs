using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Import;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Plan;

/// <summary>Master data of products, warehouses and channels in what planners see of plans.</summary>
public abstract class ProductsInPlansTests(PsiApp app)
{
    private const string Header = "sku_code,sku_name,category_1,warehouse_name,channel,date,stock_at_anchor,inbound_qty,outbound_qty,"
        + "safety_stock,stdstock\n";

    private static readonly string Hostile = "/%2e..😀ب<b>" + new string('長', 230);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Product_WhatTheExtractLeavesBlank_IsShownFoundAndExported()
    {
        using var client = await app.SignedInClient();
        var (bare, named) = ($"A{Guid.NewGuid():N}{Hostile}"[..255], $"B{Guid.NewGuid():N}");
        await Product(client, new { code = bare, name = "緑茶 % Sencha", unit = "box", category_1 = "Drinks", category_2 = "Tea_x" });
        await Product(client, new { code = named, name = "Another", category_1 = "Else" });
        var session = await Plan(client, $"{bare},,,東京DC,online,2026-12-01,5,,1,,", $"{named},Own,Own kind,東京DC,online,2026-12-01,5,,1,,");

        foreach (var found in new[] { "q=SENCHA", "q=tea_X", "category_1=drin", "category_1==Drinks", "category_2=ea_", "q=緑茶+drinks" })
        {
            var row = Assert.Single((System.Text.Json.Nodes.JsonArray)await client.GetJson($"/api/psi/{session}/series?{found}"))!;
            Assert.Equal((bare, "緑茶 % Sencha", "Drinks", "box"),
                ((string?)row["sku_code"], (string?)row["sku_name"], (string?)row["category_1"], (string?)row["unit"]));
            Assert.Equal(1, (int)(await client.GetJson($"/api/psi/{session}/figures?{found}"))["series"]!);
        }
        foreach (var none in new[] { "q=Another", "category_1=Else", "category_1==drinks" })
            Assert.Empty((System.Text.Json.Nodes.JsonArray)await client.GetJson($"/api/psi/{session}/series?{none}"));

        var names = (await client.GetJson($"/api/psi/{session}/series?sort=sku_name")).Column("sku_code");
        Assert.Equal($"\"{named}\"", names[0]);
        var byCategory = (await client.GetJson($"/api/psi/{session}/series?sort=-category_1")).Column("sku_code");
        Assert.Equal($"\"{named}\"", byCategory[0]);
        Assert.Equal("緑茶 % Sencha", (string?)(await client.GetJson($"/api/psi/{session}/daily?sku_code=A"))[0]!["sku_name"]);
        var csv = await client.GetStringAsync($"/api/psi/{session}/export?category_1=Drinks", Ct);
        Assert.Contains("緑茶 % Sencha,Drinks,Tea_x", csv, StringComparison.Ordinal);
        var hits = await client.GetStringAsync($"/sessions/{session}/psi?handler=Skus&sku=sencha", Ct);
        Assert.Contains("Sencha", hits, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channel_ByWhatPeopleCallIt_IsFound()
    {
        using var client = await app.SignedInClient();
        var channel = $"c{Guid.NewGuid():N}";
        using var known = await client.PostAsJsonAsync("/api/channels", new { channel, display_name = "通販サイト" }, Ct);
        var session = await Plan(client, $"A,,,東京DC,{channel},2026-12-01,5,,1,,", "B,,,東京DC,other,2026-12-01,5,,1,,");

        foreach (var found in new[] { "q=通販サイト", "channel=通販", $"channel=={channel}" })
            Assert.Equal(["\"A\""], (await client.GetJson($"/api/psi/{session}/series?{found}")).Column("sku_code"));
    }

    [Fact]
    public async Task Levels_BlankInTheExtract_FollowFromDaysOfSales()
    {
        using var client = await app.SignedInClient();
        var sku = $"L{Guid.NewGuid():N}";
        var id = await Product(client, new { code = sku, safety_stock_days = 3, standard_stock_days = "5" });
        // Two a day: 6 to keep, 10 to have
        var session = await Plan(client, $"{sku},,,東京DC,online,2026-12-01,9,,1,,", $"{sku},,,東京DC,online,2026-12-02,,,3,8,4");

        Assert.Equal(["6", "8"], (await client.Days(session)).Column("safety_stock"));
        Assert.Equal(["10", "4"], (await client.Days(session)).Column("stdstock"));
        Assert.Equal("\"2026-12-02\"", await Shortage(client, session));
        var export = await client.GetStringAsync($"/api/psi/{session}/export", Ct);
        Assert.Contains(",9,0,1,-1,8,,2,,-1", export, StringComparison.Ordinal);
        Assert.Contains(",8,0,3,-3,5,8,-3,4,4", export, StringComparison.Ordinal);

        // What a planner has seen is what follows from sales; an edit of sales moves the level
        await client.Apply(session, new
        {
            sku_code = sku,
            warehouse_name = "東京DC",
            channel = "online",
            date = "2026-12-01",
            safety_stock = 2,
            seen = new { safety_stock = 6 },
        });
        await client.Apply(session, new
        {
            sku_code = sku,
            warehouse_name = "東京DC",
            channel = "online",
            date = "2026-12-01",
            outbound_qty = 5,
        });
        Assert.Equal(["12", "8"], (await client.Days(session)).Column("safety_stock"));

        var copy = (string?)(await Json(await client.PostAsJsonAsync($"/api/sessions/{session}/copy", new { title = "Copy" }, Ct)))["id"];
        await Change(client, id, new { code = sku, safety_stock_days = 0.5, standard_stock_days = 5 });
        foreach (var plan in new[] { session, Guid.Parse(copy!) })
        {
            Assert.Equal(["2", "8"], (await client.Days(plan)).Column("safety_stock"));
            Assert.Equal("\"2026-12-02\"", await Shortage(client, plan));
        }
        await Change(client, id, new { code = sku });
        Assert.Equal(["null", "8"], (await client.Days(session)).Column("safety_stock"));
    }

    [Fact]
    public async Task Levels_ChangedBetweenAnImportAndItsUndo_AreTodaysAfterwards()
    {
        using var client = await app.SignedInClient();
        var sku = $"U{Guid.NewGuid():N}";
        var session = await Plan(client, $"{sku},,,東京DC,online,2026-12-01,9,,1,,");
        using var second = await client.Upload(session, $"{Header}{sku},,,東京DC,online,2026-12-01,9,,2,,\n");
        Assert.Equal("null", await Shortage(client, session));

        await Product(client, new { code = sku, safety_stock_days = 9 });
        await RenewLevels();
        Assert.Equal("\"2026-12-01\"", await Shortage(client, session));
        using var undone = await client.PostAsync($"/api/psi/{session}/imports/undo", null, Ct);

        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        Assert.Equal(["9"], (await client.Days(session)).Column("safety_stock"));
        Assert.Equal("\"2026-12-01\"", await Shortage(client, session));
        Assert.Equal(1, (int)(await client.GetJson($"/api/psi/{session}/figures"))["shortage"]!);
    }

    [Fact]
    public async Task Figures_WhereCostsAreKnown_TellTheValueAndWhoHasNone()
    {
        using var client = await app.SignedInClient();
        var sku = $"V{Guid.NewGuid():N}";
        var id = await Product(client, new { code = sku, unit_cost = 2.5 });
        using var older = await client.PostAsJsonAsync("/api/masters/products", new { data = new { code = sku, unit_cost = 4 } }, Ct);
        var session = await Plan(client, $"{sku},,,東京DC,online,2026-12-01,9,,1,,", $"{sku}x,,,東京DC,online,2026-12-01,9,,1,,");

        var newest = await client.GetJson($"/api/psi/{session}/figures");
        using var deleted = await client.DeleteAsync($"/api/masters/products/{(await Json(older))["id"]}", Ct);
        var other = await client.GetJson($"/api/psi/{session}/figures");
        await Change(client, id, new { code = sku });
        var none = await client.GetJson($"/api/psi/{session}/figures");

        Assert.Equal(("32", 1), (newest["stock_value"]!.ToJsonString(), (int)newest["series_without_cost"]!));
        Assert.Equal("20", other["stock_value"]!.ToJsonString());
        Assert.Null(none["stock_value"]);
    }

    private static async Task<Guid> Plan(PsiClient client, params string[] rows)
    {
        var session = await client.CreateSession($"Products {Guid.NewGuid():N}");
        using var answer = await client.Upload(session, Header + string.Join('\n', rows) + "\n");
        await answer.Json(HttpStatusCode.OK);
        return session;
    }

    private static async Task<string> Product(PsiClient client, object data)
    {
        using var created = await client.PostAsJsonAsync("/api/masters/products", new { data }, Ct);
        return (string)(await created.Json(HttpStatusCode.Created))["id"]!;
    }

    private async Task Change(PsiClient client, string id, object data)
    {
        using var changed = await client.PutAsJsonAsync($"/api/masters/products/{id}", new { data }, Ct);
        await changed.Json(HttpStatusCode.OK);
        await RenewLevels();
    }

    /// <summary>What happens beside the requests, to its end.</summary>
    private async Task RenewLevels()
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LevelRenewal>().RunAsync(Ct);
    }

    private static Task<System.Text.Json.Nodes.JsonNode> Json(HttpResponseMessage answer) => answer.Json(HttpStatusCode.Created);

    private static async Task<string> Shortage(PsiClient client, Guid session) =>
        (await client.GetJson($"/api/psi/{session}/series")).Column("shortage_date")[0];

    public sealed class OnSqlite(SqliteApp app) : ProductsInPlansTests(app);

    public sealed class OnPostgres(PostgresApp app) : ProductsInPlansTests(app);
}
