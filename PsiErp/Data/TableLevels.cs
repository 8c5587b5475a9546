using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace PsiErp.Data;

/// <summary>
/// The levels that the tables have been at: one a migration, and named like it, without the time when it was written. So a
/// level has the same name in both databases.
/// </summary>
public sealed class TableLevels(PsiDb db)
{
    private readonly IMigrationsAssembly _migrations = db.GetService<IMigrationsAssembly>();
    private readonly IHistoryRepository _history = db.GetService<IHistoryRepository>();

    /// <summary>Their names, oldest first.</summary>
    public IReadOnlyList<string> Names => [.. _migrations.Migrations.Keys.Select(NameOf)];

    /// <summary>The tables at a level, without the types of today's program.</summary>
    public IModel ModelOf(string level) =>
        ModelOf(Create(_migrations.Migrations.Keys.Single(id => NameOf(id) == level)));

    /// <summary>
    /// Applies what is after one level, up to another, in the current transaction. EF Core's own way has transactions of
    /// its own, so that a failure would leave the tables half-way.
    /// </summary>
    /// <param name="from">The level that the tables are at, or null when there are none.</param>
    /// <param name="to">The level that they are at afterwards.</param>
    /// <param name="ct">Cancels.</param>
    public async Task ApplyAsync(string? from, string to, CancellationToken ct)
    {
        // Changing tables of millions of rows takes its time
        db.Database.SetCommandTimeout(TimeSpan.Zero);
        var names = Names.ToList();
        var (first, last) = (from is null ? 0 : names.IndexOf(from) + 1, names.IndexOf(to));
        foreach (var id in _migrations.Migrations.Keys.Skip(first).Take(last + 1 - first).ToList()) await ApplyAsync(id, ct);
    }

    /// <summary>Forgets, in the current transaction, what has been applied, because the tables are gone.</summary>
    public async Task ForgetAsync(CancellationToken ct)
    {
        foreach (var row in await _history.GetAppliedMigrationsAsync(ct))
            await db.Database.ExecuteSqlRawAsync(_history.GetDeleteScript(row.MigrationId), ct);
    }

    private static string NameOf(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];

    private async Task ApplyAsync(string id, CancellationToken ct)
    {
        var migration = Create(id);
        var connection = db.GetService<IRelationalConnection>();
        foreach (var command in db.GetService<IMigrationsSqlGenerator>().Generate(migration.UpOperations, ModelOf(migration)))
            await command.ExecuteNonQueryAsync(connection, cancellationToken: ct);
        await db.Database.ExecuteSqlRawAsync(_history.GetInsertScript(new HistoryRow(id, ProductInfo.GetVersion())), ct);
    }

    private Migration Create(string id) => _migrations.CreateMigration(_migrations.Migrations[id], db.Database.ProviderName!);

    private IModel ModelOf(Migration migration) => db.GetService<IModelRuntimeInitializer>().Initialize(
        migration.TargetModel is IMutableModel unfinished ? unfinished.FinalizeModel() : migration.TargetModel, designTime: true, null);
}
