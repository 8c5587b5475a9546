using Npgsql;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Fixtures;

/// <summary>
/// The PostgreSQL server that tests use: the one that <c>PSI_TEST_DATABASE_URL</c> names, else a private one, started
/// on first use from the installed binaries and gone with the test process, however that ends.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly string Run = Guid.NewGuid().ToString("N")[..8];
    private readonly Lazy<Server> _server = new(Open);

    /// <summary>What the schemas and databases of this run begin with; they are dropped at its end.</summary>
    public static string SchemaPrefix { get; } = $"psi_test_{Run}_";

    /// <summary>The server's URL. Skips the test, with the reason, when there is no server.</summary>
    public string Url
    {
        get
        {
            if (_server.Value.Problem is { } problem) Assert.Skip(problem);
            return _server.Value.Url;
        }
    }

    /// <summary>Makes an empty database, for what stands on a schema of a certain name.</summary>
    /// <returns>Its connection string. Skips the test where making one is not allowed.</returns>
    public string CreateDatabase()
    {
        var connection = DatabaseUrl.Parse(Url);
        using var server = NpgsqlDataSource.Create(connection);
        connection.Database = $"{SchemaPrefix}{Guid.NewGuid():N}";
        using var command = server.CreateCommand($"CREATE DATABASE {connection.Database}");
        try
        {
            command.ExecuteNonQuery();
        }
        catch (PostgresException refusal) when (refusal.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            Assert.Skip($"The user of PSI_TEST_DATABASE_URL may make no database: {refusal.MessageText}");
        }
        return connection.ConnectionString;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_server.IsValueCreated || _server.Value.Problem is not null) return;
        if (_server.Value.Private is { } server) server.Dispose();
        else await TryDropAll(_server.Value.Url);
    }

    private static Server Open() => Environment.GetEnvironmentVariable("PSI_TEST_DATABASE_URL") is { Length: > 0 } url
        ? new Server(url, null, null)
        : PrivatePostgres.TryStart(out var server, "fsync=off", "synchronous_commit=off", "full_page_writes=off") is { } problem
            ? new Server("", null, problem)
            : new Server(server!.Url, server, null);

    private static async Task TryDropAll(string url)
    {
        try
        {
            await DropAll(url);
        }
        catch (NpgsqlException problem) when (problem.InnerException is System.Net.Sockets.SocketException)
        {
            // Every test that needed the server has failed with this already
        }
    }

    private static async Task DropAll(string url)
    {
        await using var database = NpgsqlDataSource.Create(DatabaseUrl.Parse(url));
        await using var find = database.CreateCommand(
            """
            SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace WHERE starts_with(nspname, $1)
            UNION ALL SELECT format('DROP DATABASE %I WITH (FORCE)', datname) FROM pg_database WHERE starts_with(datname, $1)
            """);
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = SchemaPrefix });
        var drops = new List<string>();
        await using (var reader = await find.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) drops.Add(reader.GetString(0));
        }
        foreach (var drop in drops)
        {
            await using var command = database.CreateCommand(drop);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <param name="Url">Where it is.</param>
    /// <param name="Private">A private server.</param>
    /// <param name="Problem">Why there is none.</param>
    private sealed record Server(string Url, PrivatePostgres? Private, string? Problem);
}
