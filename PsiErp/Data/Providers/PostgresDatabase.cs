using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using PsiErp.Planning;

namespace PsiErp.Data.Providers;

/// <summary>PostgreSQL 15 or later.</summary>
public sealed class PostgresDatabase : IDatabase
{
    /// <summary>The connections that only <see cref="PingAsync"/> and <see cref="HasTablesAsync"/> use.</summary>
    private const string Reserve = "reserve";

    /// <summary>For those that write many rows of a session, which nobody else may write meanwhile.</summary>
    private static readonly TimeSpan LongStatement = TimeSpan.FromMinutes(2);

    private readonly PostgresConnections _connections;
    private readonly string _schema;

    /// <param name="connection">As <see cref="DatabaseUrl.Parse"/> gives it.</param>
    /// <param name="schema">The schema that holds every table; a plain lower-case identifier.</param>
    /// <param name="poolSize">Connections at most, to each of them, unless the connection string says so itself.</param>
    /// <param name="replica">A replica that may read.</param>
    public PostgresDatabase(
        NpgsqlConnectionStringBuilder connection, string schema, int poolSize = 20, NpgsqlConnectionStringBuilder? replica = null) =>
        (_connections, _schema) = (new PostgresConnections(connection, schema, poolSize, replica), schema);

    /// <inheritdoc/>
    public bool HasReplica => _connections.HasReplica;

    /// <inheritdoc/>
    public string Description => _connections.Description;

    /// <inheritdoc/>
    public bool IsEmbedded => false;

    /// <inheritdoc/>
    public void AddDbContext(IServiceCollection services, TimeSpan slowQuery = default)
    {
        services.AddSingleton(provider => _connections.OpenPrimary(SlowQueries.Of(provider, slowQuery)));
        services.AddSingleton(provider => new PostgresReplica(
            provider.GetRequiredService<NpgsqlDataSource>(), _connections.OpenReplica(SlowQueries.Of(provider, slowQuery)),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<PostgresReplica>>()));
        services.AddKeyedSingleton(Reserve, (_, _) => _connections.OpenReserve());
        services.AddDbContextPool<PsiDb, PostgresPsiDb>((provider, options) => options
            .UseNpgsql(
                provider.GetRequiredService<NpgsqlDataSource>(),
                npgsql => npgsql.MigrationsHistoryTable(PostgresMigrations.History, _schema))
            .UseSnakeCaseNamingConvention()
            .ConfigureWarnings(PsiDb.ReportErrorsOnce));
    }

    /// <inheritdoc/>
    public async Task PingAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var command = services.GetRequiredKeyedService<NpgsqlDataSource>(Reserve).CreateCommand("SELECT 1");
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc/>
    public Task<bool> HasTablesAsync(IServiceProvider services, CancellationToken ct) =>
        PostgresMigrations.AreAppliedAsync(services.GetRequiredKeyedService<NpgsqlDataSource>(Reserve), ct);

    /// <inheritdoc/>
    public Task MigrateAsync(PsiDb db, CancellationToken ct) => PostgresMigrations.ApplyAsync(db, _schema, ct);

