using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Plan;

/// <summary>What was asked once is kept in memory, and asked anew as soon as master data says something else, whoever wrote it.</summary>
public abstract class MasterDataChangesTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Product_Renamed_IsFoundAndSortedByItsNewNameAtOnce()
    {
        using var client = await app.SignedInClient();
        var (a, b) = ($"A{Guid.NewGuid():N}", $"B{Guid.NewGuid():N}");
        var id = await Product(client, new { code = a, name = "abacus", category_1 = "Tools" });
        await Product(client, new { code = b, name = "bell" });
        var session = await Plan(client, $"{a},東京DC,online,2026-12-01,5,", $"{b},東京DC,online,2026-12-01,5,");
        Assert.Equal(a, Assert.Single(await Skus(client, session, "q=abacus")));
        Assert.Empty(await Skus(client, session, "q=zither"));
        Assert.Equal(a, Assert.Single(await Skus(client, session, "category_1==Tools")));
        Assert.Equal([a, b], await Skus(client, session, "sort=sku_name"));

        await Change(client, id, new { code = a, name = "zither", category_1 = "Music" });

        Assert.Empty(await Skus(client, session, "q=abacus"));
        Assert.Equal(a, Assert.Single(await Skus(client, session, "q=zither")));
        Assert.Empty(await Skus(client, session, "category_1==Tools"));
        Assert.Equal([b, a], await Skus(client, session, "sort=sku_name"));
        Assert.Equal(1, (int)(await client.GetJson($"/api/psi/{session}/figures?q=zither"))["series"]!);
    }

    [Fact]
    public async Task Product_OtherCostOrLeadTime_ChangesFiguresAtOnce()
    {
        using var client = await app.SignedInClient();
        var sku = $"C{Guid.NewGuid():N}";
        var id = await Product(client, new { code = sku, unit_cost = 2 });
        var day = new DateOnly(2030, 12, 1);
        var session = await Plan(client, $"{sku},東京DC,online,{day:O},10,", $"{sku},東京DC,online,{day.AddDays(1):O},,100");
        Assert.Equal(20, (decimal)(await Figures(client, session))["stock_value"]!);
        Assert.Equal(0, (int)(await Figures(client, session))["potential"]!);

        await Change(client, id, new { code = sku, unit_cost = 3, lead_time_days = 3_650 });

        Assert.Equal(30, (decimal)(await Figures(client, session))["stock_value"]!);
        Assert.Equal(sku, Assert.Single(await Skus(client, session, "alert=potential")));
        Assert.Equal(1, (int)(await Figures(client, session))["potential"]!);
    }

    [Fact]
    public async Task Places_OtherRegionOrName_AreFoundByItAtOnce()
    {
        using var client = await app.SignedInClient();
        var (warehouse, channel) = ($"w{Guid.NewGuid():N}", $"c{Guid.NewGuid():N}");
        await client.PostAsJsonAsync("/api/warehouses", new { warehouse_name = warehouse, region = "north" }, Ct);
        await client.PostAsJsonAsync("/api/channels", new { channel, display_name = "shops" }, Ct);
        var session = await Plan(client, $"A,{warehouse},{channel},2026-12-01,5,");
        Assert.Equal("A", Assert.Single(await Skus(client, session, "region==north")));
        Assert.Empty(await Skus(client, session, "channel=通販"));

        using (await client.PutAsJsonAsync($"/api/warehouses/{warehouse}", new { region = "south" }, Ct)) { }
        using (await client.PutAsJsonAsync($"/api/channels/{channel}", new { display_name = "通販" }, Ct)) { }

        Assert.Empty(await Skus(client, session, "region==north"));
        Assert.Equal("A", Assert.Single(await Skus(client, session, "channel=通販")));
    }

    [Fact]
    public async Task List_AfterEachChange_HasWhatIsThereNow()
    {
        using var client = await app.SignedInClient();
        var mark = $"M{Guid.NewGuid():N}";
        Assert.Empty(await Listed(client, mark));
        var first = await Product(client, new { code = $"{mark}-1", name = "b" });
        Assert.Equal($"{mark}-1", Assert.Single(await Listed(client, mark)));
        await Product(client, new { code = $"{mark}-2", name = "a" });
        Assert.Equal([$"{mark}-2", $"{mark}-1"], await Listed(client, mark));
        await Change(client, first, new { code = $"{mark}-1", name = "A" });
        Assert.Equal([$"{mark}-1", $"{mark}-2"], await Listed(client, mark));

        using var file = await client.UploadTo("/api/masters/products/import", $"code,name\n{mark}-3,0\n");
        await file.Json(HttpStatusCode.OK);
        Assert.Equal([$"{mark}-3", $"{mark}-1", $"{mark}-2"], await Listed(client, mark));
        using var gone = await client.DeleteAsync($"/api/masters/products/{first}", Ct);
        Assert.Equal([$"{mark}-3", $"{mark}-2"], await Listed(client, mark));
    }

    [Fact]
    public async Task AnotherProgram_ThatWritesTheTables_IsNoticed()
    {
        using var client = await app.SignedInClient();
        var sku = $"D{Guid.NewGuid():N}";
        await Product(client, new { code = sku, name = "before" });
        var session = await Plan(client, $"{sku},東京DC,online,2026-12-01,5,");
        Assert.Empty(await Skus(client, session, "q=afterwards"));

        await app.WithDb(db => db.Products.Where(product => product.SkuCode == sku)
            .ExecuteUpdateAsync(set => set.SetProperty(product => product.Name, "afterwards"), Ct));

        Assert.Equal(sku, Assert.Single(await Skus(client, session, "q=afterwards")));
    }

    private static async Task<string[]> Skus(PsiClient client, Guid session, string query) =>
        [.. ((JsonArray)await client.GetJson($"/api/psi/{session}/series?{query}")).Select(row => (string)row!["sku_code"]!)];

    private static Task<JsonNode> Figures(PsiClient client, Guid session) => client.GetJson($"/api/psi/{session}/figures");

    private static async Task<string[]> Listed(PsiClient client, string mark)
    {
        var page = await client.GetPage($"/masters/products?search={mark}&sort=name");
        return [.. page.Document.QuerySelectorAll(".sheet-list .list-name bdi").Select(code => code.TextContent)];
    }

    /// <summary>A session whose rows leave to master data what it may say.</summary>
    private static async Task<Guid> Plan(PsiClient client, params string[] rows)
    {
        var session = await client.CreateSession();
        using var answer = await client.Upload(
            session, $"sku_code,warehouse_name,channel,date,stock_at_anchor,outbound_qty\n{string.Join('\n', rows)}\n");
        await answer.Json(HttpStatusCode.OK);
        return session;
    }

    private static async Task<string> Product(PsiClient client, object data)
    {
        using var answer = await client.PostAsJsonAsync("/api/masters/products", new { data }, Ct);
        return $"{(await answer.Json(HttpStatusCode.Created))["id"]}";
    }

    private static async Task Change(PsiClient client, string id, object data)
    {
        using var answer = await client.PutAsJsonAsync($"/api/masters/products/{id}", new { data }, Ct);
        await answer.Json(HttpStatusCode.OK);
    }

    public sealed class OnSqlite(SqliteApp app) : MasterDataChangesTests(app);

    public sealed class OnPostgres(PostgresApp app) : MasterDataChangesTests(app);
}
