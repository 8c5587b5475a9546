using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Tests.Prototype;

/// <summary>What somebody who ran the prototype finds in PsiErp afterwards.</summary>
public abstract class PrototypeImportTests(PsiApp app, PostgresApp postgres)
{
    private static readonly Guid Leader = Guid.Parse("bbbbbbbb-0000-0000-0000-000000000001");
    private static readonly Guid Hanako = Guid.Parse("aaaaaaaa-0000-0000-0000-000000000001");
    private static readonly Guid Taro = Guid.Parse("aaaaaaaa-0000-0000-0000-000000000002");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_AfterIt_AUserSignsInWithTheOldPasswordAndSeesThePlan()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await using var own = app.WithEmptyDatabase();
        await EmptyPsiErp.Import(own, old);
        using var client = own.AnonymousClient();

        await client.SignIn("hanako");
        var me = await client.GetFromJsonAsync<JsonElement>("/auth/me", Ct);
        var series = await client.GetFromJsonAsync<JsonElement>($"/api/psi/{Leader}/daily?sku_code=TEA-500&channel=EC", Ct);

        Assert.True(me.GetProperty("is_admin").GetBoolean());
        var days = Assert.Single(series.EnumerateArray()).GetProperty("daily");
        Assert.Equal(
            [65m, 85m, 84.999999m, 77.749999m],
            days.EnumerateArray().Select(day => day.GetProperty("stock_closing").GetDecimal()));
    }

    [Fact]
    public async Task Import_UsersAndSessions_KeepIdsNamesAndTimes()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());
        await target.Import(old);

        var users = await target.WithDb(db => db.Users.OrderBy(user => user.Id).ToListAsync(Ct));
        var sessions = await target.WithDb(db => db.Sessions.OrderBy(session => session.Id).ToListAsync(Ct));

        Assert.Equal([(Hanako, "hanako", true, true), (Taro, "太郎", false, false)],
            users.Select(user => (user.Id, user.Username, user.IsActive, user.IsAdmin)));
        Assert.Equal(new DateTimeOffset(2025, 4, 1, 0, 0, 0, TimeSpan.Zero), users[0].CreatedAt);
        Assert.Equal([("12月計画", "The official plan", true, Hanako, Taro), ("What if", null, false, default(Guid?), default(Guid?))],
            sessions.Select(session => (session.Title, session.Description, session.IsLeader, session.CreatedBy, session.UpdatedBy)));
        Assert.Equal(DateTimeOffset.Parse("2025-11-20T09:30:00.123456Z", null), sessions[0].UpdatedAt);
    }

    [Fact]
    public async Task Import_Plan_HasEveryValueAndTheSummariesThatFollow()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());
        var report = await target.Import(old);

        var series = await target.WithDb(db => db.Series.Where(s => s.SessionId == Leader)
            .ToDictionaryAsync(s => $"{s.SkuCode}/{s.WarehouseName}/{s.Channel}", Ct));
        var tea = series["TEA-500/東京DC/EC"];
        var days = await target.WithDb(db => db.Base.Where(day => day.SessionId == Leader && day.SeriesNo == tea.SeriesNo)
            .OrderBy(day => day.Date).ToListAsync(Ct));

        Assert.Equal(
            ["NEW-1/東京DC/EC", "TEA-500/大阪DC/卸", "TEA-500/東京DC/EC", "TEA-500/東京DC/卸", "a-lower-case-sku/東京DC/EC"],
            series.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("緑茶 500ml", "Drinks", "Tea", null, "A", "B"),
            (tea.SkuName, tea.Category1, tea.Category2, tea.Category3, tea.FwRank, tea.SsRank));
        Assert.Equal<decimal?>([70, 12.5m, 30, 52.5m, 20, 120], ValuesOf(days[1]));
        Assert.Null(days[2].InboundQty);
        Assert.Equal((4, 77.749999m, 67.250001m), (tea.Summary.Days, tea.Summary.Closing, tea.Summary.TotalSales));
        Assert.Equal(new DateOnly(2025, 12, 1), series["TEA-500/大阪DC/卸"].Summary.StockOutDate);
        Assert.Equal(1_000_000_000_000m, series["a-lower-case-sku/東京DC/EC"].Summary.Closing);
        // A transfer of five brings the channel into being
        Assert.Equal((1, 5m), (series["TEA-500/東京DC/卸"].Summary.Days, series["TEA-500/東京DC/卸"].Summary.Closing));
        Assert.Equal((1, 10m), (series["NEW-1/東京DC/EC"].Summary.Days, series["NEW-1/東京DC/EC"].Summary.Closing));
        var skus = await target.WithDb(db => db.Skus.Where(sku => sku.SessionId == Leader).Select(sku => sku.SkuCode).ToListAsync(Ct));
        Assert.Equal(["NEW-1", "TEA-500", "a-lower-case-sku"], skus.Order(StringComparer.Ordinal));
        Assert.Equal((6, 3), (report.ComparedDays, report.ComparedEdits));
    }

    [Fact]
    public async Task Import_EditsAndLog_KeepTheirNumbersAndWhoMadeThem()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());
        await target.Import(old);

        var edits = await target.WithDb(db => db.Edits.OrderBy(edit => edit.Id).ToListAsync(Ct));
        var log = await target.WithDb(db => db.EditLog.OrderBy(entry => entry.Id).ToListAsync(Ct));
        await target.WithDb(db =>
        {
            db.EditLog.Add(Another(log[0]));
            return db.SaveChangesAsync(Ct);
        });

        Assert.Equal(["…41", "…42", "…43"], edits.Select(edit => edit.Id.ToString().Replace("00000000-0000-0000-0000-0000000000", "…")));
        Assert.Equal<decimal?>([50, null, null], [edits[0].InboundQty, edits[0].OutboundQty, edits[0].SafetyStock]);
        Assert.Equal<decimal?>([null, 7.25m, 0], [edits[1].InboundQty, edits[1].OutboundQty, edits[1].SafetyStock]);
        Assert.Equal<Guid?>([Hanako, Taro, null], [edits[0].CreatedBy, edits[0].UpdatedBy, edits[1].CreatedBy]);
        Assert.Equal(new DateTimeOffset(2025, 11, 20, 2, 0, 0, TimeSpan.Zero), edits[0].UpdatedAt);
        Assert.Equal([(7L, "hanako", null, 40m), (9L, "太郎", (decimal?)40m, 50m)],
            log.Select(entry => (entry.Id, entry.Username!, entry.OldValue, entry.NewValue!.Value)));
        Assert.True(await target.WithDb(db => db.EditLog.MaxAsync(entry => entry.Id, Ct)) > 9);
    }

    [Fact]
    public async Task Import_MasterData_IsWhatItWas()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await using var own = app.WithEmptyDatabase();
        var report = (await EmptyPsiErp.Import(own, old)).ToString();
        using var client = own.AnonymousClient();
        await client.SignIn("hanako");

        Assert.Equal(
            """[{"warehouse_name":"東京DC","region":"East","main_channel":"EC"}]""", await client.GetStringAsync("/warehouses/", Ct));
        Assert.Equal(
            """[{"channel":"EC","display_name":"Web shop"},{"channel":"卸","display_name":null}]""",
            await client.GetStringAsync("/channels/", Ct));
        Assert.Equal(["\"0.700000\"", "\"0.123456\""], (await client.GetJson("/category-rank-parameters/")).Column("threshold"));
        var metrics = await client.GetJson("/psi-metrics/");
        Assert.Equal(["\"inbound_qty\"", "\"stdstock\"", "\"stock_at_anchor\""], metrics.Column("name").Take(3));
        var product = await client.GetJson("/masters/products/cccccccc-0000-0000-0000-000000000001/");
        Assert.Equal("""{"code":"TEA-500","name":"緑茶 500ml","price":120.50,"tags":["a",null]}""",
            product["data"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Single((System.Text.Json.Nodes.JsonArray)await client.GetJson("/api/masters/suppliers?search=山田"));
        Assert.Contains("master_records: 3 of 4 rows", report, StringComparison.Ordinal);
        Assert.Contains("ids that are no UUIDs (given new ones): 1", report, StringComparison.Ordinal);
        Assert.Contains("records that are neither products nor customers nor suppliers (not taken over): 1", report,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_Done_TheOldDatabaseIsAsItWas()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());
        var before = await old.Content();

        await target.Import(old);

        Assert.Contains("緑茶", before, StringComparison.Ordinal);
        Assert.Equal(before, await old.Content());
    }

    [Fact]
    public async Task Import_Report_SaysOfEveryTableWhatBecameOfIt()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await old.Run("DROP TABLE master_records; CREATE TABLE sku_master AS SELECT 1 AS a; ALTER TABLE psi_edit_log DROP edited_by");
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());

        var report = (await target.Import(old)).ToString();

        var nl = Environment.NewLine;
        string[] said =
        [
            "users: 2 of 2 rows",
            "password hashes that PsiErp can't read (run 'PsiErp reset-password NAME' for 太郎): 1",
            "columns that PsiErp does not keep: id, net_flow, movable_stock, gap, created_at",
            "overrides on days without an imported row (PsiErp shows them, with zeros beside them): 2",
            "psi_edit_log: 2 of 2 rows",
            "warehouse_master: 1 of 1 rows",
            $"psi_metrics_master: 2 of 2 rows{nl}    rows of the grid that the prototype doesn't have, and that stay: 9",
            "channel_transfers: 1 of 1 rows",
            "master_records: there is no such table",
            $"sku_master: 0 of 1 rows{nl}    not taken over yet",
            "6 days and 3 overrides are equal in both",
        ];
        Assert.All(said, line => Assert.Contains(line, report, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_OldestPrototype_WithoutUsersEditsAndMostColumns_IsTakenOver()
    {
        await using var old = await OldDatabase.WithoutTables(postgres);
        await old.Run(
            """
            CREATE TABLE sessions (id uuid, title text);
            CREATE TABLE psi_base (session_id uuid, sku_code text, warehouse_name text, channel text, date date, outbound_qty numeric);
            INSERT INTO sessions VALUES ('bbbbbbbb-0000-0000-0000-000000000001', 'First');
            INSERT INTO psi_base VALUES ('bbbbbbbb-0000-0000-0000-000000000001', 'A', 'W', 'C', '2025-12-01', 3)
            """);
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());

        var report = await target.Import(old);

        Assert.Equal([("users", null), ("sessions", 1L), ("psi_base", 1L), ("psi_edits", (long?)null), ("psi_edit_log", null)],
            report.Tables.Take(5).Select(table => (table.Table, table.Read)));
        Assert.Equal(-3, await target.WithDb(db => db.Series.Select(series => series.Summary.Closing).SingleAsync(Ct)));
    }

    private static decimal?[] ValuesOf(BaseRow day) =>
        [day.StockAtAnchor, day.InboundQty, day.OutboundQty, day.StockClosing, day.SafetyStock, day.Stdstock];

    private static EditLogEntry Another(EditLogEntry entry) => new()
    {
        SessionId = entry.SessionId,
        At = entry.At,
        SkuCode = entry.SkuCode,
        WarehouseName = entry.WarehouseName,
        Channel = entry.Channel,
        Date = entry.Date,
        Field = entry.Field,
    };

    public sealed class OnSqlite(SqliteApp app, PostgresApp postgres) : PrototypeImportTests(app, postgres);

    public sealed class OnPostgres(PostgresApp app) : PrototypeImportTests(app, app);
}
