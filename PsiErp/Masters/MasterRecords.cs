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
                await KeepAsync(type, new(body.Id, null, body.Data), ct);
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
            await KeepAsync(type, new(id, before.Data, after.Data), ct);
            return new MasterOutcome<MasterBody>.Done(after);
        },
        ct);

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
                await KeepAsync(type, new(id, before.Data, null), ct);
                write.Note(type, record.Code.Length > 0 ? record.Code : $"{id}", new Known(before.Data), null, by);
                return new MasterOutcome<MasterBody>.Done(before);
            },
            ct);

    /// <summary>Saves, and follows with what PsiErp reads of products.</summary>
    private async Task KeepAsync(string type, ProductChange change, CancellationToken ct)
    {
        if (type != MasterTypes.Products) return;
        await db.SaveChangesAsync(ct);
        await products.KeepAsync([change], areAlone: false, ct);
    }

    private static MasterOutcome<MasterBody>.Invalid Invalid(string problem) => new(new() { ["data"] = [problem] });

    private static string NameOf(MasterData data, Guid id) => data.Code is { Length: > 0 } code ? code : $"{id}";

    private Task<MasterRecord?> TrackAsync(string type, Guid id, CancellationToken ct) =>
        db.MasterRecords.SingleOrDefaultAsync(record => record.Id == id && record.MasterType == type, ct);

    private MasterRecord Add(string type, MasterData data, DateTimeOffset now)
    {
        now = ToMicroseconds(now);
        var record = data.ToRecord(type, Guid.CreateVersion7(), now, now);
        db.Add(record);
        return record;
    }

    private static void Set(MasterRecord record, MasterData data, DateTimeOffset now) =>
        (record.Code, record.Name, record.Data, record.SearchKey, record.UpdatedAt) =
        (data.Code, data.Name, data.Text, data.SearchKey, ToMicroseconds(now));

    /// <summary>What databases keep of a time, so that a record has the same tag before it was stored and afterwards.</summary>
    internal static DateTimeOffset ToMicroseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>What the audit log keeps of a record.</summary>
    internal sealed record Known(JsonElement Data);
}
