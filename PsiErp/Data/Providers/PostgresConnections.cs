using Npgsql;

namespace PsiErp.Data.Providers;

/// <summary>
/// How connections to PostgreSQL are made: to the primary, to a replica that may read, and one that is kept for health checks.
/// </summary>
internal sealed class PostgresConnections
{
    /// <summary>
    /// Seconds that a statement may take before it has waited long enough. Where the network takes everything and says nothing,
    /// the driver then tries to cancel it, twice for as long as a connection may take to open: less than half a minute in all.
    /// </summary>
    private const int StatementSeconds = 14;

    private const int OpeningSeconds = 7;

    private readonly string? _replica;

    /// <inheritdoc cref="PostgresDatabase(NpgsqlConnectionStringBuilder, string, int, NpgsqlConnectionStringBuilder)"/>
    public PostgresConnections(
        NpgsqlConnectionStringBuilder connection, string schema, int poolSize, NpgsqlConnectionStringBuilder? replica)
    {
        Complete(connection, schema, poolSize);
        var port = connection.Host!.Contains(',') ? "" : $":{connection.Port}";
        Description = $"PostgreSQL at {connection.Host}{port}/{connection.Database}, schema {schema}";
        Primary = connection.ConnectionString;
        if (replica is null) return;
        // Whoever waits for a replica can have the same from the primary
        if (!replica.ShouldSerialize("Timeout")) replica.Timeout = 1;
        if (!replica.ShouldSerialize("Command Timeout")) replica.CommandTimeout = StatementSeconds / 2;
        if (!replica.ShouldSerialize("Application Name")) replica.ApplicationName = "PsiErp reads";
        Complete(replica, schema, poolSize);
        _replica = replica.ConnectionString;
    }

    /// <summary>As <see cref="IDatabase.Description"/> says.</summary>
    public string Description { get; }

    /// <summary>The connection string of the primary.</summary>
    public string Primary { get; }

    /// <summary>As <see cref="IDatabase.HasReplica"/> says.</summary>
    public bool HasReplica => _replica is not null;

    public NpgsqlDataSource OpenPrimary(SlowQueries? slow) => Open(Primary, TargetSessionAttributes.Primary, slow);

    public NpgsqlDataSource OpenReplica(SlowQueries? slow) => Open(_replica!, TargetSessionAttributes.Standby, slow);

    /// <summary>One connection, so that a pool that is all in use does not look like a database that is gone.</summary>
    public NpgsqlDataSource OpenReserve() => Open(
        new NpgsqlConnectionStringBuilder(Primary) { MinPoolSize = 0, MaxPoolSize = 1 }.ConnectionString,
        TargetSessionAttributes.Primary, slow: null);

    private static NpgsqlDataSource Open(string connectionString, TargetSessionAttributes which, SlowQueries? slow)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        if (slow is not null) builder.UseLoggerFactory(new NpgsqlCommandLog(slow));
        return builder.ConnectionStringBuilder.Host!.Contains(',') ? builder.BuildMultiHost().WithTargetSession(which) : builder.Build();
    }

    private static void Complete(NpgsqlConnectionStringBuilder connection, string schema, int poolSize)
    {
        connection.SearchPath = schema;
        if (!connection.ShouldSerialize("Maximum Pool Size")) connection.MaxPoolSize = poolSize;
        if (!connection.ShouldSerialize("Command Timeout")) connection.CommandTimeout = StatementSeconds;
        if (!connection.ShouldSerialize("Timeout")) connection.Timeout = OpeningSeconds;
        if (!connection.ShouldSerialize("Max Auto Prepare")) connection.MaxAutoPrepare = 64;
        // Nothing here changes a connection's state beyond a transaction, and resetting it costs as much as a small query
        if (!connection.ShouldSerialize("No Reset On Close")) connection.NoResetOnClose = true;
        // The days of a SKU are some 100 KB
        if (!connection.ShouldSerialize("Read Buffer Size")) connection.ReadBufferSize = 64 * 1024;
        if (!connection.ShouldSerialize("Application Name")) connection.ApplicationName = "PsiErp";
        // Of several hosts the primary is looked for, as soon as one has been promoted; which it is to be is said with the data source
        connection.TargetSessionAttributes = null;
        if (!connection.ShouldSerialize("Host Recheck Seconds")) connection.HostRecheckSeconds = 2;
    }
}
