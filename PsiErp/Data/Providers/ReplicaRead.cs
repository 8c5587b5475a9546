using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace PsiErp.Data.Providers;

/// <summary>As long as it lasts a context reads from a replica. Then it is as before: contexts are used again.</summary>
public sealed class ReplicaRead : IAsyncDisposable
{
    private readonly PsiDb _db;
    private readonly DbConnection _connection;
    private readonly PostgresReplica _replica;

    private ReplicaRead(PsiDb db, DbConnection connection, PostgresReplica replica) =>
        (_db, _connection, _replica) = (db, connection, replica);

    /// <param name="db">The context; nothing of it is under way.</param>
    /// <param name="connection">Stays open, since another one might lead to a replica that is behind this one.</param>
    /// <param name="replica">Where it leads.</param>
    internal static async Task<ReplicaRead> BeginAsync(PsiDb db, DbConnection connection, PostgresReplica replica)
    {
        var read = new ReplicaRead(db, connection, replica);
        try
        {
            db.Database.SetDbConnection(connection);
            return read;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Notes that a statement failed, so that others needn't meet the same.</summary>
    public void Report(Exception problem) => _replica.Report(problem);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Whatever a failed request has left open
        await _db.GetService<IRelationalConnection>().ResetStateAsync();
        _db.Database.SetDbConnection(null, contextOwnsConnection: true);
        await _connection.DisposeAsync();
    }
}
