using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using PsiErp.Planning;
using SQLitePCL;

namespace PsiErp.Data.Providers;

/// <summary>An SQLite file: what runs when no <c>DATABASE_URL</c> is set.</summary>
/// <param name="path">The file; it is created when it is missing.</param>
public sealed class SqliteDatabase(string path) : IDatabase
{
    private readonly SqliteWriters _writers = new();
    private readonly SqliteNews _news = new();

    /// <summary>Millionths in a unit.</summary>
    private const decimal Scale = 1_000_000m;

    /// <summary>The most that a quantity, a sum or a projected stock can be here, in units.</summary>
    public const decimal Max = long.MaxValue / Scale;

    /// <inheritdoc/>
    public string Description => $"embedded SQLite file {Path.GetFullPath(path)}";

    /// <inheritdoc/>
    public bool IsEmbedded => true;

    /// <inheritdoc/>
    public void AddDbContext(IServiceCollection services, TimeSpan slowQuery = default) =>
        services.AddDbContextPool<PsiDb, SqlitePsiDb>((provider, options) => options
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString())
            .UseSnakeCaseNamingConvention()
            // An upgrade that is cut off goes back, see SqliteUpgrade
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning))
            .ConfigureWarnings(PsiDb.ReportErrorsOnce)
            .AddInterceptors(new SqliteConnectionSetup(SlowQueries.Of(provider, slowQuery)), _writers, _writers.Commands));

    /// <inheritdoc/>
    public async Task PingAsync(IServiceProvider services, CancellationToken ct)
    {
        var existing = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite };
        await using var connection = new SqliteConnection(existing.ToString());
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master";
        await command.ExecuteScalarAsync(ct);
    }

    /// <summary>They are: the program brings its own file up to date before it serves.</summary>
    public async Task<bool> HasTablesAsync(IServiceProvider services, CancellationToken ct)
    {
        await PingAsync(services, ct);
        return true;
    }

    /// <inheritdoc/>
    public async Task MigrateAsync(PsiDb db, CancellationToken ct)
    {
        SqliteFile.KeepPrivate(path);
        await new SqliteUpgrade(path).RunAsync(db, ct);
        await ExecuteAsync(db, "PRAGMA journal_mode = WAL", ct);
    }

    /// <summary>A file has no schemas that others could connect to.</summary>
    public Task<bool> IsSchemaAsync(PsiDb db, DbConnection other, string schema, CancellationToken ct) => Task.FromResult(false);

    /// <inheritdoc/>
    public bool HasReplica => false;

    /// <summary>There is the one file.</summary>
    public Task<ReplicaRead?> ReadFromReplicaAsync(PsiDb db, IServiceProvider services, CancellationToken ct) =>
        Task.FromResult<ReplicaRead?>(null);

    /// <summary>A transaction that does not ask to write reads beside those who do, and sees nothing of theirs.</summary>
    public async Task<IDbContextTransaction> BeginSnapshotAsync(PsiDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        return (await db.Database.UseTransactionAsync(
            connection.BeginTransaction(IsolationLevel.Serializable, deferred: true), ct))!;
    }

    /// <summary>
    /// A table that is made anew would take the rows that refer to it along, so references are off; they can only be
    /// switched while there is no transaction. Opening the connection once more switches them on.
    /// </summary>
    public async Task<IDbContextTransaction> BeginRebuildAsync(PsiDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        await ExecuteAsync(db, "PRAGMA foreign_keys = OFF", ct);
        return await db.Database.BeginTransactionAsync(ct);
    }

    /// <inheritdoc/>
    public async Task<string?> FindLooseReferenceAsync(PsiDb db, string table, CancellationToken ct)
    {
        await using var command = CreateCommand(db);
        command.CommandText = $"SELECT parent FROM pragma_foreign_key_check('{table}') LIMIT 1";
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    /// <inheritdoc/>
    public async Task CommitAsync(PsiDb db, IDbContextTransaction transaction, string message, CancellationToken ct)
    {
        await transaction.CommitAsync(ct);
        _news.Tell(message);
    }

    /// <inheritdoc/>
    public Task TellAsync(IServiceProvider services, string message, CancellationToken ct)
    {
        _news.Tell(message);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string?> ListenAsync(CancellationToken ct) => _news.ListenAsync(ct);

    /// <summary>Nothing to lock: a transaction that writes is alone in the whole file from its start.</summary>
    public Task<PlanningSession?> LockSessionAsync(PsiDb db, Guid sessionId, CancellationToken ct) =>
        db.Sessions.IgnoreQueryFilters().SingleOrDefaultAsync(session => session.Id == sessionId, ct);

    /// <summary>Nothing to lock, for the same reason.</summary>
    public Task LockNameAsync(PsiDb db, string name, CancellationToken ct) => Task.CompletedTask;

    /// <inheritdoc/>
    public bool IsFull(Exception exception) => exception.GetBaseException() is SqliteException { SqliteErrorCode: raw.SQLITE_FULL };

    /// <inheritdoc/>
    public bool IsUnreachable(Exception exception) => exception.GetBaseException() is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_CANTOPEN or raw.SQLITE_BUSY or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT
            or raw.SQLITE_NOTADB or raw.SQLITE_READONLY,
    };

    /// <summary>A file doesn't go away and come back.</summary>
    public void ForgetConnections(IServiceProvider services, Exception exception)
    {
    }

    /// <inheritdoc/>
    public Task<LongWrite> BeginLongWriteAsync(PsiDb db, CancellationToken ct) => SqliteLongWrite.BeginAsync(db, _writers, ct);

    /// <inheritdoc/>
    public Task<BulkWriter> BulkWriteAsync(
        PsiDb db, string table, IReadOnlyList<BulkColumn> columns, CancellationToken ct) =>
        Task.FromResult<BulkWriter>(new SqliteBulkWriter(CreateCommand(db), table, columns));

    /// <inheritdoc/>
    public Task CreateStagingAsync(PsiDb db, string table, IReadOnlyList<BulkColumn> columns, CancellationToken ct)
    {
        var names = string.Join(", ", columns.Select(column => column.Name));
        return ExecuteAsync(db, $"DROP TABLE IF EXISTS temp.{table}; CREATE TEMPORARY TABLE {table} ({names})", ct);
    }

    /// <summary>Nothing to do: it goes by the keys in any case.</summary>
    public Task ExpectWholeSetsAsync(PsiDb db, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Nothing to do: the statements that read a staging table scan it in any case.</summary>
    public Task AnalyzeAsync(PsiDb db, string table, CancellationToken ct, params IReadOnlyList<string> columns) => Task.CompletedTask;

    /// <summary>Nothing to do: SQLite keeps the largest number that a table has had.</summary>
    public Task ContinueNumbersAsync(PsiDb db, CancellationToken ct) => Task.CompletedTask;

    /// <summary>SQLite compares bytes unless told otherwise.</summary>
    public string InByteOrder(string column) => $"\"{column}\"";

    /// <inheritdoc/>
    public string IsOneOf(DbCommand command, string column, IReadOnlyList<int> numbers)
    {
        command.Parameters.Add(new SqliteParameter("@numbers", JsonSerializer.Serialize(numbers)));
        return $"{column} IN (SELECT value FROM json_each(@numbers))";
    }

    /// <inheritdoc/>
    public decimal? ReadQuantity(DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : Quantity.FromMillionths(reader.GetInt64(ordinal));

    /// <inheritdoc/>
    public DateOnly ReadDate(DbDataReader reader, int ordinal) =>
        DateOnly.ParseExact(reader.GetString(ordinal), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public DateTimeOffset ReadTime(DbDataReader reader, int ordinal) => new(reader.GetInt64(ordinal), TimeSpan.Zero);

    /// <summary>UTC ticks, cut to whole microseconds: what PostgreSQL keeps of a time.</summary>
    public static long ToTicks(DateTimeOffset value) => value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMicrosecond);

    /// <summary>Millionths for a quantity.</summary>
    /// <exception cref="QuantityTooLargeException">It is beyond ±<see cref="Max"/>.</exception>
    public static long ToScaled(decimal value) => Math.Abs(value) <= Max
        ? (long)(value * Scale)
        : throw new QuantityTooLargeException(value, Max);

    private static DbCommand CreateCommand(PsiDb db)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.CurrentTransaction;
        return command;
    }

    private static async Task ExecuteAsync(PsiDb db, string sql, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = CreateCommand(db);
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
