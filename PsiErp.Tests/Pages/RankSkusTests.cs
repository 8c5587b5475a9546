using System.Net.Http.Json;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Pages;

/// <summary>Ranking the SKUs of a plan, and adding what a plan knows to the master data.</summary>
public abstract class RankSkusTests(PsiApp app)
{
    private static readonly string[] Types = ["A", "B", "FW"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ranks_Previewed_ThenAppliedAsOneChangeOnRecord()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient(admin: true);
        var session = await client.CreatePlan(
            Row("TOP/%😀", "2026-12-01", outbound: "70"), Row("MID", "2026-12-01", outbound: "20"),
            Row("LOW", "2026-12-01", outbound: "10"),
            Row("MID", "2027-12-01", outbound: "1000"));
        var nothing = await client.GetPage("/masters/ranks/skus");
        foreach (var (type, threshold) in Types.Zip(["70", "0.9", "0.75"]))
        {
            using var limit = await client.PostAsJsonAsync("/api/category-rank-parameters",
                new { rank_type = type, category_1 = "食品", category_2 = "茶", threshold }, Ct);
            Assert.Equal(201, (int)limit.StatusCode);
        }

        var address = $"/masters/ranks/skus?session={session}&to=2026-12-31";
        var preview = await client.GetPage(address);
        var untouched = (await client.GetJson($"/api/psi/{session}/series?sort=sku_code")).Column("ss_rank");
        var applied = await client.Submit(preview, "handler=Apply");
        var series = await client.GetJson($"/api/psi/{session}/series?sort=sku_code");
        var again = await client.GetPage(address);

        Assert.NotNull(nothing.Document.QuerySelector(".empty a.primary"));
        Assert.Equal(
            ["TOP/%😀", "LOW"],
            preview.Document.QuerySelectorAll(".ranks .list-name").Select(cell => cell.ChildNodes[0].TextContent));
        Assert.Equal(["70.0%", "100.0%"], preview.Texts(".ranks td:nth-child(4)"));
        Assert.All(untouched, rank => Assert.Equal("\"B\"", rank));
        Assert.Equal(302, (int)applied.Answer.StatusCode);
        // FW: A until 75 of a hundred; SS: A until 70, B until 90
        Assert.Equal(["\"C\"", "\"A\"", "\"A\""], series.Column("fw_rank"));
        Assert.Equal(["\"C\"", "\"B\"", "\"A\""], series.Column("ss_rank"));
        Assert.True(again.Find(".rank-apply button").HasAttribute("disabled"));
        Assert.Contains("0 SKUs", again.Find("#rank-counts").TextContent, StringComparison.Ordinal);
        Assert.Contains("SKUs ranked", (await client.GetPage("/admin/audit")).Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ranks_OnTheWire_AreAChangeSet_ThatUndoTakesBackPlaceByPlace()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        var session = await client.CreatePlan(
            Row("TOP/%😀", "2026-12-01", outbound: "70", warehouse: "東"),
            Row("TOP/%😀", "2026-12-01", outbound: "10", warehouse: "西").Replace(",A,b,", ",C,,", StringComparison.Ordinal),
            Row("LOW", "2026-12-01", outbound: "20"));
        using var limit = await client.PostAsJsonAsync("/api/category-rank-parameters",
            new { rank_type = "A", category_1 = "食品", category_2 = "茶", threshold = 0.8 }, Ct);

        var preview = await Post("ranks/preview", new { start_date = "2026-12-01", end_date = "2026-12-31" });
        var before = await Ranks();
        var applied = await Post("ranks/apply", new { });
        var after = await Ranks();
        var change = applied["change_id"]!;
        var log = await client.GetPage($"/sessions/{session}/log?change={change}");
        var found = await client.GetJson($"/api/psi/{session}/changes?kind=rank&sku_code=top");
        var undone = await Post($"changes/{change}/undo", new { });
        var back = await Ranks();
        await Post($"changes/{change}/redo", new { });

        Assert.Null(preview["change_id"]);
        Assert.Equal(["LOW A>B B>B 20 1", "TOP/%😀 A>A B>A 80 0.8"], preview["changes"]!.AsArray().Select(sku =>
            $"{sku!["sku_code"]} {sku["fw_rank_before"]}>{sku["fw_rank"]} {sku["ss_rank_before"]}>{sku["ss_rank"]} {sku["sales"]} "
                + $"{sku["share"]}")
            .Order(StringComparer.Ordinal));
        Assert.Equal(["LOW 東京DC A B", "TOP/%😀 東 A B", "TOP/%😀 西 C "], before);
        Assert.Equal(["LOW 東京DC B B", "TOP/%😀 東 A A", "TOP/%😀 西 A A"], after);
        Assert.Equal((3, 0), ((int)undone["undone"]!, (int)undone["kept_count"]!));
        Assert.Equal(before, back);
        Assert.Equal(after, await Ranks());
        Assert.Single(found.AsArray());
        Assert.Contains("Ranked the SKUs", log.Find(".log-what").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, log.Texts(".log-cells li").Count());
        using var turned = await client.PostAsJsonAsync(
            $"/api/psi/{session}/ranks/preview", new { start_date = "2027-01-01", end_date = "2026-01-01", fw = false, ss = false }, Ct);
        Assert.Equal(2, (await turned.Json(System.Net.HttpStatusCode.UnprocessableEntity))["errors"]!.AsObject().Count);

        async Task<System.Text.Json.Nodes.JsonNode> Post(string path, object body)
        {
            using var answer = await client.PostAsJsonAsync($"/api/psi/{session}/{path}", body, Ct);
            return await answer.Json(System.Net.HttpStatusCode.OK);
        }

        async Task<IEnumerable<string>> Ranks() => (await client.GetJson($"/api/psi/{session}/series?sort=sku_code")).AsArray()
            .Select(one => $"{one!["sku_code"]} {one["warehouse_name"]} {one["fw_rank"]} {one["ss_rank"]}").Order(StringComparer.Ordinal)
            .ToList();
    }

    [Fact]
    public async Task RankedSeries_AreInTheFileOfChanges_BetweenWhatWasDoneBeforeAndAfter()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        var session = await client.CreatePlan(
            Row("TOP", "2026-12-01", outbound: "80", warehouse: "東").Replace(",A,b,", ",B,,", StringComparison.Ordinal),
            Row("LOW", "2026-12-01", outbound: "20"));
        using var limit = await client.PostAsJsonAsync("/api/category-rank-parameters",
            new { rank_type = "A", category_1 = "食品", category_2 = "茶", threshold = 0.8 }, Ct);
        await client.Apply(session, Edits.ChangeSetsTests.Edit("LOW", "2026-12-01", 1));
        using var ranking = await client.PostAsJsonAsync($"/api/psi/{session}/ranks/apply", new { }, Ct);
        var change = (Guid)(await ranking.Json(System.Net.HttpStatusCode.OK))["change_id"]!;
        await client.Apply(session, Edits.ChangeSetsTests.Edit("LOW", "2026-12-01", 2));
        using var undo = await client.PostAsync($"/api/psi/{session}/changes/{change}/undo", null, Ct);

        var all = await Lines("");
        var one = await Lines("&sku_code=top");
        var ranked = await Lines("&kind=rank");
        var page = await client.GetJson($"/api/psi/{session}/changes/{change}?limit=1");

        Assert.Equal(
            [
                "undo LOW 東京DC  fw_rank B>A", "undo TOP 東  fw_rank A>B", "undo TOP 東  ss_rank A>",
                "edit LOW 東京DC 2026-12-01 inbound_qty 1>2",
                "rank LOW 東京DC  fw_rank A>B", "rank TOP 東  fw_rank B>A", "rank TOP 東  ss_rank >A",
                "edit LOW 東京DC 2026-12-01 inbound_qty >1",
            ],
            all);
        Assert.Equal(all.Where(line => line.Contains("TOP", StringComparison.Ordinal)), one);
        Assert.Equal(all.Where(line => line.StartsWith("rank", StringComparison.Ordinal)), ranked);
        var low = Assert.Single(page["ranks"]!.AsArray())!;
        Assert.Equal("LOW A>B B>B", $"{low["sku_code"]} {low["fw_rank_before"]}>{low["fw_rank"]} {low["ss_rank_before"]}>{low["ss_rank"]}");
        Assert.Equal(2, (int)page["cells"]!);
        Assert.Empty(page["changed"]!.AsArray());

        async Task<List<string>> Lines(string filter) =>
        [
            .. from line in (await client.GetStringAsync($"/api/psi/{session}/changes?format=csv{filter}", Ct))
                   .Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
               let cells = line.Split(',')
               select $"{cells[2]} {cells[4]} {cells[5]} {cells[7]} {cells[8]} {cells[9]}>{cells[10]}",
        ];
    }

