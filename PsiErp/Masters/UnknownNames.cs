using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;

namespace PsiErp.Masters;

/// <summary>How many names of a plan master data does not know.</summary>
/// <param name="Skus">SKUs that no product has as its code.</param>
/// <param name="Warehouses">Warehouses.</param>
/// <param name="Channels">Channels.</param>
public sealed record UnknownCounts(int Skus, int Warehouses, int Channels)
{
    /// <summary>All of them.</summary>
    internal int Total => Skus + Warehouses + Channels;
}

/// <summary>Finds the SKUs, warehouses and channels of plans that master data does not know, and adds them to it.</summary>
public sealed class UnknownNames(
    PsiDb db, RecordLoad load, Warehouses warehouses, Channels channels, MasterWrite write)
{
    private const int ChunkSize = 500;

    /// <summary>How many of some series' names are unknown.</summary>
    public async Task<UnknownCounts> CountAsync(IReadOnlyCollection<SeriesKey> series, CancellationToken ct) => new(
        Without(
            series.Select(key => key.SkuCode),
            await db.Products.Where(product => product.SkuCode != null).Select(product => product.SkuCode!).ToHashSetAsync(ct)),
        Without(series.Select(key => key.WarehouseName), await db.Warehouses.Select(place => place.WarehouseName).ToHashSetAsync(ct)),
        Without(series.Select(key => key.Channel), await db.Channels.Select(channel => channel.Name).ToHashSetAsync(ct)));

    /// <summary>How many names of a plan are unknown.</summary>
    public async Task<UnknownCounts> CountAsync(Guid sessionId, CancellationToken ct) => new(
        await Skus(sessionId).CountAsync(ct), await Warehouses(sessionId).CountAsync(ct), await Channels(sessionId).CountAsync(ct));

    /// <summary>Adds those of a plan, products with what the plan says of them; all of them or none.</summary>
    /// <returns>How many were added; null when there is no such session.</returns>
    public async Task<UnknownCounts?> AddAsync(Guid sessionId, Caller by, CancellationToken ct)
    {
        if (!await db.Sessions.AnyAsync(session => session.Id == sessionId, ct)) return null;
        var added = new UnknownCounts(0, 0, 0);
        await write.TogetherAsync(
            async () =>
            {
                added = new UnknownCounts(
                    await AddProductsAsync(sessionId, by, ct),
                    await AddAsync(warehouses, Warehouses(sessionId), name => new WarehouseBody(name, null, null), by, ct),
                    await AddAsync(channels, Channels(sessionId), name => new ChannelBody(name, null), by, ct));
                return added.Total > 0;
            },
            ct);
        return added;
    }

    private static int Without(IEnumerable<string> names, HashSet<string> known) =>
        names.Where(name => name.Length > 0).Distinct().Count(name => !known.Contains(name));

    private IQueryable<string> Skus(Guid sessionId) => db.Skus
        .Where(sku => sku.SessionId == sessionId && sku.SkuCode != "" && !db.Products.Any(product => product.SkuCode == sku.SkuCode))
        .Select(sku => sku.SkuCode);

    private IQueryable<string> Warehouses(Guid sessionId) => db.Series
        .Where(series => series.SessionId == sessionId && series.WarehouseName != "").Select(series => series.WarehouseName).Distinct()
        .Where(name => !db.Warehouses.Any(place => place.WarehouseName == name));

    private IQueryable<string> Channels(Guid sessionId) => db.Series
        .Where(series => series.SessionId == sessionId && series.Channel != "").Select(series => series.Channel).Distinct()
        .Where(name => !db.Channels.Any(channel => channel.Name == name));

    private async Task<int> AddProductsAsync(Guid sessionId, Caller by, CancellationToken ct)
    {
        var skus = await Skus(sessionId).OrderBy(sku => sku).ToListAsync(ct);
        await load.PutAsync(
            MasterTypes.Products, DescribedAsync(), (data, known) => known.Count > 0 ? null : MasterData.Read(data, out _), by, ct);
        return skus.Count;

        async IAsyncEnumerable<IReadOnlyList<(string Code, JsonElement Data)>> DescribedAsync()
        {
            foreach (var chunk in skus.Chunk(ChunkSize))
            {
                var described = (await db.Series.AsNoTracking().Where(s => s.SessionId == sessionId && chunk.Contains(s.SkuCode))
                    .OrderBy(s => s.SeriesNo)
                    .Select(s => new { s.SkuCode, s.SkuName, s.Category1, s.Category2, s.Category3 }).ToListAsync(ct))
                    .ToLookup(s => s.SkuCode);
                yield return
                [
                    .. from sku in chunk
                       let series = described[sku].ToList()
                       select (sku, DataOf(
                           ("code", sku), ("name", series.Select(s => s.SkuName).FirstOrDefault(text => text is not null)),
                           ("category_1", series.Select(s => s.Category1).FirstOrDefault(text => text is not null)),
                           ("category_2", series.Select(s => s.Category2).FirstOrDefault(text => text is not null)),
                           ("category_3", series.Select(s => s.Category3).FirstOrDefault(text => text is not null)))),
                ];
            }
        }

        static JsonElement DataOf(params IEnumerable<(string Name, string? Text)> members) => JsonSerializer.SerializeToElement(
            new JsonObject(members.Where(member => member.Text is not null)
                .Select(member => KeyValuePair.Create(member.Name, (JsonNode?)member.Text))));
    }

    private static async Task<int> AddAsync<TRow, TValue>(
        NamedMasters<TRow, TValue> masters, IQueryable<string> unknown, Func<string, TValue> toValue, Caller by, CancellationToken ct)
        where TRow : class
        where TValue : class
    {
        var count = 0;
        foreach (var name in await unknown.OrderBy(name => name).ToListAsync(ct))
        {
            if (await masters.CreateAsync(toValue(name), by, ct) is MasterOutcome<TValue>.Done) count++;
        }
        return count;
    }
}
