using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;

namespace PsiErp.Masters;

/// <summary>A product, customer or supplier on the wire.</summary>
public sealed record MasterBody(Guid Id, string MasterType, JsonElement Data, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static MasterBody Of(MasterRecord record) => new(
        record.Id, record.MasterType, MasterData.Parse(record.Data), record.CreatedAt, record.UpdatedAt);
}

/// <summary>Products, customers and suppliers.</summary>
public sealed class MasterRecords(PsiDb db, MasterWrite write, Products products, TimeProvider clock)
{
    /// <summary>Records fetched at a time.</summary>
    private const int ChunkSize = 500;

    /// <summary>The records of a type: their ids, by which they are read.</summary>
    /// <param name="type">One of <see cref="MasterTypes.All"/>.</param>
    /// <param name="search">Part of a value inside the data; case and width make no difference.</param>
    /// <param name="order">Their order.</param>
    public IQueryable<Guid> Find(string type, string? search, MasterOrder order) =>
        order.Sort(Matching(type, search), db.Products, areAll: string.IsNullOrWhiteSpace(search));

    /// <summary>How many records of a type there are.</summary>
    /// <inheritdoc cref="Find"/>
    public Task<int> CountAsync(string type, string? search, CancellationToken ct) => Matching(type, search).CountAsync(ct);

    private IQueryable<MasterRecord> Matching(string type, string? search)
    {
        var records = db.MasterRecords.AsNoTracking().Where(record => record.MasterType == type);
        return SeriesFilter.Fold(search?.Trim()) is { Length: > 0 } part
            ? records.Where(record => record.SearchKey.Contains(part))
            : records;
    }

