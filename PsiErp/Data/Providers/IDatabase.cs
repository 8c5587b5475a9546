using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage;

namespace PsiErp.Data.Providers;

/// <summary>What differs between PostgreSQL and SQLite. Everything else is the same SQL or the same LINQ.</summary>
public interface IDatabase
{
    /// <summary>The name that people know the database by, with where it is, and without secrets.</summary>
    string Description { get; }

    /// <summary>
    /// Whether the app owns the database alone, and so brings it up to date itself when it starts; otherwise
    /// <c>PsiErp migrate</c> does, before the machines that share it start.
    /// </summary>
    bool IsEmbedded { get; }

    /// <summary>Registers the context of this database as <see cref="PsiDb"/>.</summary>
    /// <param name="services">The application's.</param>
    /// <param name="slowQuery">Statements that take longer are worth a warning; zero for none.</param>
    void AddDbContext(IServiceCollection services, TimeSpan slowQuery = default);

    /// <summary>Whether the database answers, asked without EF Core.</summary>
    /// <param name="services">Where the connections are from.</param>
    /// <param name="ct">Cancels.</param>
    /// <remarks>EF Core's model takes 20 MB and a third of a second, which a machine that nobody uses need not spend.</remarks>
    Task PingAsync(IServiceProvider services, CancellationToken ct);

    /// <summary>Whether the tables are there and as new as this program, asked without EF Core like <see cref="PingAsync"/>.</summary>
    Task<bool> HasTablesAsync(IServiceProvider services, CancellationToken ct);

    /// <summary>Creates what migrations need (schema, file) and applies those that are missing; safe to run twice at once.</summary>
    Task MigrateAsync(PsiDb db, CancellationToken ct);

    /// <summary>Whether a connection leads to the very schema that is to hold our tables, by whatever name it got there.</summary>
    /// <param name="db">Ours; the tables need not be there yet.</param>
    /// <param name="other">An open connection.</param>
    /// <param name="schema">The schema that is meant on it.</param>
    /// <param name="ct">Cancels.</param>
    Task<bool> IsSchemaAsync(PsiDb db, DbConnection other, string schema, CancellationToken ct);

    /// <summary>Whether there is a replica that may read.</summary>
    bool HasReplica { get; }

    /// <summary>
    /// Has a context read from a replica that has everything that has been committed by now, whoever wrote it.
    /// </summary>
    /// <param name="db">The context; nothing of it may be under way.</param>
    /// <param name="services">Where the connections are from.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>
    /// Until it is disposed the context reads there. Null when the primary is to answer: soon, whatever the replica does.
    /// </returns>
    Task<ReplicaRead?> ReadFromReplicaAsync(PsiDb db, IServiceProvider services, CancellationToken ct);

    /// <summary>Begins a transaction that sees the database as it is now, whatever others write, and keeps nobody waiting.</summary>
    Task<IDbContextTransaction> BeginSnapshotAsync(PsiDb db, CancellationToken ct);

    /// <summary>
    /// Begins a transaction that may make and drop tables as well as fill them; whoever else migrates waits for its end.
    /// Rows may refer to rows that are not there until <see cref="FindLooseReferenceAsync"/> is asked.
    /// </summary>
    Task<IDbContextTransaction> BeginRebuildAsync(PsiDb db, CancellationToken ct);

    /// <summary>Whether a row of the table refers to one that is not there, in a transaction of <see cref="BeginRebuildAsync"/>.</summary>
    /// <returns>The table that it refers to, or null when every row is sound.</returns>
    Task<string?> FindLooseReferenceAsync(PsiDb db, string table, CancellationToken ct);

    /// <summary>
    /// Locks the session's row until the current transaction ends, so that imports and edits of one session follow one
    /// another.
    /// </summary>
    /// <returns>The session, tracked, also a deleted one; null when there is none.</returns>
    Task<PlanningSession?> LockSessionAsync(PsiDb db, Guid sessionId, CancellationToken ct);

    /// <summary>
    /// Commits, and tells everybody who listens: nobody hears of what is not kept, and nothing is kept that nobody hears of.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="message">What is told, of less than 8,000 bytes.</param>
    /// <param name="ct">Cancels; nothing is kept then.</param>
    Task CommitAsync(PsiDb db, IDbContextTransaction transaction, string message, CancellationToken ct);

    /// <summary>Tells everybody who listens something that is not kept.</summary>
    Task TellAsync(IServiceProvider services, string message, CancellationToken ct);

    /// <summary>
    /// What is told, in every process of this database, over one connection of its own. First comes null: from there on nothing is
    /// missed. Fails when the connection is lost; whoever listens begins anew.
    /// </summary>
    IAsyncEnumerable<string?> ListenAsync(CancellationToken ct);

    /// <summary>
    /// Waits for a lock that is known by its name to every machine, and holds it until the current transaction ends.
    /// </summary>
    Task LockNameAsync(PsiDb db, string name, CancellationToken ct);

    /// <summary>Whether an error says that the database's disk has no room for what was to be written.</summary>
    bool IsFull(Exception exception);

