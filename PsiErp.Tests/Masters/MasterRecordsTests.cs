using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PsiErp.Tests.Masters;

/// <summary>Products, customers and suppliers as scripts and the prototype's client use them.</summary>
public abstract class MasterRecordsTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("products")]
    [InlineData("customers")]
    [InlineData("suppliers")]
    public async Task Create_AnyMembers_AreKeptAsTheyWere(string type)
    {
        using var client = await app.SignedInClient();
        const string Data = """{"code":"P-1","name":"緑茶 🍵 <b>","unit_cost":12.50,"nested":{"a":[1,null,true]},"note":null}""";

        using var answer = await Post(client, type, $$"""{"data":{{Data}}}""");

        var record = await answer.Json(HttpStatusCode.Created);
        Assert.Equal($"/api/masters/{type}/{record["id"]}", answer.Headers.Location?.ToString());
        Assert.Equal(type, (string?)record["master_type"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Data), record["data"]));
        Assert.Contains("12.50", record.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(record.ToJsonString(), (await client.GetJson($"/api/masters/{type}/{record["id"]}")).ToJsonString());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":[1]}""")]
    [InlineData("""{"data":"text"}""")]
    [InlineData("""{"data":{"a":1,"a":2}}""")]
    [InlineData("""{"data":{"a":"\u0000"}}""")]
    [InlineData("""{"data":{"a":"\ud800"}}""")]
    public async Task Create_DataThatIsNoObjectToKeep_Is422(string body)
    {
        using var client = await app.SignedInClient();
        using var answer = await Post(client, "products", body);
        Assert.NotNull((await answer.Json(HttpStatusCode.UnprocessableEntity))["errors"]!["data"]);
    }

    [Theory]
    [InlineData(65_536, HttpStatusCode.Created)]
    [InlineData(65_537, HttpStatusCode.UnprocessableEntity)]
    public async Task Create_DataOf64KiB_IsTheMost(int bytes, HttpStatusCode status)
    {
        using var client = await app.SignedInClient();
        using var answer = await Post(client, "customers", $$$"""{"data":{"a":"{{{new string('x', bytes - 8)}}}"}}""");
        await answer.Json(status);
    }

    [Fact]
    public async Task Any_UnknownTypeOrId_Is404()
    {
        using var client = await app.SignedInClient();
        using var created = await Post(client, "products", """{"data":{}}""");
        var id = (await created.Json(HttpStatusCode.Created))["id"];

        foreach (var path in new[] { "/api/masters/plants", $"/api/masters/plants/{id}", $"/api/masters/customers/{id}",
            $"/api/masters/products/{Guid.NewGuid()}" })
        {
            using var answer = await client.GetAsync(path, Ct);
            await answer.Problem(HttpStatusCode.NotFound);
        }
        using var put = await client.PutAsync($"/api/masters/suppliers/{id}", Body("""{"data":{}}"""), Ct);
        using var delete = await client.DeleteAsync($"/api/masters/suppliers/{id}", Ct);
        await put.Problem(HttpStatusCode.NotFound);
        await delete.Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task List_Search_LooksIntoTheValuesWhateverCaseAndWidth()
    {
        var mark = Guid.NewGuid().ToString("N");
        using var client = await app.SignedInClient();
        await Add(client, "products", $$$"""{"code":"A-{{{mark}}}","deep":{"list":["Grüner Tee 100%"]}}""");
        await Add(client, "products", $$"""{"code":"B-{{mark}}"}""");
        await Add(client, "customers", $$"""{"code":"A-{{mark}}"}""");

        foreach (var search in new[] { $"a-{mark}", $"Ａ-{mark}".ToUpperInvariant() })
            Assert.Equal([$"\"A-{mark}\""], Codes(await client.GetJson($"/api/masters/products?search={Uri.EscapeDataString(search)}")));
        Assert.Contains(
            $"\"A-{mark}\"", Codes(await client.GetJson($"/api/masters/products?search={Uri.EscapeDataString("GRÜNER tee 100%")}")));
        Assert.Empty((JsonArray)await client.GetJson($"/api/masters/products?search={mark}%25"));
    }

    [Fact]
    public async Task List_IsNewestFirst_InPages_WithTheWholeCount()
    {
        var mark = Guid.NewGuid().ToString("N");
        using var client = await app.SignedInClient();
        for (var i = 1; i <= 3; i++) await Add(client, "suppliers", $$"""{"code":"{{mark}} {{i}}"}""");

        using var answer = await client.GetAsync($"/api/masters/suppliers/?search={mark}&limit=2&offset=1", Ct);

        Assert.Equal("3", answer.Headers.GetValues("X-Total-Count").Single());
        Assert.Equal([$"\"{mark} 2\"", $"\"{mark} 1\""], Codes(await answer.Json(HttpStatusCode.OK)));
        await client.GetJson("/api/masters/suppliers?limit=0", HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("customers", "contact", "c b a d -")]
    [InlineData("customers", "-contact", "d a b c -")]
    [InlineData("suppliers", "region", "a c d b -")]
    [InlineData("suppliers", "-note", "d b c a -")]
    [InlineData("products", "-unit_cost", "a b c d -")]
    [InlineData("products", "lead_time_days", "b c a d -")]
    [InlineData("products", "-updated_at", "- d c b a")]
    [InlineData("customers", "-code", "- d c b a")]
    public async Task List_SortedByAMember_HasBlanksLast(string type, string sort, string expected)
    {
        var mark = Guid.NewGuid().ToString("N");
        using var client = await app.SignedInClient();
        foreach (var members in new[]
        {
            """ "code":"MARKa","contact":"m","region":"East","note":"\u30ab","unit_cost":100,"lead_time_days":"9" """,
            """ "code":"MARKb","contact":"b","region":"横浜","note":"\u30ad","unit_cost":20,"lead_time_days":1 """,
            """ "code":"MARKc","contact":"a","region":"North","note":"カ/1","unit_cost":9.5,"lead_time_days":2 """,
            """ "code":"MARKd","contact":"ب","region":"West","note":"😀","unit_cost":"1","lead_time_days":10 """,
            """ "code":"MARK~","contact":"","note":null,"region":" " """,
        })
        {
            using var created = await Post(client, type, "{\"data\":{" + members.Replace("MARK", mark, StringComparison.Ordinal) + "}}");
            await created.Json(HttpStatusCode.Created);
        }

        var codes = (await client.GetJson($"/api/masters/{type}?search={mark}&sort={sort}")).AsArray()
            .Select(record => ((string)record!["data"]!["code"]!)[^1..].Replace('~', '-'));

        Assert.Equal(expected, string.Join(' ', codes));
        using var unknown = await client.GetAsync($"/api/masters/{type}?sort=colour", Ct);
        Assert.NotNull((await unknown.Json(HttpStatusCode.UnprocessableEntity))["errors"]!["sort"]);
    }

    [Fact]
    public async Task Change_OfAVersionThatIsNoLongerThere_Is412WithTheOneThatIs()
    {
        using var client = await app.SignedInClient();
        using var created = await Post(client, "products", """{"data":{"code":"X","unit":"pcs"}}""");
        var path = created.Headers.Location!.ToString();
        var seen = created.Headers.ETag!;
        using var first = await Put(client, path, """{"data":{"code":"X","unit":"box"}}""", seen);
        await first.Json(HttpStatusCode.OK);

        using var second = await Put(client, path, """{"data":{"code":"X","unit":"bag"}}""", seen);
        using var delete = new HttpRequestMessage(HttpMethod.Delete, path);
        delete.Headers.IfMatch.Add(seen);
        using var deleted = await client.SendAsync(delete, Ct);

        var problem = await second.Json(HttpStatusCode.PreconditionFailed);
        Assert.Equal("box", (string?)problem["current"]!["data"]!["unit"]);
        await deleted.Problem(HttpStatusCode.PreconditionFailed);
        using var now = await client.GetAsync(path, Ct);
        Assert.Equal(second.Headers.ETag, now.Headers.ETag);
        using var third = await Put(client, path, """{"data":{"code":"X","unit":"bag"}}""", now.Headers.ETag!);
        using var any = await Put(client, path, """{"data":{"code":"X"}}""", EntityTagHeaderValue.Any);
        await third.Json(HttpStatusCode.OK);
        await any.Json(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Delete_ItIsGone()
    {
        using var client = await app.SignedInClient();
        using var created = await Post(client, "products", """{"data":{"code":"gone"}}""");

        using var answer = await client.DeleteAsync(created.Headers.Location, Ct);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await client.GetJson(created.Headers.Location!.ToString(), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task EveryChange_IsOnRecordWithBeforeAndAfter()
    {
        using var admin = await app.SignedInClient(admin: true);
        var code = Guid.NewGuid().ToString("N");
        using var created = await Post(admin, "products", $$$"""{"data":{"code":"{{{code}}}","unit":"pcs"}}""");
        var path = created.Headers.Location!.ToString();
        for (var same = 0; same < 2; same++)
        {
            using var changed = await admin.PutAsync(path, Body($$$"""{"data":{"code":"{{{code}}}","unit":"box"}}"""), Ct);
            await changed.Json(HttpStatusCode.OK);
        }
        using var deleted = await admin.DeleteAsync(path, Ct);

        var rows = (JsonArray)await admin.GetJson($"/api/audit?name={code}");

        Assert.Equal(["\"master_deleted\"", "\"master_changed\"", "\"master_created\""], rows.Column("kind"));
        Assert.All(rows, row => Assert.Equal((admin.Username, $"products/{code}"), ((string?)row!["actor"], (string?)row["subject"])));
        Assert.Equal(["box", "pcs", null], rows.Select(row => (string?)row!["before"]?["data"]!["unit"]));
        Assert.Equal([null, "box", "pcs"], rows.Select(row => (string?)row!["after"]?["data"]!["unit"]));
    }

    [Fact]
    public async Task Stranger_Is401()
    {
        using var client = app.AnonymousClient();
        await client.GetJson("/api/masters/products", HttpStatusCode.Unauthorized);
        using var post = await Post(client, "products", """{"data":{}}""");
        await post.Problem(HttpStatusCode.Unauthorized);
    }

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private static Task<HttpResponseMessage> Post(HttpClient client, string type, string body) =>
        client.PostAsync($"/api/masters/{type}", Body(body), Ct);

    private static async Task<HttpResponseMessage> Put(HttpClient client, string path, string body, EntityTagHeaderValue seen)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = Body(body) };
        request.Headers.IfMatch.Add(seen);
        return await client.SendAsync(request, Ct);
    }

    private static async Task Add(HttpClient client, string type, string data)
    {
        using var answer = await Post(client, type, $$"""{"data":{{data}}}""");
        await answer.Json(HttpStatusCode.Created);
    }

    private static string[] Codes(JsonNode list) => [.. ((JsonArray)list).Select(record => record!["data"]!["code"]!.ToJsonString())];

    public sealed class OnSqlite(SqliteApp app) : MasterRecordsTests(app);

    public sealed class OnPostgres(PostgresApp app) : MasterRecordsTests(app);
}