    /// <summary>
    /// Reads records in their order: which there are at once, the rest of them a few at a time, so that no connection to the
    /// database waits for whoever reads the answer.
    /// </summary>
    public async IAsyncEnumerable<MasterRecord> ReadAsync(IQueryable<Guid> ids, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var record in ReadAsync(await ids.ToListAsync(ct), ct)) yield return record;
    }

    /// <summary>Reads records in the order of their ids, a few at a time; those that are gone are left out.</summary>
    internal async IAsyncEnumerable<MasterRecord> ReadAsync(IReadOnlyList<Guid> ids, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var chunk in ids.Chunk(ChunkSize))
        {
            var rows = await db.MasterRecords.AsNoTracking().Where(record => chunk.Contains(record.Id))
                .ToDictionaryAsync(record => record.Id, ct);
            foreach (var id in chunk)
            {
                if (rows.TryGetValue(id, out var row)) yield return row;
            }
        }
    }

    /// <summary>One record, or null.</summary>
    public Task<MasterRecord?> FindAsync(string type, Guid id, CancellationToken ct) =>
        db.MasterRecords.AsNoTracking().SingleOrDefaultAsync(record => record.Id == id && record.MasterType == type, ct);

    /// <summary>Whether another record of the type has the code.</summary>
    public Task<bool> IsTakenAsync(string type, string code, Guid? except, CancellationToken ct) =>
        // Index ix_master_records_master_type_code_id
        db.MasterRecords.AnyAsync(record => record.MasterType == type && record.Code == code && record.Id != except, ct);

    /// <summary>Adds a record.</summary>
    /// <param name="type">One of <see cref="MasterTypes.All"/>.</param>
    /// <param name="data">What is known of it.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="isOnly">Whether no other record of the type may have its code.</param>
    public Task<MasterOutcome<MasterBody>> CreateAsync(
        string type, JsonElement? data, Caller by, CancellationToken ct, bool isOnly = false) =>
        write.RunAsync<MasterBody>(
            async () =>
            {
                if (MasterData.Read(data, out var problem) is not { } read) return Invalid(problem!);
                if (isOnly && await IsTakenAsync(type, read.Code, null, ct)) return new MasterOutcome<MasterBody>.Taken(read.Code);
                var body = MasterBody.Of(Add(type, read, clock.GetUtcNow()));
                write.Note(type, NameOf(read, body.Id), null, new Known(body.Data), by);
                await KeepAsync(type, [new(body.Id, null, body.Data)], ct);
                return new MasterOutcome<MasterBody>.Done(body);
            },
            ct);

    /// <summary>Gives a record other data.</summary>
    /// <param name="type">One of <see cref="MasterTypes.All"/>.</param>
    /// <param name="id">Which one.</param>
    /// <param name="change">What its data becomes, from what it is.</param>
    /// <param name="seen">Which version is meant.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="isOnly">Whether no other record of the type may have its code, if that changes.</param>
    public Task<MasterOutcome<MasterBody>> ChangeAsync(
        string type, Guid id, Func<JsonElement, JsonElement?> change, SeenVersion seen, Caller by, CancellationToken ct,
        bool isOnly = false) =>
        write.RunAsync<MasterBody>(
        async () =>
        {
            if (await TrackAsync(type, id, ct) is not { } record) return new MasterOutcome<MasterBody>.NotFound();
            var before = MasterBody.Of(record);
            if (!seen.Is(before)) return new MasterOutcome<MasterBody>.Stale(before);
            if (MasterData.Read(change(before.Data), out var problem) is not { } data) return Invalid(problem!);
            if (data.Text == record.Data) return new MasterOutcome<MasterBody>.Done(before);
            if (isOnly && data.Code != record.Code && await IsTakenAsync(type, data.Code, id, ct))
                return new MasterOutcome<MasterBody>.Taken(data.Code);
            Set(record, data, clock.GetUtcNow());
            var after = MasterBody.Of(record);
            write.Note(type, NameOf(data, id), new Known(before.Data), new Known(after.Data), by);
            await KeepAsync(type, [new(id, before.Data, after.Data)], ct);
            return new MasterOutcome<MasterBody>.Done(after);
        },
        ct);

    /// <summary>
    /// Changes records by their codes, or adds them, in the write that is under way: what becomes of the next ones is worked out while
    /// the database stores those before.
    /// </summary>
    /// <param name="type">One of <see cref="MasterTypes.All"/>.</param>
    /// <param name="items">Some at a time, each with its code as it is kept; no two of one code.</param>
    /// <param name="change">What becomes of one of them, with the records that have its code; null when nothing. It runs aside.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task PutAsync<T>(
        string type, IAsyncEnumerable<IReadOnlyList<(string Code, T Item)>> items,
        Func<T, IReadOnlyList<MasterRecord>, MasterData?> change, Caller by, CancellationToken ct)
    {
        List<PutRecord> ready = [];
        var isKnown = false;
        await foreach (var some in items.WithCancellation(ct))
        {
            var known = await KnownAsync(type, [.. some.Select(one => one.Code)], ct);
            var now = ToMicroseconds(clock.GetUtcNow());
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
            // The database plans what follows by what it knows of the table: a file may bring the first records of a type
            if (!isKnown && ready.Count > 0) await write.AnalyzeAsync(ct);
            isKnown |= ready.Count > 0;
            ready = await next;
        }
        await StoreAsync(type, ready, ct);
    }

    private async Task<ILookup<string, MasterRecord>> KnownAsync(string type, IReadOnlyList<string> codes, CancellationToken ct) =>
        // Index ix_master_records_master_type_code_id; the codes in one parameter, since SQLite is slow with thousands of them
        (await db.MasterRecords.AsNoTracking()
            .Where(record => record.MasterType == type && EF.Parameter(codes).Contains(record.Code)).ToListAsync(ct))
        .ToLookup(record => record.Code);

    private List<PutRecord> Make<T>(
        string type, IReadOnlyList<(string Code, T Item)> items, ILookup<string, MasterRecord> known,
        Func<T, IReadOnlyList<MasterRecord>, MasterData?> change, Caller by, DateTimeOffset now)
    {
        var made = new List<PutRecord>(items.Count);
        foreach (var (code, item) in items)
        {
            // Records without a code have none in common
            List<MasterRecord> met = code.Length > 0 ? [.. known[code]] : [];
            if (change(item, met) is not { } data) continue;
            var before = met.FirstOrDefault();
            var record = data.ToRecord(type, before?.Id ?? Guid.CreateVersion7(), before?.CreatedAt ?? now, now);
            var was = before is null ? null : new Known(MasterData.Parse(before.Data));
            made.Add(new PutRecord
            {
                Record = record,
                Change = new(record.Id, was?.Data, data.Members),
                Entry = write.EntryOf(type, record.Code, was, new Known(data.Members), by),
                IsAlone = met.Count <= 1 && code.Length > 0 && code == record.Code,
            });
        }
        return made;
    }

    private async Task StoreAsync(string type, IReadOnlyList<PutRecord> records, CancellationToken ct)
    {
        if (records.Count == 0) return;
        db.UpdateRange(records.Where(one => one.Change.Before is not null).Select(one => one.Record));
        await write.LoadAsync(records.Where(one => one.Change.Before is null).Select(one => one.Record), ct);
        foreach (var entry in records.Select(one => one.Entry).OfType<AuditEntry>()) write.Note(entry);
        await KeepAsync(type, [.. records.Select(one => one.Change)], ct, areAlone: records.All(one => one.IsAlone));
        await write.SaveAsync(ct);
    }

    /// <summary>Deletes a record.</summary>
    /// <inheritdoc cref="ChangeAsync"/>
    public Task<MasterOutcome<MasterBody>> DeleteAsync(string type, Guid id, SeenVersion seen, Caller by, CancellationToken ct) =>
        write.RunAsync<MasterBody>(
            async () =>
            {
                if (await TrackAsync(type, id, ct) is not { } record) return new MasterOutcome<MasterBody>.NotFound();
                var before = MasterBody.Of(record);
                if (!seen.Is(before)) return new MasterOutcome<MasterBody>.Stale(before);
                db.Remove(record);
                await KeepAsync(type, [new(id, before.Data, null)], ct);
                write.Note(type, record.Code.Length > 0 ? record.Code : $"{id}", new Known(before.Data), null, by);
                return new MasterOutcome<MasterBody>.Done(before);
            },
            ct);

    /// <summary>Saves, and follows with what PsiErp reads of products.</summary>
    private async Task KeepAsync(string type, IReadOnlyList<ProductChange> changes, CancellationToken ct, bool areAlone = false)
    {
        if (type != MasterTypes.Products || changes.Count == 0) return;
        await db.SaveChangesAsync(ct);
        await products.KeepAsync(changes, areAlone, ct);
    }

    private static MasterOutcome<MasterBody>.Invalid Invalid(string problem) => new(new() { ["data"] = [problem] });

    private static string NameOf(MasterData data, Guid id) => data.Code is { Length: > 0 } code ? code : $"{id}";

    private Task<MasterRecord?> TrackAsync(string type, Guid id, CancellationToken ct) =>
        db.MasterRecords.SingleOrDefaultAsync(record => record.Id == id && record.MasterType == type, ct);

    private MasterRecord Add(string type, MasterData data, DateTimeOffset now)
    {
        now = ToMicroseconds(now);
        var record = new MasterRecord
        {
            MasterType = type,
            Code = data.Code,
            Name = data.Name,
            Data = data.Text,
            SearchKey = data.SearchKey,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Add(record);
        return record;
    }

    private static void Set(MasterRecord record, MasterData data, DateTimeOffset now) =>
        (record.Code, record.Name, record.Data, record.SearchKey, record.UpdatedAt) =
        (data.Code, data.Name, data.Text, data.SearchKey, ToMicroseconds(now));

    /// <summary>What databases keep of a time, so that a record has the same tag before it was stored and afterwards.</summary>
    private static DateTimeOffset ToMicroseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>A record as it is to be stored.</summary>
    private sealed record PutRecord
    {
        public required MasterRecord Record { get; init; }
        public required ProductChange Change { get; init; }

        /// <summary>What is put on record of it; null when nothing is.</summary>
        public required AuditEntry? Entry { get; init; }

        /// <summary>Whether no other record has its code.</summary>
        public required bool IsAlone { get; init; }
    }

    /// <summary>What the audit log keeps of a record.</summary>
    private sealed record Known(JsonElement Data);
}
