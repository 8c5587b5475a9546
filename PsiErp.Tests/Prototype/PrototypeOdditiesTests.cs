using Microsoft.EntityFrameworkCore;

namespace PsiErp.Tests.Prototype;

/// <summary>What the prototype let happen and PsiErp does not: taken over as well as it can be, and said.</summary>
public abstract class PrototypeOdditiesTests(PsiApp app, PostgresApp postgres)
{
    private const string Session = "bbbbbbbb-0000-0000-0000-000000000001";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_ADayTwice_TheLastRowHolds()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await old.Run(
            """
            INSERT INTO psi_base (session_id, sku_code, warehouse_name, channel, date, inbound_qty)
            SELECT session_id, sku_code, warehouse_name, channel, date, 777 FROM psi_base WHERE id = 2;
            INSERT INTO psi_edits (id, session_id, sku_code, warehouse_name, channel, date, safety_stock, updated_at)
            SELECT 40, session_id, sku_code, warehouse_name, channel, date, 33, '2025-11-20T12:00:00+09:00' FROM psi_edits WHERE id = 41
            """);
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());

        var report = await target.Import(old);

        var tea = await target.WithDb(db => db.Base.SingleAsync(day => day.InboundQty == 777, Ct));
        var edit = await target.WithDb(db => db.Edits.SingleAsync(edit => edit.SeriesNo == tea.SeriesNo && edit.Date == tea.Date, Ct));
        Assert.Null(tea.OutboundQty);
        Assert.Equal((null, 33m), (edit.InboundQty, edit.SafetyStock!.Value));
        Assert.All(["psi_base", "psi_edits"], table => Assert.Contains(
            "rows of a day that has a later row (the last one holds): 1", report.Tables.Single(t => t.Table == table).Notes));
    }

    [Fact]
    public async Task Import_EditsThatOverrideNothing_AreLeftOut()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await old.Run("UPDATE psi_edits SET inbound_qty = NULL WHERE id IN (41, 43)");
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());

        var report = await target.Import(old);

        Assert.Contains("overrides of nothing (left out): 2", report.Tables.Single(table => table.Table == "psi_edits").Notes);
        Assert.Equal(1, await target.WithDb(db => db.Edits.CountAsync(Ct)));
        Assert.False(await target.WithDb(db => db.Series.AnyAsync(series => series.SkuCode == "NEW-1", Ct)));
    }

    [Fact]
    public async Task Import_RowsWithoutKeys_AreTheSeriesOfDailyFiles()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await old.Run(
            $"""
            INSERT INTO psi_base (session_id, sku_code, warehouse_name, channel, date, inbound_qty, outbound_qty)
            VALUES ('{Session}', '', '', '', '2025-12-01', 100, 80), ('{Session}', '', '', '', '2025-12-02', 0, 50)
            """);
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());

        await target.Import(old);

        var daily = await target.WithDb(db => db.Series.SingleAsync(series => series.SkuCode == "", Ct));
        Assert.Equal(("", "", 2, -30m), (daily.WarehouseName, daily.Channel, daily.Summary.Days, daily.Summary.Closing));
    }

    [Fact]
    public async Task Import_NamesThatDifferFromDayToDay_ThoseOfTheLastDayHold()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await old.Run("UPDATE psi_base SET sku_name = ' Old name ', fw_rank = 'c' WHERE id IN (1, 2)");
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());

        var report = await target.Import(old);

        Assert.Equal("緑茶 500ml", await target.WithDb(db => db.Series.Where(series => series.SkuCode == "TEA-500" && series.Channel == "EC")
            .Select(series => series.SkuName).FirstAsync(Ct)));
        var notes = report.Tables.Single(table => table.Table == "psi_base").Notes.ToList();
        Assert.Contains("series with other names, categories or ranks on some days (those of the last day hold): 1", notes);
        Assert.Contains("names or categories that lost the white space around them: 2", notes);
        Assert.Contains("ranks that are in capitals now: 2", notes);
    }

    [Fact]
    public async Task Import_RowsOfNoSessionAndUsersLongGone_AreSaid()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await old.Run(
            """
            ALTER TABLE psi_base DROP CONSTRAINT psi_base_session_id_fkey;
            ALTER TABLE psi_edit_log DROP CONSTRAINT psi_edit_log_session_id_fkey, DROP CONSTRAINT psi_edit_log_edited_by_fkey;
            ALTER TABLE psi_edit_log ALTER edited_by TYPE text;
            UPDATE psi_base SET session_id = gen_random_uuid() WHERE id = 1;
            UPDATE psi_edit_log SET session_id = gen_random_uuid() WHERE id = 7;
            UPDATE psi_edit_log SET edited_by = 'somebody' WHERE id = 9
            """);
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());

        var report = await target.Import(old);

        var tables = report.Tables.ToDictionary(table => table.Table);
        Assert.Contains("rows of no session (left out): 1", tables["psi_base"].Notes);
        Assert.Equal((6, 5), (tables["psi_base"].Read, tables["psi_base"].Taken));
        Assert.Contains("rows of no session (left out): 1", tables["psi_edit_log"].Notes);
        Assert.Contains("edited_by names nobody who is there (left blank): 1", tables["psi_edit_log"].Notes);
        Assert.Equal("somebody", await target.WithDb(db => db.EditLog.Select(entry => entry.Username).SingleAsync(Ct)));
    }

    public sealed class OnSqlite(SqliteApp app, PostgresApp postgres) : PrototypeOdditiesTests(app, postgres);

    public sealed class OnPostgres(PostgresApp app) : PrototypeOdditiesTests(app, app);
}
