using Microsoft.EntityFrameworkCore;
using PsiErp.Archive;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Archive;

/// <summary>What an earlier release has exported is imported, whichever database it was exported from.</summary>
public abstract class EarlierArchiveTests(PsiApp app)
{
    private const string Release = "Accounts";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Levels => ["Foundation", "SkuList", Release];

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Import_EarlierLevel_IsBroughtUpToDate(string level)
    {
        await using var database = ArchiveDatabase.Empty(app);
        await using var whole = ArchiveDatabase.Empty(app);
        var archive = Archives.AtLevel(Archives.OfRelease(Release), level);

        await whole.Import(Archives.OfRelease(Release));
        var loaded = await database.Import(archive);

        var (now, expected) = (Archives.Manifest(await database.Export()), Archives.Manifest(await whole.Export()));
        Assert.Equal(level, loaded.Migrations[^1]);
        Assert.Equal(expected.Migrations, now.Migrations);
        // What later levels can't know: second factors, their codes, the audit log
        string[] later = level == Release ? [] : ["users", "recovery_codes", "audit_log"];
        Assert.Equal(Except(expected, later), Except(now, later));
        Assert.Equal(["admin", "計画"], await database.WithDb(
            db => db.Users.OrderBy(user => user.Username).Select(user => user.Username).ToListAsync(Ct)));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Import_EarlierLevel_LeavesTheTablesOfAnyOtherDatabase(string level)
    {
        await using var fresh = ArchiveDatabase.Empty(app);
        await using var imported = ArchiveDatabase.Empty(app);
        await fresh.Migrate();

        await imported.Import(Archives.AtLevel(Archives.OfRelease(Release), level));

        Assert.Equal(await Schema(fresh), await Schema(imported));
        Assert.Empty(await imported.WithDb(db => db.Database.GetPendingMigrationsAsync(Ct)));
    }

    [Fact]
    public async Task Import_EarlierLevel_ReplacesWhatIsThere_AndRowsStillGoWithTheirSession()
    {
        await using var database = await ArchiveDatabase.Filled(app);
        var archive = Archives.AtLevel(Archives.OfRelease(Release), "Foundation");

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => database.Import(archive));
        await database.Import(archive, replace: true);

        Assert.Contains("--replace", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["12月 計画", "What if"], await database.WithDb(
            db => db.Sessions.OrderBy(one => one.CreatedAt).Select(one => one.Title).ToListAsync(Ct)));
        await database.WithDb(db => db.Sessions.ExecuteDeleteAsync(Ct));
        Assert.False(await database.WithDb(db => db.Series.AnyAsync(Ct)));
        Assert.False(await database.WithDb(db => db.EditLog.AnyAsync(Ct)));
    }

    [Theory]
    [InlineData("sessions", "sessions.jsonl can't be loaded")]
    [InlineData("psi_edits", "psi_edits.jsonl can't be loaded")]
    public async Task Import_EarlierLevelThatCantBeLoaded_LeavesTheDatabaseAsItWas(string table, string says)
    {
        await using var empty = ArchiveDatabase.Empty(app);
        await using var filled = await ArchiveDatabase.Filled(app);
        var before = await filled.Checksum();
        var archive = Archives.Forge(
            Archives.AtLevel(Archives.OfRelease(Release), "SkuList"),
            table,
            text => text.Replace("01a2111d-", "ffffffff-", StringComparison.Ordinal));

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => empty.Import(archive));
        await Assert.ThrowsAsync<ArchiveException>(() => filled.Import(archive, replace: true));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await filled.Checksum());
        await empty.Import(Archives.OfRelease(Release));
    }

    [Fact]
    public async Task Import_EarlierLevelThatCantBeBroughtUpToDate_LeavesTheDatabaseAsItWas()
    {
        await using var empty = ArchiveDatabase.Empty(app);
        await using var filled = await ArchiveDatabase.Filled(app);
        var before = await filled.Checksum();
        // Foundation has nothing against it; the list of SKUs, which came next, takes each of them once
        var archive = Archives.Forge(
            Archives.AtLevel(Archives.OfRelease(Release), "Foundation"), "psi_series", SearchedOtherwise);

        var refused = await Assert.ThrowsAsync<ArchiveException>(() => empty.Import(archive));
        await Assert.ThrowsAsync<ArchiveException>(() => filled.Import(archive, replace: true));

        Assert.Contains("can't be brought up to date from 'Foundation'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await filled.Checksum());
        await empty.Import(Archives.OfRelease(Release));
    }

    [Fact]
    public void Tables_OfTheNewestLevel_AreThoseOfTheModel()
    {
        using var postgres = new PostgresPsiDbFactory().CreateDbContext([]);
        var levels = new TableLevels(postgres);

        Assert.Equal(
            ArchiveTables.Of(postgres.Model).Select(table => string.Join(", ", table.Columns)),
            ArchiveTables.Of(levels.ModelOf(levels.Names[^1])).Select(table => string.Join(", ", table.Columns)));
    }

    private static IEnumerable<string> Except(ArchiveManifest manifest, string[] tables) =>
        manifest.Tables.Where(table => !tables.Contains(table.Name)).Select(Archives.Content);

    /// <summary>Folds the SKU of the first series in another way than that of the second, though it is the same SKU.</summary>
    private static string SearchedOtherwise(string series)
    {
        const string Key = "\"search_key\":\"tea-500";
        var first = series.IndexOf(Key, StringComparison.Ordinal);
        return series.Insert(first + Key.Length, "x");
    }

    /// <summary>What the database says of its tables, columns and indexes.</summary>
    private static async Task<List<string>> Schema(ArchiveDatabase database) => await database.WithDb(async db =>
        await db.Database.SqlQueryRaw<string>(db.Database.IsSqlite()
            ? """
              SELECT m.name || ': ' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || coalesce(c.dflt_value, '')
                || ' ' || c.pk AS "Value"
              FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
              UNION ALL SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
              UNION ALL SELECT m.name || ' ' || k."from" || ' -> ' || k."table" || ' ' || k.on_delete
              FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k
              ORDER BY 1
              """
            : """
              SELECT format('%s: %s %s %s %s %s', table_name, column_name, data_type, is_nullable, column_default, is_identity) AS "Value"
              FROM information_schema.columns WHERE table_schema = current_schema()
              UNION ALL SELECT replace(indexdef, schemaname || '.', '') FROM pg_indexes WHERE schemaname = current_schema()
              UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
              WHERE connamespace = current_schema()::regnamespace
              ORDER BY 1
              """).ToListAsync(Ct));

    public sealed class OnSqlite(SqliteApp app) : EarlierArchiveTests(app);

    public sealed class OnPostgres(PostgresApp app) : EarlierArchiveTests(app);
}