    /// <inheritdoc/>
    public async Task<bool> IsSchemaAsync(PsiDb db, DbConnection other, string schema, CancellationToken ct)
    {
        if (schema != _schema || other is not NpgsqlConnection) return false;
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            return await PlaceOfAsync(db.Database.GetDbConnection(), ct) == await PlaceOfAsync(other, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <inheritdoc/>
    public async Task<ReplicaRead?> ReadFromReplicaAsync(PsiDb db, IServiceProvider services, CancellationToken ct) =>
        HasReplica ? await services.GetRequiredService<PostgresReplica>().TryReadAsync(db, ct) : null;

    /// <inheritdoc/>
    public async Task<IDbContextTransaction> BeginSnapshotAsync(PsiDb db, CancellationToken ct)
    {
        var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await ExecuteAsync(db, "SET TRANSACTION READ ONLY", ct);
        return snapshot;
    }

    /// <inheritdoc/>
    public async Task<IDbContextTransaction> BeginRebuildAsync(PsiDb db, CancellationToken ct)
    {
        var rebuild = await db.Database.BeginTransactionAsync(ct);
        await PostgresMigrations.LockAsync(db, ct);
        return rebuild;
    }

    /// <summary>None does: the statement that would write such a row fails.</summary>
    public Task<string?> FindLooseReferenceAsync(PsiDb db, string table, CancellationToken ct) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public async Task CommitAsync(PsiDb db, IDbContextTransaction transaction, string message, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_notify({PostgresNews.ChannelOf(_schema)}, {message})", ct);
        await transaction.CommitAsync(ct);
    }

    /// <inheritdoc/>
    public async Task TellAsync(IServiceProvider services, string message, CancellationToken ct)
    {
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT pg_notify($1, $2)");
        command.Parameters.AddWithValue(PostgresNews.ChannelOf(_schema));
        command.Parameters.AddWithValue(message);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string?> ListenAsync(CancellationToken ct) => PostgresNews.ListenAsync(_connections.Primary, _schema, ct);

    /// <inheritdoc/>
    public async Task<PlanningSession?> LockSessionAsync(PsiDb db, Guid sessionId, CancellationToken ct)
    {
        var locked = await db.Sessions.FromSql($"SELECT * FROM sessions WHERE id = {sessionId} FOR NO KEY UPDATE").IgnoreQueryFilters()
            .ToListAsync(ct);
        db.Database.SetCommandTimeout(LongStatement);
        return locked is [var session] ? session : null;
    }

    /// <inheritdoc/>
    public Task LockNameAsync(PsiDb db, string name, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", ct);

    /// <inheritdoc/>
    public bool IsFull(Exception exception) => PostgresFaults.IsFull(exception);

    /// <inheritdoc/>
    public bool IsUnreachable(Exception exception) => PostgresFaults.IsUnreachable(exception);

    /// <inheritdoc/>
    public void ForgetConnections(IServiceProvider services, Exception exception)
    {
        if (PostgresFaults.IsBroken(exception)) services.GetRequiredService<NpgsqlDataSource>().Clear();
    }

    /// <inheritdoc/>
    public async Task<LongWrite> BeginLongWriteAsync(PsiDb db, CancellationToken ct)
    {
        db.Database.SetCommandTimeout(LongStatement);
        return new OneTransaction(await db.Database.BeginTransactionAsync(ct));
    }

    /// <inheritdoc/>
    public async Task<BulkWriter> BulkWriteAsync(
        PsiDb db, string table, IReadOnlyList<BulkColumn> columns, CancellationToken ct)
    {
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        return new PostgresBulkWriter(
            await connection.BeginBinaryImportAsync($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)", ct));
    }

    /// <inheritdoc/>
    public Task CreateStagingAsync(PsiDb db, string table, IReadOnlyList<BulkColumn> columns, CancellationToken ct)
    {
        var definitions = string.Join(", ", columns.Select(column => $"{column.Name} {TypeName(column.Type)}"));
        return ExecuteAsync(db, $"CREATE TEMPORARY TABLE {table} ({definitions}) ON COMMIT DROP", ct);
    }

    /// <inheritdoc/>
    public Task ExpectWholeSetsAsync(PsiDb db, CancellationToken ct) => ExecuteAsync(db, "SET LOCAL enable_nestloop = off", ct);

    /// <inheritdoc/>
    public Task AnalyzeAsync(PsiDb db, string table, CancellationToken ct, params IReadOnlyList<string> columns) => ExecuteAsync(
        db, columns.Count == 0 ? $"ANALYZE {table}" : $"ANALYZE {table} ({string.Join(", ", columns)})", ct);

    /// <inheritdoc/>
    public Task ContinueNumbersAsync(PsiDb db, CancellationToken ct) => ExecuteAsync(
        db,
        """
        DO $$
        DECLARE numbered record;
        BEGIN
            FOR numbered IN
                SELECT table_name, column_name FROM information_schema.columns
                WHERE table_schema = current_schema() AND is_identity = 'YES'
            LOOP
                EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L), max(%I)) FROM %I',
                    quote_ident(numbered.table_name), numbered.column_name, numbered.column_name, numbered.table_name);
            END LOOP;
        END $$
        """,
        ct);

    /// <inheritdoc/>
    public string InByteOrder(string column) => $"\"{column}\" COLLATE \"C\"";

    /// <inheritdoc/>
    public string IsOneOf(DbCommand command, string column, IReadOnlyList<int> numbers)
    {
        command.Parameters.Add(new NpgsqlParameter("numbers", NpgsqlDbType.Array | NpgsqlDbType.Integer)
        {
            Value = numbers as int[] ?? [.. numbers],
        });
        return $"{column} = ANY(@numbers)";
    }

    /// <inheritdoc/>
    public decimal? ReadQuantity(DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : Quantity.Normalize(reader.GetDecimal(ordinal));

    /// <inheritdoc/>
    public DateOnly ReadDate(DbDataReader reader, int ordinal) => ((NpgsqlDataReader)reader).GetFieldValue<DateOnly>(ordinal);

    /// <inheritdoc/>
    public DateTimeOffset ReadTime(DbDataReader reader, int ordinal) => reader.GetFieldValue<DateTimeOffset>(ordinal);

    /// <summary>What tells a database from all others: names and ports may lead to the same one.</summary>
    private static async Task<(DateTime ServerStarted, uint Database)> PlaceOfAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_postmaster_start_time(), oid FROM pg_database WHERE datname = current_database()";
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetDateTime(0), reader.GetFieldValue<uint>(1));
    }

    private static async Task ExecuteAsync(PsiDb db, string sql, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.CurrentTransaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string TypeName(BulkType type) => type switch
    {
        BulkType.Uuid => "uuid",
        BulkType.Integer => "integer",
        BulkType.BigInteger => "bigint",
        BulkType.Date => "date",
        BulkType.Quantity => "numeric(28,6)",
        BulkType.Text => "text",
        BulkType.Boolean => "boolean",
        BulkType.Time => "timestamp with time zone",
        BulkType.Bytes => "bytea",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>Writers don't wait for one another here, so that all of it is kept or nothing.</summary>
    private sealed class OneTransaction(IDbContextTransaction transaction) : LongWrite
    {
        public override int RowsAtATime => int.MaxValue;

        public override Task LetOthersInAsync(CancellationToken ct) => Task.CompletedTask;

        public override Task CompleteAsync(CancellationToken ct) => transaction.CommitAsync(ct);

        public override ValueTask DisposeAsync() => transaction.DisposeAsync();
    }
}