    [Fact]
    public async Task UnknownNames_OfAnImport_AreCountedAndAddedByOneClick()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        var odd = "/%..😀ب" + new string('長', 243);
        using var known = await client.PostAsJsonAsync("/api/masters/products", new { data = new { code = "KNOWN" } }, Ct);
        var session = await client.CreateSession();
        var rows = Row("KNOWN", "2026-12-01") + Row(odd, "2026-12-01", warehouse: odd) + Row("NEW", "2026-12-01", channel: "店/舗");

        using var uploaded = await client.Upload(session, WideHeader + rows);
        var report = await uploaded.Json(System.Net.HttpStatusCode.OK);
        var page = await client.GetPage($"/sessions/{session}/imports");
        var added = await client.Submit(page, "handler=Masters");
        using var again = await client.PostAsync($"/api/psi/{session}/imports/masters", null, Ct);
        var products = await client.GetJson("/api/masters/products?search=茶");

        Assert.Equal("""{"skus":2,"warehouses":2,"channels":2}""", report["unknown"]!.ToJsonString());
        Assert.Contains("Products 2 · Warehouses 2 · Channels 2", page.Find(".unknown").TextContent, StringComparison.Ordinal);
        Assert.Equal(302, (int)added.Answer.StatusCode);
        Assert.Equal("""{"skus":0,"warehouses":0,"channels":0}""", (await again.Json(System.Net.HttpStatusCode.OK)).ToJsonString());
        Assert.Equal(new HashSet<string?> { odd, "NEW" },
            products.AsArray().Select(product => (string?)product!["data"]!["code"]).ToHashSet());
        Assert.Equal("食品", (string?)products[0]!["data"]!["category_1"]);
        Assert.Contains(odd, (await client.GetPage("/masters/warehouses")).Texts("tbody td:first-child"));
        Assert.Null((await client.GetPage($"/sessions/{session}/imports")).Document.QuerySelector(".unknown"));
    }

    [Fact]
    public async Task Products_SortedByAKnownMember_HaveBlanksLast_AndACodeIsTakenOnce()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        foreach (var data in new object[] { new { code = "A", unit_cost = 10, supplier = "z" }, new { code = "B", unit_cost = "9.5" },
            new { code = "C", unit_cost = "dear" }, new { code = "D", unit_cost = 100, supplier = "y" } })
        {
            using var created = await client.PostAsJsonAsync("/api/masters/products", new { data }, Ct);
        }

        var cheapest = await client.GetPage("/masters/products?sort=unit_cost");
        var dearest = await client.GetPage("/masters/products?sort=-unit_cost");
        var suppliers = await client.GetPage("/masters/products?sort=supplier");
        var form = await client.GetPage("/masters/products/new");
        var taken = await client.Submit(form, "/masters/products/new", ("Form.Values[code]", "A"));

        Assert.Equal(["B", "A", "D", "C"], cheapest.Texts("tbody tr td:first-child").Select(text => text[..1]));
        Assert.Equal(["D", "A", "B", "C"], dearest.Texts("tbody tr td:first-child").Select(text => text[..1]));
        Assert.Equal(["D", "A", "B", "C"], suppliers.Texts("tbody tr td:first-child").Select(text => text[..1]));
        Assert.Equal("ascending", cheapest.Document.QuerySelectorAll("th[aria-sort]").Single().GetAttribute("aria-sort"));
        Assert.Equal(422, (int)taken.Answer.StatusCode);
    }

    [Theory]
    [InlineData("/api/masters/products")]
    [InlineData("/api/masters/customers")]
    [InlineData("/api/masters/suppliers")]
    [InlineData("/api/warehouses")]
    [InlineData("/api/channels")]
    [InlineData("/api/psi-metrics")]
    [InlineData("/api/category-rank-parameters")]
    [InlineData("/api/lanes")]
    [InlineData("/api/calendars")]
    [InlineData("/api/reallocation-policy")]
    public async Task Routes_OfMasters_AnswerWithAndWithoutASlash(string path)
    {
        using var client = await app.SignedInClient();
        foreach (var address in new[] { path, path + "/", path["/api".Length..] + "/" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "application/json" } } };
            using var answer = await client.SendAsync(request, Ct);
            Assert.Equal((address, 200), (address, (int)answer.StatusCode));
        }
    }

    public sealed class OnSqlite(SqliteApp app) : RankSkusTests(app);

    public sealed class OnPostgres(PostgresApp app) : RankSkusTests(app);
}
