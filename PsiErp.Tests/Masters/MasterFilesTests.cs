using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PsiErp.Masters;
using PsiErp.Tests.Pages;

namespace PsiErp.Tests.Masters;

/// <summary>Lists of master data as files, out and in.</summary>
public abstract class MasterFilesTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string New(string prefix) => $"{prefix}-{Guid.NewGuid():N}"[..20];

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Export_TakenInAgain_ChangesNothing(string format)
    {
        using var client = await app.SignedInClient();
        var mark = New("00");
        await Create(
            client, "customers", $$"""{"code":"{{mark}}","name":"=1+1","note":"a\n\"b\", c","since":2020,"vip":true,"tags":[1]}""");
        await Create(client, "customers", $$"""{"code":"{{mark}}é","name":"שלום 📦","contact":"'-5","007":"00012","region":"東京"}""");
        await client.PostAsJsonAsync("/api/channels", new { channel = mark, display_name = "卸,小売" }, Ct);
        await client.PostAsJsonAsync(
            "/api/lanes", new { from_warehouse = mark, to_warehouse = "a/b%", transit_days = 3, cost_per_unit = 0.000001m }, Ct);
        var before = (await client.GetJson($"/api/masters/customers?search={mark}")).ToJsonString();

        foreach (var (kind, rows) in new[] { ("customers", 2), ("channels", 1), ("lanes", 1) })
        {
            var file = await client.GetByteArrayAsync($"/api/masters/{kind}/export?format={format}&search={mark}", Ct);
            using var answer = await client.UploadTo($"/api/masters/{kind}/import", file);
            var report = await answer.Json(HttpStatusCode.OK);
            Assert.Equal((rows, rows), ((int)report["rows"]!, (int)report["unchanged"]!));
        }
        Assert.Equal(before, (await client.GetJson($"/api/masters/customers?search={mark}")).ToJsonString());
    }

    [Fact]
    public async Task Export_IsExactlyTheListAsItIsFilteredAndOrdered()
    {
        using var client = await app.SignedInClient();
        var mark = New("M");
        foreach (var name in new[] { "b", "a", "c" })
            await Create(client, "suppliers", $$"""{"code":"{{mark}}{{name}}","name":"{{name}}"}""");

        var list = await client.GetPage($"/masters/suppliers?search={mark}&sort=-name");
        var csv = await client.GetStringAsync(list.Find("a[href*='format=csv']").GetAttribute("href"), Ct);

        Assert.Equal($"code,name,contact,region,note\n{mark}c,c,,,\n{mark}b,b,,,\n{mark}a,a,,,\n",
            csv.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Import_ChangesKnown_AddsOthers_LeavesTheRest()
    {
        using var admin = await app.SignedInClient(admin: true);
        var mark = New("P");
        await Create(admin, "products", $$"""{"code":"{{mark}}1","name":"old","unit":"pcs","unit_cost":1.50,"size":12,"bom":[1]}""");
        var file = $"単位,size,商品コード,商品名,unit_cost\nx,14,{mark}1,新しい,\n,,{mark}２,緑茶,１２.5\n";
        var known = Encoding.UTF8.GetBytes(file.Replace("単位", "unit", StringComparison.Ordinal));

        using var preview = await admin.UploadTo("/api/masters/products/import?preview=true", known);
        Assert.Equal("""{"rows":2,"created":1,"changed":1,"unchanged":0,"ignored_columns":[],"preview":true}""",
            (await preview.Json(HttpStatusCode.OK)).ToJsonString());
        Assert.Equal("old", (string?)(await Only(admin, $"{mark}1"))["name"]);
        using var done = await admin.UploadTo("/api/masters/products/import", known);
        await done.Json(HttpStatusCode.OK);

        var changed = await Only(admin, $"{mark}1");
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse($$"""{"code":"{{mark}}1","name":"新しい","unit":"x","size":14,"bom":[1]}"""), changed), changed.ToJsonString());
        Assert.Equal(12.5m, (decimal)(await Only(admin, $"{mark}２"))["unit_cost"]!);
        var audit = (JsonArray)await admin.GetJson($"/api/audit?name={mark}1&kind=master_changed");
        Assert.Contains("old", Assert.Single(audit)!["before"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithProblems_NamesLineAndColumn_AndChangesNothing()
    {
        using var client = await app.SignedInClient();
        var mark = New("P");
        await Create(client, "products", $$"""{"code":"{{mark}}T","name":"one"}""");
        await Create(client, "products", $$"""{"code":"{{mark}}T","name":"two"}""");
        await Create(client, "products", "{}");
        var file = $"code,name,decimals,unit_cost\n{mark}1,fine,0,1\n{mark}2,,9,abc\n,nameless,,\n{mark}1,again,,\n{mark}T,x,,\n";

        using var answer = await client.UploadTo("/api/masters/products/import", file);

        var problem = await answer.Json(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["3 decimals", "3 unit_cost", "4 code", "5 code", "6 code"], problem["errors"]!.AsArray()
            .Select(error => $"{error!["line"]} {error["column"]}"));
        Assert.Equal(5, (int)problem["error_count"]!);
        Assert.StartsWith("Line 3, column decimals: decimals: '9' is more than 6", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Empty((JsonArray)await client.GetJson($"/api/masters/products?search={mark}1"));
    }

    [Theory]
    [InlineData("products", "name,unit\na,b", "The header lacks code")]
    [InlineData("lanes", "from_warehouse,transit_days\na,1", "the header lacks to_warehouse")]
    [InlineData("products", "code,colour\na,b\0\0", "column colour")]
    [InlineData("channels", "channel", "no rows")]
    [InlineData("channels", "", "empty")]
    [InlineData("channels", "PK\u0003\u0004 no zip", "damaged")]
    [InlineData("channels", "channel,channel\na,b", "twice")]
    [InlineData("warehouses", "warehouse_name,main_channel\nw,no such channel", "not known")]
    public async Task Import_OfWhatIsNoSuchFile_SaysWhy(string kind, string file, string why)
    {
        using var client = await app.SignedInClient();
        using var answer = await client.UploadTo($"/api/masters/{kind}/import", file);
        var problem = await answer.Json(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(why, (string?)problem["detail"], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Files_OfNoSuchKind_AndStrangers_AreRefused()
    {
        using var client = await app.SignedInClient();
        using var stranger = app.AnonymousClient();
        await client.GetJson("/api/masters/ghosts/export", HttpStatusCode.NotFound);
        using var unknown = await client.UploadTo("/api/masters/ghosts/import", "a");
        await unknown.Problem(HttpStatusCode.NotFound);
        await stranger.GetJson("/api/masters/products/export", HttpStatusCode.Unauthorized);
        using var refused = await stranger.UploadTo("/api/masters/products/import", "code\nx");
        await refused.Problem(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Page_ShowsWhatTheFileDoes_ThenDoesIt()
    {
        using var client = await app.SignedInClient();
        var mark = New("C");
        await client.PostAsJsonAsync("/api/channels", new { channel = mark, display_name = "old" }, Ct);
        var file = $"チャネル,display_name\n{mark},新\n{mark}/2,b\n";
        var form = await client.GetPage("/masters/channels/upload");

        var bad = await client.SubmitFile(form, "/upload", "", "channel,display_name\n,x");
        Assert.Equal(["2", "Channel", "Fill this in."], bad.Texts(".problems tbody td"));
        var preview = await client.SubmitFile(form, "/upload", "", file);
        Assert.Equal(["1", "1", "0"], preview.Texts(".report dd"));
        Assert.Contains("Display name: old → 新", preview.Find(".problems tbody").TextContent, StringComparison.Ordinal);
        Assert.Equal("old", (string?)(await client.GetJson($"/api/channels?search={mark}"))[0]!["display_name"]);
        var other = await client.SubmitFile(preview, "/upload", "", file + $"{mark}/3,c\n", ("Apply", "true"));
        Assert.Contains("nothing is changed yet", other.Find(".notice").TextContent, StringComparison.Ordinal);
        var done = await client.SubmitFile(preview, "/upload", "", file, ("Apply", "true"));

        Assert.Equal("The file is imported.", done.Find(".notice").TextContent);
        Assert.Equal(["\"新\"", "\"b\""], (await client.GetJson($"/api/channels?search={mark}")).Column("display_name")
            .Select(name => JsonNode.Parse(name)!.GetValue<string>()).Select(name => $"\"{name}\""));
    }

    private static async Task Create(PsiClient client, string type, string data)
    {
        using var answer = await client.PostAsJsonAsync($"/api/masters/{type}", new { data = JsonNode.Parse(data) }, Ct);
        await answer.Json(HttpStatusCode.Created);
    }

    private static async Task<JsonNode> Only(PsiClient client, string code) => Assert.Single(
        (JsonArray)await client.GetJson($"/api/masters/products?search={Uri.EscapeDataString(code)}"))!["data"]!;

    public sealed class OnSqlite(SqliteApp app) : MasterFilesTests(app);

    public sealed class OnPostgres(PostgresApp app) : MasterFilesTests(app)
    {
        private readonly PsiApp _app = app;

        /// <summary>
        /// What PostgreSQL knows of the table may be older than the file: it then expects none of the first products ever, and looks for
        /// their codes by reading through all of them, once for each few hundred lines.
        /// </summary>
        [Fact]
        public async Task Import_OfTheFirstRecordsOfAType_IsKnownToTheDatabaseAtOnce()
        {
            await using var own = _app.WithEmptyDatabase();
            using var client = await own.SignedInClient();
            using var suppliers = await client.UploadTo("/api/masters/suppliers/import", "code\na\nb\nc\n");
            await suppliers.Json(HttpStatusCode.OK);
            await own.WithDb(db => db.Database.ExecuteSqlRawAsync("ANALYZE master_records", Ct));
            var lines = string.Join('\n', Enumerable.Range(0, 1_200).Select(number => $"P{number}"));

            using var products = await client.UploadTo("/api/masters/products/import", $"code\n{lines}\n");

            Assert.Equal(1_200, (int)(await products.Json(HttpStatusCode.OK))["created"]!);
            var types = await own.WithDb(db => db.Database.SqlQueryRaw<string>(
                """
                SELECT most_common_vals::text AS "Value" FROM pg_stats
                WHERE schemaname = current_schema() AND tablename = 'master_records' AND attname = 'master_type'
                """).SingleAsync(Ct));
            Assert.Contains(MasterTypes.Products, types, StringComparison.Ordinal);
        }
    }
}
