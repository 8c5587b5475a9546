using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace PsiErp.Data.Providers;

/// <summary>What every new connection to the file is told.</summary>
/// <param name="slow">Who hears of slow statements; null for nobody.</param>
internal sealed class SqliteConnectionSetup(SlowQueries? slow) : DbConnectionInterceptor
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

    private void SetUp(DbConnection connection)
    {
        var sqlite = (SqliteConnection)connection;
        // SQLite's own lower() knows ASCII only; searches are case-insensitive in every script
        sqlite.CreateFunction("lower", (string? text) => text?.ToLowerInvariant(), isDeterministic: true);
        sqlite.CreateFunction("gen_random_uuid", () => Guid.NewGuid().ToString().ToUpperInvariant());
        if (slow is not null) raw.sqlite3_profile(sqlite.Handle, Profile, slow);
        using var command = connection.CreateCommand();
        // WAL with NORMAL loses no committed transaction when the process is killed
        command.CommandText = "PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 15000; PRAGMA cache_size = -16000";
        command.ExecuteNonQuery();
    }

    private static void Profile(object slow, utf8z statement, long nanoseconds)
    {
        var took = TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
        if (((SlowQueries)slow).IsSlow(took)) ((SlowQueries)slow).Report(statement.utf8_to_string(), took);
    }
}
