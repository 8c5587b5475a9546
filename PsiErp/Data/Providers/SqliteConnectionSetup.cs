using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PsiErp.Data.Providers;

/// <summary>What every new connection to the file is told.</summary>
internal sealed class SqliteConnectionSetup : DbConnectionInterceptor
{
    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => SetUp(connection);

    /// <inheritdoc/>
    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        SetUp(connection);
        return Task.CompletedTask;
    }

    private static void SetUp(DbConnection connection)
    {
        var sqlite = (SqliteConnection)connection;
        // SQLite's own lower() knows ASCII only; searches are case-insensitive in every script
        sqlite.CreateFunction("lower", (string? text) => text?.ToLowerInvariant(), isDeterministic: true);
        sqlite.CreateFunction("gen_random_uuid", () => Guid.NewGuid().ToString().ToUpperInvariant());
        using var command = connection.CreateCommand();
        // WAL with NORMAL loses no committed transaction when the process is killed
        command.CommandText = "PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 15000; PRAGMA cache_size = -16000";
        command.ExecuteNonQuery();
    }
}
