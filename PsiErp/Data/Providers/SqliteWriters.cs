using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PsiErp.Data.Providers;

/// <summary>
/// Who waits to write to the file. SQLite lets one write at a time and has no queue: whoever finds it busy tries again after a
/// while, so that a writer who pauses for a moment only is seldom met pausing.
/// </summary>
internal sealed class SqliteWriters : DbTransactionInterceptor
{
    /// <summary>What takes longer than this to begin waits for somebody.</summary>
    private static readonly long Noticed = TimeSpan.FromMilliseconds(20).Ticks;

    /// <summary>Nobody waits longer: the attempt has failed.</summary>
    private static readonly long GivenUp = TimeSpan.FromSeconds(20).Ticks;

    private readonly ConcurrentDictionary<Guid, long> _beginning = new();

    public SqliteWriters() => Commands = new SqliteCommands(this);

    /// <summary>One long write at a time; two would only take turns.</summary>
    public SemaphoreSlim LongWrites { get; } = new(1);

    /// <summary>Hears of statements that are no part of a transaction.</summary>
    public SqliteCommands Commands { get; }

    /// <summary>Whether somebody waits.</summary>
    public bool AnyWait
    {
        get
        {
            var now = DateTime.UtcNow.Ticks;
            foreach (var (id, since) in _beginning)
            {
                if (now - since > GivenUp) Began(id);
                else if (now - since > Noticed) return true;
            }
            return false;
        }
    }

    /// <summary>Notes that somebody is about to write.</summary>
    public void Begins(Guid id) => _beginning[id] = DateTime.UtcNow.Ticks;

    /// <summary>Notes that they no longer wait.</summary>
    public void Began(Guid id) => _beginning.TryRemove(id, out _);

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default)
    {
        Begins(eventData.TransactionId);
        return new(result);
    }

    /// <inheritdoc/>
    public override ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        Began(eventData.TransactionId);
        return new(result);
    }
}

/// <summary>Notes which statements wait that are no part of a transaction; reads never do.</summary>
internal sealed class SqliteCommands(SqliteWriters writers) : DbCommandInterceptor
{
    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Begins(command, eventData);
        return new(result);
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Begins(command, eventData);
        return new(result);
    }

    /// <inheritdoc/>
    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        writers.Began(eventData.CommandId);
        return new(result);
    }

    /// <inheritdoc/>
    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        writers.Began(eventData.CommandId);
        return new(result);
    }

    /// <inheritdoc/>
    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        writers.Began(eventData.CommandId);
        return Task.CompletedTask;
    }

    private void Begins(DbCommand command, CommandEventData eventData)
    {
        if (command.Transaction is null) writers.Begins(eventData.CommandId);
    }
}
