using System.Text.Json;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>
/// The one way to change master data: one after the other, whole or not at all, and on record with what it was and is.
/// </summary>
public sealed class MasterWrite(PsiDb db, IDatabase database, AuditLog audit)
{
    /// <summary>The lock under which master data is changed, on any number of machines.</summary>
    private const string Lock = "masters";

    /// <summary>Changes something.</summary>
    /// <param name="work">Does it; what it leaves in the change tracker is saved when it is done.</param>
    /// <param name="ct">Cancels; nothing is kept then.</param>
    public async Task<MasterOutcome<T>> RunAsync<T>(Func<Task<MasterOutcome<T>>> work, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await database.LockNameAsync(db, Lock, ct);
        try
        {
            var outcome = await work();
            if (outcome is not MasterOutcome<T>.Done) return outcome;
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return outcome;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Puts a change on record; nothing when there is none.</summary>
    /// <param name="table">Where: <c>products</c>, <c>warehouses</c> …</param>
    /// <param name="key">What is called so there.</param>
    /// <param name="before">What it was; null when it is new.</param>
    /// <param name="after">What it is; null when it is gone.</param>
    /// <param name="by">Who does it.</param>
    public void Note<T>(string table, string key, T? before, T? after, Caller by) where T : class
    {
        var (was, now) = (Text(before), Text(after));
        if (was == now) return;
        var kind = was is null ? AuditKind.MasterCreated : now is null ? AuditKind.MasterDeleted : AuditKind.MasterChanged;
        audit.AddChange(kind, $"{table}/{key}", by, was, now);
    }

    private static string? Text<T>(T? value) where T : class => value is null ? null : JsonSerializer.Serialize(value, Json.Options);
}
