using Microsoft.EntityFrameworkCore;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Prototype;

/// <summary>What can't be taken over is refused by name, and nothing is left behind.</summary>
public abstract class PrototypeRefusalTests(PsiApp app, PostgresApp postgres)
{
    private const string Session = "bbbbbbbb-0000-0000-0000-000000000001";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE psi_base SET inbound_qty = 1000000000000.5 WHERE id = 2", "psi_base", "'1000000000000.5' is beyond ±1000000000000")]
    [InlineData("UPDATE psi_base SET stdstock = 1 / 3.0 WHERE id = 2", "TEA-500", "has more than 6 decimals; round it")]
    [InlineData("UPDATE psi_base SET gap = NULL, safety_stock = 'NaN' WHERE id = 2", "2025-12-02", "safety_stock 'NaN' is not a number")]
    [InlineData("UPDATE psi_base SET date = '2999-01-01' WHERE id = 2", Session, "date '2999-01-01' is outside the years 1900–2200")]
    [InlineData("UPDATE psi_base SET date = 'infinity' WHERE id = 2", Session, "date 'infinity' is not a date")]
    [InlineData("UPDATE psi_base SET channel = E'a\\tb' WHERE id = 2", "channel 'a\uFFFDb'", "control character; remove it")]
    [InlineData("UPDATE psi_base SET sku_code = ' A' WHERE id = 2", "sku_code ' A'", "begins or ends with a space; remove it")]
    [InlineData("UPDATE psi_base SET sku_name = repeat('x', 256) WHERE id = 2", "psi_base", "has more than 255 characters; shorten it")]
    [InlineData("UPDATE psi_base SET fw_rank = '1' WHERE id = 2", "psi_base", "fw_rank '1' is not a rank")]
    [InlineData("UPDATE psi_edits SET outbound_qty = -1e13 WHERE id = 42", "psi_edits", "outbound_qty '-10000000000000' is beyond")]
    [InlineData("UPDATE psi_edit_log SET date = '1899-12-31' WHERE id = 7", "psi_edit_log", "outside the years")]
    [InlineData("UPDATE sessions SET title = ' '", "sessions, id 'bbbbbbbb", "the title is blank; give it one")]
    [InlineData("UPDATE sessions SET is_leader = true", "sessions", "a second session is the leader")]
    [InlineData("UPDATE users SET username = E'a\\nb' WHERE is_admin", "users, username 'a\uFFFDb'", "control")]
    public async Task Import_ValueThatPsiErpCannotHold_IsNamedWithItsPlaceAndNothingIsKept(string spoil, string place, string what)
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await old.Run(spoil);
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());

        var refusal = await target.RefusalOf(old);

        Assert.Contains("nothing was taken over", refusal, StringComparison.Ordinal);
        Assert.Contains(place, refusal, StringComparison.Ordinal);
        Assert.Contains(what, refusal, StringComparison.Ordinal);
        Assert.Equal(0, await target.CountRows());
    }

    [Fact]
    public async Task Import_ManyProblems_AreCountedAndTheFirstTwentyNamed()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await old.Run(
            $"""
            INSERT INTO psi_base (session_id, sku_code, warehouse_name, channel, date, inbound_qty)
            SELECT '{Session}', 'B', 'W', 'C', DATE '2025-12-01' + n, 0.1234567 FROM generate_series(1, 30) AS n;
            UPDATE psi_edits SET safety_stock = 0.1234567
            """);
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());

        var refusal = await target.RefusalOf(old);

        Assert.Contains("can't hold 33 of the values", refusal, StringComparison.Ordinal);
        Assert.Equal(22, refusal.Split('\n').Length);
        Assert.EndsWith("… and 13 more", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_DatabaseRefusesARowHalfWay_LeavesNothing()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());
        await target.Migrate();
        await target.Run("CREATE UNIQUE INDEX one_entry ON psi_edit_log (session_id)");

        var refusal = await target.RefusalOf(old);

        Assert.Contains("can't hold what the prototype has", refusal, StringComparison.Ordinal);
        Assert.Equal(0, await target.CountRows());
    }

    [Fact]
    public async Task Import_AValueIsNotKept_IsFoundByComparing()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());
        await target.Migrate();
        await target.Run(app is SqliteApp
            ? """
              CREATE TRIGGER forgetful AFTER INSERT ON psi_edits WHEN new.outbound_qty IS NOT NULL
              BEGIN UPDATE psi_edits SET safety_stock = 1000000 WHERE id = new.id; END
              """
            : """
              CREATE FUNCTION forgetful() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.safety_stock := 1; RETURN new; END';
              CREATE TRIGGER forgetful BEFORE INSERT ON psi_edits
              FOR EACH ROW WHEN (new.outbound_qty IS NOT NULL) EXECUTE FUNCTION forgetful()
              """);

        var refusal = await target.RefusalOf(old);

        Assert.Contains("psi_edits did not arrive as the prototype has it", refusal, StringComparison.Ordinal);
        Assert.Contains("TEA-500|東京DC|EC|2025-12-10|-|7.25|0 there", refusal, StringComparison.Ordinal);
        Assert.Contains("TEA-500|東京DC|EC|2025-12-10|-|7.25|1 here", refusal, StringComparison.Ordinal);
        Assert.Equal(0, await target.CountRows());
    }

    [Fact]
    public async Task Import_IntoADatabaseInUse_IsRefused()
    {
        await using var old = await OldDatabase.WithPlan(postgres);
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());
        await target.Import(old);
        var rows = await target.CountRows();

        var again = await target.RefusalOf(old);
        await target.Run("DELETE FROM users");
        var withSessions = await target.RefusalOf(old);

        Assert.Contains("has users already", again, StringComparison.Ordinal);
        Assert.Contains(
            app is SqliteApp ? "set SQLITE_FILE to a new file" : "set DB_SCHEMA to a new schema", again, StringComparison.Ordinal);
        Assert.Contains("has planning sessions already", withSessions, StringComparison.Ordinal);
        Assert.Equal(rows - 2, await target.CountRows());
    }

    [Fact]
    public async Task Import_FromSomethingElse_SaysWhatItIsNot()
    {
        await using var target = new EmptyPsiErp(app.CreateEmptyDatabase());
        await using var empty = await OldDatabase.WithoutTables(postgres);
        await using var psiErp = await OldDatabase.WithPlan(postgres);
        await psiErp.Run($"CREATE TABLE {PostgresMigrations.History} (migration_id text)");
        await using var other = await OldDatabase.WithPlan(postgres);
        await other.Run("ALTER TABLE psi_base RENAME channel TO store");

        Assert.Contains("has no tables sessions and psi_base", await target.RefusalOf(empty), StringComparison.Ordinal);
        Assert.Contains("is a PsiErp, not the prototype", await target.RefusalOf(psiErp), StringComparison.Ordinal);
        Assert.Contains("psi_base has no column channel", await target.RefusalOf(other), StringComparison.Ordinal);
    }

    public sealed class OnSqlite(SqliteApp app, PostgresApp postgres) : PrototypeRefusalTests(app, postgres);

    public sealed class OnPostgres(PostgresApp app) : PrototypeRefusalTests(app, app)
    {
        private readonly PostgresApp _postgres = app;

        [Fact]
        public async Task Import_FromTheSchemaThatPsiErpIsToFill_IsRefusedBeforeAnyTableIsMade()
        {
            await using var old = await OldDatabase.WithPlan(_postgres);
            // The same server by another name
            var where = DatabaseUrl.Parse(old.Url.Replace("127.0.0.1", "localhost"));
            await using var target = new EmptyPsiErp(new PostgresDatabase(where, old.Schema));

            var refusal = await target.RefusalOf(old);

            Assert.Contains("is where PsiErp itself is to be. Set DB_SCHEMA", refusal, StringComparison.Ordinal);
            Assert.Contains("psi_base", await old.Content(), StringComparison.Ordinal);
            Assert.DoesNotContain(PostgresMigrations.History, await old.Content(), StringComparison.Ordinal);
        }

        [Fact]
        public async Task Import_IntoAnotherSchemaOfTheSameDatabase_IsFine()
        {
            await using var old = await OldDatabase.WithPlan(_postgres);
            await using var target = new EmptyPsiErp(new PostgresDatabase(DatabaseUrl.Parse(old.Url), $"{old.Schema[..40]}_erp"));

            await target.Import(old);

            Assert.Equal(2, await target.WithDb(db => db.Sessions.CountAsync(Ct)));
        }
    }
}
