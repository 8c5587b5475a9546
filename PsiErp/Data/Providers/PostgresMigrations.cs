using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace PsiErp.Data.Providers;

/// <summary>Brings the tables in PostgreSQL up to date, and tells whether they are.</summary>
internal static class PostgresMigrations
{
    /// <summary>The table that says which migrations have been applied.</summary>
    public const string History = "__ef_migrations_history";

    /// <summary>Held while migrating, so that two releases can start at once. Any constant that nobody else uses.</summary>
    private const long Lock = 0x5053_4945_5250;

    /// <summary>Applies those that are missing, and creates the schema before the first.</summary>
    public static async Task ApplyAsync(PsiDb db, string schema, CancellationToken ct)
    {
        // Changing tables of millions of rows takes its time
        db.Database.SetCommandTimeout(TimeSpan.Zero);
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Lock})", ct);
#pragma warning disable EF1002 // A schema name can't be a parameter; settings allow a plain identifier only
            await db.Database.ExecuteSqlRawAsync($"CREATE SCHEMA IF NOT EXISTS \"{schema}\"", ct);
#pragma warning restore EF1002
            await db.Database.MigrateAsync(ct);
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Lock})", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Has whoever migrates wait until the current transaction ends.</summary>
    public static Task LockAsync(PsiDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", ct);

    /// <summary>Whether the newest one has been applied, asked without EF Core's model.</summary>
    public static async Task<bool> AreAppliedAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"SELECT count(*) FROM {History} WHERE migration_id = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Ids().Max()! });
        try
        {
            return await command.ExecuteScalarAsync(ct) is 1L;
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return false;
        }
    }

    private static IEnumerable<string> Ids() =>
        from type in typeof(PostgresPsiDb).Assembly.GetTypes()
        where type.GetCustomAttribute<DbContextAttribute>()?.ContextType == typeof(PostgresPsiDb)
        let migration = type.GetCustomAttribute<MigrationAttribute>()
        where migration is not null
        select migration.Id;
}
