using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Npgsql;

namespace PsiErp.Prototype;

/// <summary>
/// The PostgreSQL database of the prototype as it was at one moment: everything is read in one repeatable-read transaction
/// that can't write.
/// </summary>
internal sealed class PrototypeDatabase : IAsyncDisposable
{
    private static readonly NpgsqlCommandBuilder Quoting = new();
    private readonly NpgsqlConnection _connection;
    private readonly Dictionary<string, HashSet<string>> _tables = [];
    private NpgsqlTransaction? _transaction;

    private PrototypeDatabase(NpgsqlConnectionStringBuilder where, string schema)
    {
        // Sorting millions of rows takes its time; nobody else uses the connection afterwards
        (where.CommandTimeout, where.Pooling) = (0, false);
        if (!where.ShouldSerialize("Application Name")) where.ApplicationName = "PsiErp import-prototype";
        _connection = new NpgsqlConnection(where.ConnectionString);
        Schema = schema;
        Description = $"PostgreSQL at {where.Host}:{where.Port}/{where.Database}, schema {schema}";
    }

    /// <summary>Where it is, without secrets.</summary>
    public string Description { get; }

    /// <summary>The schema that holds the prototype's tables.</summary>
    public string Schema { get; }

    /// <summary>The open connection.</summary>
    public DbConnection Connection => _connection;

    /// <summary>The tables that there are, by name.</summary>
    public IEnumerable<string> Tables => _tables.Keys.Order(StringComparer.Ordinal);

    /// <summary>Opens the database.</summary>
    /// <exception cref="PrototypeException">It can't be reached.</exception>
    public static async Task<PrototypeDatabase> OpenAsync(
        NpgsqlConnectionStringBuilder where, string schema, CancellationToken ct)
    {
        var old = new PrototypeDatabase(where, schema);
        try
        {
            await old.BeginAsync(ct);
            return old;
        }
        catch (NpgsqlException problem)
        {
            await old.DisposeAsync();
            throw new PrototypeException(
                $"Can't use the prototype's database ({old.Description}): {problem.GetBaseException().Message.TrimEnd('.')}.", problem);
        }
    }

    /// <summary>Whether there is such a table.</summary>
    public bool Has(string table) => _tables.ContainsKey(table);

    /// <summary>The names of a table's columns, in their order.</summary>
    public IReadOnlyCollection<string> ColumnsOf(string table) => _tables.GetValueOrDefault(table, []);

    /// <summary>A table's name as SQL has it.</summary>
    public string Qualified(string table) => $"{Quoting.QuoteIdentifier(Schema)}.{Quoting.QuoteIdentifier(table)}";

    /// <summary>Counts the rows of a table.</summary>
    public async Task<long> CountAsync(string table, CancellationToken ct)
    {
        await foreach (var row in ReadAsync($"SELECT count(*) FROM {Qualified(table)}", null, ct)) return row.GetInt64(0);
        return 0;
    }

    /// <summary>Streams the rows that a query answers with.</summary>
    /// <param name="sql">The query; <c>$1</c> stands for <paramref name="sessionId"/>.</param>
    /// <param name="sessionId">The session that is asked for, if the query asks for one.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PrototypeException">The database refuses to answer.</exception>
    public async IAsyncEnumerable<DbDataReader> ReadAsync(
        string sql, Guid? sessionId, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, _connection, _transaction);
        if (sessionId is { } id) command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var reader = await ExecuteAsync(command, ct);
        while (await NextAsync(reader, ct)) yield return reader;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null) await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task BeginAsync(CancellationToken ct)
    {
        await _connection.OpenAsync(ct);
        _transaction = await _connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using var settings = new NpgsqlCommand(
            "SET TRANSACTION READ ONLY; SET LOCAL datestyle TO ISO; SET LOCAL timezone TO 'UTC'", _connection, _transaction);
        await settings.ExecuteNonQueryAsync(ct);
        await ReadColumnsAsync(ct);
    }

    private async Task ReadColumnsAsync(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT table_name::text, column_name::text FROM information_schema.columns JOIN information_schema.tables
                USING (table_schema, table_name)
            WHERE table_schema = $1 AND table_type = 'BASE TABLE' ORDER BY table_name, ordinal_position
            """,
            _connection, _transaction);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Schema });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (!_tables.TryGetValue(reader.GetString(0), out var columns)) _tables[reader.GetString(0)] = columns = [];
            columns.Add(reader.GetString(1));
        }
    }

    private async Task<NpgsqlDataReader> ExecuteAsync(NpgsqlCommand command, CancellationToken ct)
    {
        try
        {
            return await command.ExecuteReaderAsync(ct);
        }
        catch (NpgsqlException problem)
        {
            throw Unreadable(problem);
        }
    }

    private async Task<bool> NextAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        try
        {
            return await reader.ReadAsync(ct);
        }
        catch (NpgsqlException problem)
        {
            throw Unreadable(problem);
        }
    }

    private PrototypeException Unreadable(NpgsqlException problem) => new(
        $"Can't read the prototype's database ({Description}): {problem.GetBaseException().Message.TrimEnd('.')}. "
        + "Nothing was taken over.", problem);
}
