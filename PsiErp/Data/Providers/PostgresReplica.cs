using System.Data.Common;
using Npgsql;

namespace PsiErp.Data.Providers;

/// <summary>
/// The read replica. It reads for a request when it has replayed everything that was committed before the request asked, whoever
/// wrote that and through whichever process; else the primary does. What is wrong with it costs requests next to nothing: who meets
/// it says so once, and for some seconds nobody asks again.
/// </summary>
internal sealed partial class PostgresReplica(
    NpgsqlDataSource primary, NpgsqlDataSource replica, TimeProvider clock, ILogger<PostgresReplica> log) : IAsyncDisposable
{
    /// <summary>
    /// Up to where the primary is durable, which is before anybody sees what was committed; where commits don't wait for that,
    /// up to where it has written. With it which database that is, and since how many promotions.
    /// </summary>
    private const string WherePrimaryIs =
        """
        SELECT lsn::text, substr(pg_walfile_name(lsn), 1, 8), (SELECT system_identifier FROM pg_control_system())
        FROM (SELECT CASE current_setting('synchronous_commit') WHEN 'off' THEN pg_current_wal_insert_lsn()
            ELSE pg_current_wal_flush_lsn() END) AS position (lsn)
        """;

    private const string IsReplicaThere =
        """
        SELECT pg_is_in_recovery() AND (SELECT system_identifier FROM pg_control_system()) = $3
                AND (SELECT lpad(upper(to_hex(timeline_id)), 8, '0') FROM pg_control_checkpoint()) = $2,
            pg_last_wal_replay_lsn() >= $1::pg_lsn
        """;

    /// <summary>To open a connection and to be answered, before it counts as gone.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(500);

    /// <summary>To replay what the primary has.</summary>
    private static readonly TimeSpan CatchUpTime = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan RestWhenBehind = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RestWhenGone = TimeSpan.FromSeconds(10);

    /// <summary>When it may be asked again, of <see cref="TimeProvider.GetTimestamp"/>; 0 while nothing is wrong.</summary>
    private long _restsUntil;

    /// <summary>Has a context read from the replica.</summary>
    /// <returns>Ends that when it is disposed; null when the primary has to answer.</returns>
    public async Task<ReplicaRead?> TryReadAsync(PsiDb db, CancellationToken ct)
    {
        if (!MayTry() || await FindPositionAsync(ct) is not { } position) return null;
        var attempt = TryOpenAsync(position);
        try
        {
            if (await attempt.WaitAsync(AnswerTime, clock, ct) is not { } connection) return null;
            return await ReplicaRead.BeginAsync(db, connection, this);
        }
        catch (Exception problem) when (problem is TimeoutException or OperationCanceledException or DbException)
        {
            _ = DropAsync(attempt);
            if (problem is not OperationCanceledException) Rest(RestWhenGone, problem.Message);
            ct.ThrowIfCancellationRequested();
            return null;
        }
    }

    /// <summary>Lets it be for some seconds after a statement failed on it.</summary>
    public void Report(Exception problem) => Rest(RestWhenGone, problem.GetBaseException().Message);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => replica.DisposeAsync();

    private async Task<Position?> FindPositionAsync(CancellationToken ct)
    {
        try
        {
            await using var command = primary.CreateCommand(WherePrimaryIs);
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            return new Position(reader.GetString(0), reader.GetString(1), reader.GetInt64(2));
        }
        catch (PostgresException problem) when (!PostgresFaults.IsUnreachable(problem))
        {
            Rest(RestWhenGone, $"the primary doesn't say how far it is: {problem.MessageText}");
            return null;
        }
    }

    /// <summary>Not cancelled, since the driver would ask a silent server to cancel it, and wait for that as well.</summary>
    private async Task<NpgsqlConnection?> TryOpenAsync(Position position)
    {
        var connection = await replica.OpenConnectionAsync();
        try
        {
            if (await HasReachedAsync(connection, position)) return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }

    private async Task<bool> HasReachedAsync(NpgsqlConnection connection, Position position)
    {
        var started = clock.GetTimestamp();
        await using var command = new NpgsqlCommand(IsReplicaThere, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = position.Lsn },
                new NpgsqlParameter<string> { TypedValue = position.Timeline },
                new NpgsqlParameter<long> { TypedValue = position.System },
            },
        };
        while (true)
        {
            await using (var reader = await command.ExecuteReaderAsync())
            {
                await reader.ReadAsync();
                if (reader.IsDBNull(1) || !reader.GetBoolean(0))
                {
                    Rest(RestWhenGone, "it is no replica of this database, or follows another primary");
                    return false;
                }
                if (reader.GetBoolean(1))
                {
                    if (Interlocked.Exchange(ref _restsUntil, 0) != 0) Back(log);
                    return true;
                }
            }
            if (clock.GetElapsedTime(started) > CatchUpTime)
            {
                Rest(RestWhenBehind, "it is behind");
                return false;
            }
            await Task.Delay(Poll, clock);
        }
    }

    private static async Task DropAsync(Task<NpgsqlConnection?> attempt)
    {
        try
        {
            if (await attempt is { } connection) await connection.DisposeAsync();
        }
        catch (Exception problem) when (problem is DbException or TimeoutException)
        {
            // That it is gone has been said
        }
    }

    private bool MayTry()
    {
        var until = Volatile.Read(ref _restsUntil);
        if (until == 0) return true;
        // One finds out for all
        return clock.GetTimestamp() >= until && Interlocked.CompareExchange(ref _restsUntil, After(RestWhenGone), until) == until;
    }

    private void Rest(TimeSpan rest, string why)
    {
        if (Interlocked.Exchange(ref _restsUntil, After(rest)) == 0) Resting(log, why);
    }

    private long After(TimeSpan rest) => clock.GetTimestamp() + (long)(rest.TotalSeconds * clock.TimestampFrequency);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The primary reads in place of the replica (DATABASE_URL_READ): {Why}")]
    private static partial void Resting(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "The replica (DATABASE_URL_READ) reads again")]
    private static partial void Back(ILogger log);

    private sealed record Position(string Lsn, string Timeline, long System);
}
