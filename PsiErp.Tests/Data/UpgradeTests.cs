using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OtpNet;
using PsiErp.Tests.Archive;

namespace PsiErp.Tests.Data;

/// <summary>A database of an earlier release, opened with today's program, is what it was.</summary>
public abstract class UpgradeTests(PsiApp app)
{
    private const string Accounts = "Accounts";
    private const string Versions = "VersionsAndWorklist";
    private const string AsOf = "AsOf";
    private const string Moves = "MovesAlertsComments";
    private const string Ranks = "RanksAndSums";
    private const string Stamp = "MasterStamp";
    private const string SecondFactor = "DRFOY4TWYGYMXGIDMKIFTB3H36JVYWPY";

    private static readonly string[] Noted =
        ["stock_at_anchor", "inbound_qty", "outbound_qty", "stock_closing", "safety_stock"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Accounts)]
    [InlineData(Versions)]
    [InlineData(AsOf)]
    [InlineData(Moves)]
    [InlineData(Ranks)]
    [InlineData(Stamp)]
    public async Task Upgraded_PlansAndHistory_AreWhatTheyWere(string level)
    {
        await using var upgraded = app.WithDatabaseOf(level);
        using var client = await upgraded.SignedInClient();

        var leader = await client.GetJson("/api/sessions/leader");
        Assert.Equal("12月 計画", (string?)leader["title"]);
        Assert.Equal(2, ((JsonArray)await client.GetJson("/api/sessions")).Count);
        Assert.Equal(Archives.NotedDays(level), Lines((JsonArray)await client.GetJson($"/api/psi/{leader["id"]}/daily")));
        var log = (JsonArray)await client.GetJson($"/api/psi/{leader["id"]}/log");
        Assert.Equal(["7", "6", "5", "4", "3", "2", "1"], log.Column("id"));
        Assert.Equal(["計画", "admin"], log.Select(entry => (string?)entry!["username"]).Distinct());
    }

    [Theory]
    [InlineData(Accounts)]
    [InlineData(Versions)]
    [InlineData(AsOf)]
    [InlineData(Moves)]
    [InlineData(Ranks)]
    [InlineData(Stamp)]
    public async Task Upgraded_Log_IsMadeOfChangesThatCanBeTakenBack(string level)
    {
        await using var upgraded = app.WithDatabaseOf(level);
        using var client = await upgraded.SignedInClient();
        var leader = (await client.GetJson("/api/sessions/leader"))["id"];

        var changes = (JsonArray)await client.GetJson($"/api/psi/{leader}/changes");
        using var undo = await client.PostAsync($"/api/psi/{leader}/changes/{changes[0]!["change_id"]}/undo", null, Ct);

        Assert.Equal(7, changes.Sum(change => (int)change!["cells"]!));
        Assert.Equal(["計画", "admin"], changes.Select(change => (string?)change!["username"]).Distinct());
        Assert.Equal((int)changes[0]!["cells"]!, (int)(await undo.Json(HttpStatusCode.OK))["undone"]!);
        var log = (JsonArray)await client.GetJson($"/api/psi/{leader}/log");
        Assert.Equal($"{log.First(entry => $"{entry!["id"]}" == "7")!["old_value"]}", $"{log[0]!["new_value"]}");
    }

    [Theory]
    [InlineData(Accounts)]
    [InlineData(Versions)]
    [InlineData(AsOf)]
    public async Task Upgraded_Planner_SignsInAndGoesOnEditing(string level)
    {
        await using var upgraded = app.WithDatabaseOf(level);
        using var planner = upgraded.AnonymousClient();
        await planner.SignIn("計画");
        var leader = await planner.GetJson("/api/sessions/leader");

        await planner.Apply(Guid.Parse((string)leader["id"]!), new
        {
            sku_code = "CUP-001",
            warehouse_name = "大阪DC",
            channel = "online",
            date = "2026-12-03",
            inbound_qty = 100,
        });

        var log = (JsonArray)await planner.GetJson($"/api/psi/{leader["id"]}/log");
        Assert.Equal(("9", "99.999999", "100"), ($"{log[0]!["id"]}", $"{log[0]!["old_value"]}", $"{log[0]!["new_value"]}"));
    }

    [Theory]
    [InlineData(Accounts)]
    [InlineData(Versions)]
    [InlineData(AsOf)]
    [InlineData(Moves)]
    [InlineData(Ranks)]
    [InlineData(Stamp)]
    public async Task Upgraded_Admin_SignsInWithTheSecondFactor(string level)
    {
        await using var upgraded = app.WithDatabaseOf(level);
        using var admin = upgraded.AnonymousClient();
        await admin.SignIn("admin");
        Assert.Equal(HttpStatusCode.Unauthorized, (await admin.GetAsync("/auth/me", Ct)).StatusCode);

        var code = new Totp(Base32Encoding.ToBytes(SecondFactor)).ComputeTotp(MovedClock.Now.UtcDateTime);
        using var answer = await admin.PostAsJsonAsync("/auth/totp", new { code }, Ct);

        await answer.Json(HttpStatusCode.OK);
        Assert.True((bool)(await admin.GetJson("/auth/me"))["is_admin"]!);
    }

    [Theory]
    [InlineData(Accounts)]
    [InlineData(Versions)]
    [InlineData(AsOf)]
    [InlineData(Moves)]
    [InlineData(Ranks)]
    [InlineData(Stamp)]
    public async Task Upgraded_Worklist_IsMadeByTodaysRules(string level)
    {
        await using var upgraded = app.WithDatabaseOf(level);
        using var client = await upgraded.SignedInClient();
        await ArchiveDatabase.RenewSummaries(upgraded.Services);
        var leader = (await client.GetJson("/api/sessions/leader"))["id"];

        var listed = (JsonArray)await client.GetJson($"/api/psi/{leader}/series?limit=1000");

        var plan = (JsonArray)await client.GetJson($"/api/psi/{leader}/daily");
        var lowest = plan.ToDictionary(Key, series => series!["daily"]!.Column("stock_closing").Min(decimal.Parse));
        Assert.NotEmpty(lowest);
        Assert.Equal(lowest, listed.ToDictionary(Key, series => (decimal)series!["lowest_stock"]!));

        static string Key(JsonNode? series) => $"{series!["sku_code"]}/{series["warehouse_name"]}/{series["channel"]}";
    }

    [Fact]
    public async Task Upgraded_AsOfDate_IsWhatItWas()
    {
        await using var upgraded = app.WithDatabaseOf(AsOf);
        using var client = await upgraded.SignedInClient();

        var sessions = (JsonArray)await client.GetJson("/api/sessions");

        Assert.Equal("2026-12-02", (string?)sessions.Single(one => (string?)one!["title"] == "What if")!["as_of"]);
        Assert.Equal("ERP", (string?)(await client.GetJson("/api/import-profiles"))[0]!["name"]);
    }

    [Fact]
    public async Task Upgraded_MovesAndSnoozes_AreWhatTheyWere()
    {
        await using var upgraded = app.WithDatabaseOf(Moves);
        using var client = await upgraded.SignedInClient();
        var session = ((JsonArray)await client.GetJson("/api/sessions")).Single(one => (string?)one!["title"] == "What if")!["id"];

        var move = Assert.Single((JsonArray)await client.GetJson($"/api/channel-transfers?session_id={session}"))!;
        var snooze = Assert.Single((JsonArray)await client.GetJson($"/api/psi/{session}/snoozes"))!;

        Assert.Equal(("TEA-500", "卸", "online", "3"),
            ((string?)move["sku_code"], (string?)move["from_channel"], (string?)move["to_channel"], $"{move["qty"]}"));
        Assert.Equal(("stock_out", "a ship is waited for"), ((string?)snooze["alert"], (string?)snooze["reason"]));
    }

    [Fact]
    public async Task Upgraded_Ranks_CanBeTakenBack()
    {
        await using var upgraded = app.WithDatabaseOf(Ranks);
        using var client = await upgraded.SignedInClient();
        var session = ((JsonArray)await client.GetJson("/api/sessions")).Single(one => (string?)one!["title"] == "What if")!["id"];
        async Task<string?> Rank() => (string?)(await client.GetJson($"/api/psi/{session}/series?sku_code==CUP-001"))[0]!["fw_rank"];
        Assert.Equal("A", await Rank());

        var change = (await client.GetJson($"/api/psi/{session}/changes"))[0]!["change_id"];
        (await client.PostAsync($"/api/psi/{session}/changes/{change}/undo", null, Ct)).EnsureSuccessStatusCode().Dispose();

        Assert.Null(await Rank());
    }

    [Fact]
    public async Task Upgraded_Sums_AreStampedLikeNewOnes()
    {
        await using var upgraded = app.WithDatabaseOf(Stamp);
        using var client = await upgraded.SignedInClient();

        Assert.Equal("西日本", (string?)(await client.GetJson("/api/warehouses")).AsArray().Single()!["region"]);
        var sums = await upgraded.WithDb(db => db.SeriesSums.AsNoTracking().OrderBy(sum => sum.Days == null).ToListAsync(Ct));
        Assert.Equal([true, false], sums.Select(sum => sum.Days is not null));
        Assert.Equal([true, false], sums.Select(sum => sum.Stamp is not null));
    }

    [Theory]
    [InlineData(Versions)]
    [InlineData(AsOf)]
    public async Task Upgraded_Imports_GoBackAndForward(string level)
    {
        await using var upgraded = app.WithDatabaseOf(level);
        using var planner = await upgraded.SignedInClient();
        var session = ((JsonArray)await planner.GetJson("/api/sessions")).Single(one => (string?)one!["title"] == "What if")!["id"];
        async Task<(int Series, int Rows)> Plan()
        {
            var summary = await planner.GetJson($"/api/psi/{session}/summary");
            return ((int)summary["series"]!, (int)summary["rows"]!);
        }
        async Task Go(string where) =>
            (await planner.PostAsync($"/api/psi/{session}/imports/{where}", null, Ct)).EnsureSuccessStatusCode().Dispose();

        Assert.Equal((4, 31), await Plan());
        await Go("redo");
        Assert.Equal((2, 3), await Plan());
        await Go("undo");
        await Go("undo");
        Assert.Equal((3, 29), await Plan());
        await Go("redo");
        Assert.Equal((4, 31), await Plan());
    }

    /// <summary>Both ways from one release to the next end at the same, whatever migrations there are between them.</summary>
    [Theory]
    [InlineData(Accounts)]
    [InlineData(Versions)]
    [InlineData(AsOf)]
    [InlineData(Moves)]
    [InlineData(Ranks)]
    [InlineData(Stamp)]
    public async Task Upgraded_Tables_AreThoseOfTheArchiveImported(string level)
    {
        await using var upgraded = app.WithDatabaseOf(level);
        using var started = upgraded.AnonymousClient();
        await using var imported = ArchiveDatabase.Empty(app);
        await imported.Import(Archives.OfRelease(level));
        await ArchiveDatabase.RenewSummaries(upgraded.Services);
        await imported.RenewSummaries();

        var (here, there) = (Archives.Manifest(await upgraded.Export()), Archives.Manifest(await imported.Export()));

        Assert.Equal(here.Migrations, there.Migrations);
        // Somebody has signed in to one of the samples since
        Assert.Equal(
            there.Tables.Where(table => table.Name != "audit_log").Select(Archives.Content),
            here.Tables.Where(table => table.Name != "audit_log").Select(Archives.Content));
    }

    private static IEnumerable<string> Lines(JsonArray answer) =>
        from series in answer
        from day in (JsonArray)series["daily"]!
        let key = new[] { series["sku_code"], series["warehouse_name"], series["channel"], day["date"] }
        select string.Join(',', key.Concat(Noted.Select(value => day[value])).Select(value => value?.ToString()));

    public sealed class OnSqlite(SqliteApp app) : UpgradeTests(app);

    public sealed class OnPostgres(PostgresApp app) : UpgradeTests(app);
}
