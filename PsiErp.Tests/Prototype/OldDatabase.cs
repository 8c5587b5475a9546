using System.Text;
using Npgsql;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Prototype;

/// <summary>A database of the prototype, in a schema of its own.</summary>
internal sealed class OldDatabase : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private OldDatabase(string url)
    {
        Url = url;
        _connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(DatabaseUrl.Parse(url).ConnectionString)
        {
            SearchPath = Schema,
            Pooling = false,
        }.ConnectionString);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Where it is.</summary>
    public string Url { get; }

    /// <summary>The schema of its tables.</summary>
    public string Schema { get; } = $"{PostgresCluster.SchemaPrefix}{Guid.NewGuid():N}";

    /// <summary>One with the prototype's tables and a small plan.</summary>
    public static async Task<OldDatabase> WithPlan(PostgresApp postgres)
    {
        var old = await WithoutTables(postgres);
        await old.Run(Sample("prototype.sql"));
        await old.Run(Sample("prototype-plan.sql"));
        await old.Run($"UPDATE users SET password_hash = '{PsiClient.CheapHash}' WHERE username = 'hanako'");
        return old;
    }

    /// <summary>One that is nothing but a schema.</summary>
    public static async Task<OldDatabase> WithoutTables(PostgresApp postgres)
    {
        var old = new OldDatabase(postgres.DatabaseSettings["DATABASE_URL"]);
        await old._connection.OpenAsync(Ct);
        await old.Run($"CREATE SCHEMA {old.Schema}");
        return old;
    }

    /// <summary>Changes it.</summary>
    public async Task Run(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    /// <summary>Everything in it, and when each row was written.</summary>
    public async Task<string> Content()
    {
        var content = new StringBuilder();
        await using var command = new NpgsqlCommand(
            $"""
            SELECT c.relname, (xpath('/table/row/*/text()', query_to_xml(
                format('SELECT t.xmin, t::text FROM %s AS t ORDER BY 2', c.oid::regclass), false, false, '')))::text
            FROM pg_class AS c WHERE c.relnamespace = '{Schema}'::regnamespace AND c.relkind = 'r' ORDER BY 1
            """,
            _connection);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct)) content.AppendLine($"{reader.GetString(0)}: {reader.GetString(1)}");
        return content.ToString();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static string Sample(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", name));
}
