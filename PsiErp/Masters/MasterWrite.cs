using System.Text.Json;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>
/// The one way to change master data: one after the other, whole or not at all, and on record with what it was and is.
/// </summary>
public sealed class MasterWrite(PsiDb db, IDatabase database, AuditLog audit, MasterMemory memory)
{
    /// <summary>The lock under which master data is changed, on any number of machines.</summary>
    private const string Lock = "masters";

    private readonly List<AuditEntry> _changes = [];
    private readonly List<Action> _whenKept = [];
    private bool _isTogether;

    /// <summary>Changes many things, all of them or none.</summary>
    /// <param name="work">Does it, by way of <see cref="RunAsync"/> or itself, and tells whether it is kept.</param>
    /// <param name="ct">Cancels; nothing is kept then.</param>
    public async Task TogetherAsync(Func<Task<bool>> work, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await database.LockNameAsync(db, Lock, ct);
        _isTogether = true;
        try
        {
            if (!await work()) return;
            await SaveAsync(ct);
            await transaction.CommitAsync(ct);
            Kept();
        }
        finally
        {
            _isTogether = false;
            _changes.Clear();
            _whenKept.Clear();
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Saves what was changed and noted so far of many things, so that it needs no memory any more.</summary>
    internal async Task SaveAsync(CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await audit.LoadChangesAsync(database, _changes, ct);
        _changes.Clear();
        db.ChangeTracker.Clear();
    }

    /// <summary>Changes something.</summary>
    /// <param name="work">Does it; what it leaves in the change tracker is saved when it is done.</param>
    /// <param name="ct">Cancels; nothing is kept then.</param>
    public async Task<MasterOutcome<T>> RunAsync<T>(Func<Task<MasterOutcome<T>>> work, CancellationToken ct)
    {
        if (_isTogether) return await SaveAsync(work, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await database.LockNameAsync(db, Lock, ct);
        var outcome = await SaveAsync(work, ct);
        if (outcome is MasterOutcome<T>.Done)
        {
            await transaction.CommitAsync(ct);
            Kept();
        }
        _whenKept.Clear();
        return outcome;
    }

    /// <summary>What is to be done once the write that is under way is kept, and not if it is not.</summary>
    internal void WhenKept(Action action) => _whenKept.Add(action);

    private void Kept()
    {
        memory.Forget();
        _whenKept.ForEach(action => action());
    }

    private async Task<MasterOutcome<T>> SaveAsync<T>(Func<Task<MasterOutcome<T>>> work, CancellationToken ct)
    {
        try
        {
            var outcome = await work();
            if (outcome is MasterOutcome<T>.Done) await db.SaveChangesAsync(ct);
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
        if (EntryOf(table, key, before, after, by) is not { } entry) return;
        if (_isTogether) Note(entry);
        else audit.AddChange(entry);
    }

    /// <summary>Puts one change of many on record.</summary>
    internal void Note(AuditEntry entry) => _changes.Add(entry);

    /// <summary>What is put on record of a change; null when there is none.</summary>
    /// <inheritdoc cref="Note"/>
    internal AuditEntry? EntryOf<T>(string table, string key, T? before, T? after, Caller by) where T : class
    {
        var (was, now) = (Text(before), Text(after));
        if (was == now) return null;
        var kind = was is null ? AuditKind.MasterCreated : now is null ? AuditKind.MasterDeleted : AuditKind.MasterChanged;
        return audit.ChangeOf(kind, $"{table}/{key}", by, was, now);
    }

    private static string? Text<T>(T? value) where T : class => value is null ? null : JsonSerializer.Serialize(value, Json.Options);
}
