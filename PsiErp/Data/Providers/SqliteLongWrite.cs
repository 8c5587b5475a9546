using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PsiErp.Data.Providers;

/// <summary>Many short transactions on one connection; between them whoever waits is let in.</summary>
internal sealed class SqliteLongWrite : LongWrite
{
    /// <summary>How long the file is left to the others, at most.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    private readonly PsiDb _db;
    private readonly SqliteWriters _writers;
    private IDbContextTransaction _transaction;

    private SqliteLongWrite(PsiDb db, SqliteWriters writers, IDbContextTransaction transaction) =>
        (_db, _writers, _transaction) = (db, writers, transaction);

    /// <inheritdoc/>
    public override int RowsAtATime => 20_000;

    /// <summary>Waits for its turn and begins.</summary>
    public static async Task<LongWrite> BeginAsync(PsiDb db, SqliteWriters writers, CancellationToken ct)
    {
        await writers.LongWrites.WaitAsync(ct);
        try
        {
            // One connection throughout, for its temporary tables
            await db.Database.OpenConnectionAsync(ct);
            return new SqliteLongWrite(db, writers, await db.Database.BeginTransactionAsync(ct));
        }
        catch
        {
            await db.Database.CloseConnectionAsync();
            writers.LongWrites.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task LetOthersInAsync(CancellationToken ct)
    {
        await CompleteAsync(ct);
        await _transaction.DisposeAsync();
        for (var waited = TimeSpan.Zero; waited < Longest && _writers.AnyWait; waited += Moment) await Task.Delay(Moment, ct);
        _transaction = await _db.Database.BeginTransactionAsync(ct);
    }

    /// <inheritdoc/>
    public override Task CompleteAsync(CancellationToken ct) => _transaction.CommitAsync(ct);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _db.Database.CloseConnectionAsync();
        _writers.LongWrites.Release();
    }
}
