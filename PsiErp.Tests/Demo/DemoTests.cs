using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PsiErp.Demo;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Demo;

/// <summary>The demo plan, as a newcomer loads it: it has something of everything, and tomorrow's extract fits it.</summary>
public abstract class DemoTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Load_ByTheButton_LeadsToAWorklistWithEveryAlert()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        var empty = await client.GetPage("/sessions");
        Assert.NotNull(empty.Find(".empty a[href='/sessions/demo']"));

        var loaded = await client.Submit(await client.GetPage("/sessions/demo"), "/sessions/demo");

        var worklist = loaded.Answer.Headers.Location!.OriginalString;
        var figures = await client.GetJson($"/api/psi/{worklist[^36..]}/figures");
        foreach (var alert in new[] { "potential", "shortage", "over", "surplus_order", "count_differs", "data", "edited" })
            Assert.InRange((int)figures[alert]!, 1, 60);
        Assert.InRange((int)figures["stock_out"]!["in_30"]!, 10, 20);
        Assert.Equal(0, (int)figures["series_without_cost"]!);
        var page = await client.GetPage(worklist);
        Assert.Contains("九州", page.Texts("#worklist small, .list small"));
    }

    [Fact]
    public async Task Proposals_MoveWhatThePromotionLacks_AndMakeWhatTheSupplierDoesNotBring()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        var session = await Load(client);
        var days = await client.GetJson($"/api/psi/{session}/series?sku_code=MAT-030&limit=1");

        using var answer = await client.PostAsJsonAsync("/api/transfer-plans/recommend", new
        {
            session_id = session,
            start = DateOnly.Parse($"{days[0]!["start_date"]}", null).AddDays(15).ToString("O", null),
            end = $"{days[0]!["end_date"]}",
            method = "least_cost",
            make = true,
        }, Ct);
        var draft = await answer.Json(HttpStatusCode.Created);

        var moves = draft["lines"]!.AsArray().Where(line => (string?)line!["sku_code"] == "MAT-030"
            && (string?)line["from_channel"] == "retail" && (string?)line["to_channel"] == "online").ToList();
        Assert.InRange(moves.Sum(line => (decimal)line!["qty"]!), 300, 900);
        var made = await own.WithDb(db => db.Set<PsiErp.Data.TransferPlanProduction>()
            .Where(one => one.SkuCode == "SEN-080").SumAsync(one => one.Qty, Ct));
        Assert.InRange(made, 1_000, 5_000);
        using var applied = await client.PatchAsJsonAsync(
            $"/api/transfer-plans/{draft["plan"]!["plan_id"]}", new { status = "applied" }, Ct);
        Assert.Equal(HttpStatusCode.OK, applied.StatusCode);
        var left = await client.GetJson($"/api/psi/{session}/series?sku_code=MAT-030&alert=stock_out");
        Assert.Empty(left.AsArray());
    }

    [Fact]
    public async Task TomorrowsExtract_SaysTheSameInEveryForm()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        var session = await Load(client);
        JsonNode? first = null;

        foreach (var form in new[] { "csv", "cp932", "semicolon", "xlsx" })
        {
            var file = await client.GetByteArrayAsync($"/api/demo/extract?format={form}", Ct);
            using var answer = await client.Upload(session, file);
            var import = await answer.Json(HttpStatusCode.OK);
            if (first is null)
            {
                first = import;
                Assert.InRange((int)import["updated"]!, 100, 2_000);
                Assert.Equal(363, (int)import["inserted"]!);
                continue;
            }
            Assert.Equal((0, 0, (int)first["rows_imported"]!), ((int)import["inserted"]!, (int)import["updated"]!,
                (int)import["rows_imported"]!));
        }

        var late = await client.GetJson($"/api/psi/{session}/series?sku_code=SEN-080&alert=stock_out");
        Assert.InRange(late.AsArray().Count, 1, 9);
    }

    [Fact]
    public async Task Load_Twice_MakesAnotherSession_AndLeavesMastersAlone()
    {
        await using var own = app.WithEmptyDatabase();
        using var client = await own.SignedInClient();
        using var renamed = await client.PostAsJsonAsync(
            "/api/masters/products", new { data = new { code = "MAT-030", name = "Ours" } }, Ct);

        var one = await Load(client);
        var two = await Load(client);

        Assert.NotEqual(one, two);
        var names = await own.WithDb(db => db.Products.Where(product => product.SkuCode == "MAT-030").Select(product => product.Name)
            .ToListAsync(Ct));
        Assert.Equal(["Ours"], names);
        Assert.Equal(41, await own.WithDb(db => db.Products.CountAsync(Ct)));
        Assert.Equal(6, await own.WithDb(db => db.Lanes.CountAsync(Ct)));
        Assert.False(await own.WithDb(db => db.Sessions.AnyAsync(session => session.IsLeader, Ct)));
    }

    private static async Task<Guid> Load(PsiClient client)
    {
        using var answer = await client.PostAsync("/api/demo", null, Ct);
        return Guid.Parse((string)(await answer.Json(HttpStatusCode.Created))["id"]!);
    }

    public sealed class OnSqlite(SqliteApp app) : DemoTests(app);

    public sealed class OnPostgres(PostgresApp app) : DemoTests(app);
}

/// <summary>What the extracts are made of.</summary>
public sealed class DemoExtractTests
{
    private static readonly DateOnly Day = new(2026, 11, 23);

    [Fact]
    public void SameDay_SameLines() => Assert.Equal(new DemoExtract(Day).Today(), new DemoExtract(Day).Today());

    [Fact]
    public void Tomorrow_KeepsWhatWasCounted_AndMostOfWhatIsPlanned()
    {
        var today = new DemoExtract(Day).Today().ToDictionary(line => (line.SkuCode, line.WarehouseName, line.Channel, line.Date));
        var tomorrow = new DemoExtract(Day).Tomorrow().ToList();

        var both = tomorrow.Where(line => today.ContainsKey((line.SkuCode, line.WarehouseName, line.Channel, line.Date))).ToList();

        Assert.All(both.Where(line => line.Date < Day), line =>
            Assert.Equal(today[(line.SkuCode, line.WarehouseName, line.Channel, line.Date)], line));
        var changed = both.Where(line => line.Date > Day).Count(line =>
            today[(line.SkuCode, line.WarehouseName, line.Channel, line.Date)].OutboundQty != line.OutboundQty);
        Assert.Equal(0, changed);
        Assert.Equal(363, both.Count(line => line.Date == Day && line.StockClosing is not null));
    }
}
