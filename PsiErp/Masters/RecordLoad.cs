using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Masters;

/// <summary>
/// Changes many products, customers or suppliers by their codes, or adds them, in the write that is under way. What becomes of the next
/// ones is worked out while the database stores those before.
/// </summary>
public sealed class RecordLoad(PsiDb db, IDatabase database, MasterWrite write, Products products, TimeProvider clock)
{
    private const string Table = "master_records";

    private static readonly BulkColumn[] Columns =
    [
        new("id", BulkType.Uuid), new("master_type", BulkType.Text), new("code", BulkType.Text), new("name", BulkType.Text),
        new("data", BulkType.Text), new("search_key", BulkType.Text), new("created_at", BulkType.Time), new("updated_at", BulkType.Time),
    ];

    /// <summary>Changes or adds records.</summary>
    /// <param name="type">One of <see cref="MasterTypes.All"/>.</param>
    /// <param name="items">Some at a time, each with its code as it is kept; no two of one code.</param>
    /// <param name="change">What becomes of one of them, with the records that have its code; null when nothing. It runs aside.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task PutAsync<T>(
        string type, IAsyncEnumerable<IReadOnlyList<(string Code, T Item)>> items,
        Func<T, IReadOnlyList<MasterRecord>, MasterData?> change, Caller by, CancellationToken ct)
    {
        List<LoadedRecord> ready = [];
        var isAnalyzed = false;
        await foreach (var some in items.WithCancellation(ct))
        {
            var known = await KnownAsync(type, [.. some.Select(one => one.Code)], ct);
            var now = MasterRecords.ToMicroseconds(clock.GetUtcNow());
            var next = Task.Run(() => Make(type, some, known, change, by, now), ct);
            try
            {
                await StoreAsync(type, ready, ct);
            }
            finally
            {
                // Nothing of it may go on when this has failed
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            // PostgreSQL expects no record of a type that it has never seen one of, and would read through all of them for each code
            if (!isAnalyzed && ready.Count > 0)
            {
                await database.AnalyzeAsync(db, Table, ct, "master_type", "code");
                isAnalyzed = true;
            }
            ready = await next;
        }
        await StoreAsync(type, ready, ct);
    }

    private async Task<ILookup<string, MasterRecord>> KnownAsync(string type, IReadOnlyList<string> codes, CancellationToken ct) =>
        // Index ix_master_records_master_type_code_id; the codes in one parameter, since SQLite is slow with thousands of them
        (await db.MasterRecords.AsNoTracking()
            .Where(record => record.MasterType == type && EF.Parameter(codes).Contains(record.Code)).ToListAsync(ct))
        .ToLookup(record => record.Code);

    private List<LoadedRecord> Make<T>(
        string type, IReadOnlyList<(string Code, T Item)> items, ILookup<string, MasterRecord> known,
        Func<T, IReadOnlyList<MasterRecord>, MasterData?> change, Caller by, DateTimeOffset now)
    {
        var made = new List<LoadedRecord>(items.Count);
        foreach (var (code, item) in items)
        {
            // Records without a code have none in common
            List<MasterRecord> met = code.Length > 0 ? [.. known[code]] : [];
            if (change(item, met) is not { } data) continue;
            var before = met.FirstOrDefault();
            var record = data.ToRecord(type, before?.Id ?? Guid.CreateVersion7(), before?.CreatedAt ?? now, now);
            var was = before is null ? null : new MasterRecords.Known(MasterData.Parse(before.Data));
            made.Add(new LoadedRecord(
                record, was is null, type == MasterTypes.Products ? new ProductChange(record.Id, was?.Data, data.Members) : null,
                write.EntryOf(type, record.Code, was, new MasterRecords.Known(data.Members), by),
                IsAlone: met.Count <= 1 && code.Length > 0 && code == record.Code));
        }
        return made;
    }

    private async Task StoreAsync(string type, IReadOnlyList<LoadedRecord> records, CancellationToken ct)
    {
        if (records.Count == 0) return;
        db.UpdateRange(records.Where(one => !one.IsNew).Select(one => one.Record));
        await AddAsync([.. records.Where(one => one.IsNew).Select(one => one.Record)], ct);
        foreach (var entry in records.Select(one => one.Entry).OfType<AuditEntry>()) write.Note(entry);
        await write.SaveAsync(ct);
        List<ProductChange> changes = [.. records.Select(one => one.Change).OfType<ProductChange>()];
        if (changes.Count > 0) await products.KeepAsync(changes, areAlone: records.All(one => one.IsAlone), ct);
    }

    private async Task AddAsync(IReadOnlyList<MasterRecord> records, CancellationToken ct)
    {
        if (records.Count == 0) return;
        await using var writer = await database.BulkWriteAsync(db, Table, Columns, ct);
        foreach (var record in records)
        {
            writer.StartRow();
            writer.Write(record.Id);
            writer.Write(record.MasterType);
            writer.Write(record.Code);
            writer.Write(record.Name);
            writer.Write(record.Data);
            writer.Write(record.SearchKey);
            writer.Write(record.CreatedAt);
            writer.Write(record.UpdatedAt);
        }
        await writer.CompleteAsync(ct);
    }

    /// <summary>A record as it is to be stored.</summary>
    /// <param name="Record">The record.</param>
    /// <param name="IsNew">Whether it comes.</param>
    /// <param name="Change">What its data was and is; null where it is no product.</param>
    /// <param name="Entry">What is put on record of it; null when nothing is.</param>
    /// <param name="IsAlone">Whether no other record has its code.</param>
    private sealed record LoadedRecord(MasterRecord Record, bool IsNew, ProductChange? Change, AuditEntry? Entry, bool IsAlone);
}