    /// <summary>Whether an error says that the database can't be reached, rather than that it refuses something.</summary>
    bool IsUnreachable(Exception exception);

    /// <summary>
    /// Forgets the connections that are kept for later when an error says that one of them was broken: those that were opened
    /// with it to a server that has been restarted, or over a network that was cut, are as well.
    /// </summary>
    /// <param name="services">Where the connections are from.</param>
    /// <param name="exception">What has gone wrong.</param>
    void ForgetConnections(IServiceProvider services, Exception exception);

    /// <summary>
    /// Begins to write much that nobody reads yet. Where writers keep one another waiting it is made of many short transactions,
    /// else of one.
    /// </summary>
    Task<LongWrite> BeginLongWriteAsync(PsiDb db, CancellationToken ct);

    /// <summary>Starts writing rows to a table in the current transaction, as fast as the database takes them.</summary>
    Task<BulkWriter> BulkWriteAsync(PsiDb db, string table, IReadOnlyList<BulkColumn> columns, CancellationToken ct);

    /// <summary>
    /// Creates a temporary table without keys, with these columns, that is gone when the transaction ends.
    /// </summary>
    Task CreateStagingAsync(PsiDb db, string table, IReadOnlyList<BulkColumn> columns, CancellationToken ct);

    /// <summary>
    /// Tells the planner that what follows in this transaction joins whole sets of rows, which it knows nothing of yet: row by
    /// row, each looked for among all, would take minutes.
    /// </summary>
    Task ExpectWholeSetsAsync(PsiDb db, CancellationToken ct);

    /// <summary>Tells the planner how large a freshly filled table is, and what its columns hold.</summary>
    /// <param name="db">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="columns">Those that rows are looked for by; none for all.</param>
    Task AnalyzeAsync(PsiDb db, string table, CancellationToken ct, params IReadOnlyList<string> columns);

    /// <summary>Numbers that the database gives to new rows go on after those that were loaded with rows.</summary>
    Task ContinueNumbersAsync(PsiDb db, CancellationToken ct);

    /// <summary>SQL that orders by a text column byte by byte, which is the same in every database and language.</summary>
    string InByteOrder(string column);

    /// <summary>SQL that is true when <paramref name="column"/> is one of the numbers; adds its parameter to the command.</summary>
    string IsOneOf(DbCommand command, string column, IReadOnlyList<int> numbers);

    /// <summary>A quantity column of a raw query.</summary>
    decimal? ReadQuantity(DbDataReader reader, int ordinal);

    /// <summary>A date column of a raw query.</summary>
    DateOnly ReadDate(DbDataReader reader, int ordinal);

    /// <summary>A time column of a raw query.</summary>
    DateTimeOffset ReadTime(DbDataReader reader, int ordinal);
}

/// <summary>Types of the columns that are written in bulk.</summary>
public enum BulkType
{
    Uuid,
    Integer,
    BigInteger,
    Date,
    Quantity,
    Text,
    Boolean,
    Time,
    Bytes,
}

/// <summary>A column that is written in bulk.</summary>
public readonly record struct BulkColumn(string Name, BulkType Type);

/// <summary>
/// A write of much that nobody reads yet. What it has written when it fails may still be there: whoever began it removes that.
/// </summary>
public abstract class LongWrite : IAsyncDisposable
{
    private const int UsualDays = 64;

    /// <summary>Rows after which others should be let in.</summary>
    public abstract int RowsAtATime { get; }

    /// <summary>Series of the usual horizon that are about as many rows; null for all at once.</summary>
    public int? SeriesAtATime => RowsAtATime == int.MaxValue ? null : RowsAtATime / UsualDays;

    /// <summary>Lets others write who wait for it; no bulk writer may be under way.</summary>
    public abstract Task LetOthersInAsync(CancellationToken ct);

    /// <summary>Keeps what was written.</summary>
    public abstract Task CompleteAsync(CancellationToken ct);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>
/// Writes rows, value by value in the order of the columns. Without <see cref="CompleteAsync"/> nothing is kept.
/// </summary>
public abstract class BulkWriter : IAsyncDisposable
{
    /// <summary>Begins a row; the one before must be complete.</summary>
    public abstract void StartRow();

    public abstract void Write(Guid value);
    public abstract void Write(int value);
    public abstract void Write(long value);
    public abstract void Write(bool value);
    public abstract void Write(DateOnly? value);
    public abstract void Write(decimal? value);
    public abstract void Write(string? value);

    /// <summary>Writes a time; what is finer than a microsecond is cut off.</summary>
    public abstract void Write(DateTimeOffset value);

    public abstract void Write(byte[] value);
    public abstract void WriteNull();

    /// <summary>Writes an id that may be unknown.</summary>
    public void WriteIdOrNull(Guid? value)
    {
        if (value is { } id) Write(id);
        else WriteNull();
    }

    /// <summary>Finishes the last row and makes all of them part of the transaction.</summary>
    public abstract Task CompleteAsync(CancellationToken ct);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
