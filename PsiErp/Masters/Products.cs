using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Planning;

namespace PsiErp.Masters;

/// <summary>A record of a product that comes, changes or goes.</summary>
/// <param name="Id">The record.</param>
/// <param name="Before">Its data as it was; null when it comes.</param>
/// <param name="After">Its data as it is; null when it goes.</param>
internal sealed record ProductChange(Guid Id, JsonElement? Before, JsonElement? After)
{
    // Read when a change is made, which files do aside, and not while the database waits for it

    /// <summary>What PsiErp read of it as it was; null when it comes.</summary>
    public Product? Was { get; } = Before is { } data ? ProductMembers.Read(Id, data) : null;

    /// <summary>What PsiErp reads of it as it is, with its own code; null when it goes.</summary>
    public Product? Becomes { get; } = After is { } data ? ProductMembers.Read(Id, data) : null;

    /// <summary>The codes that it has or had.</summary>
    public IEnumerable<string> Codes => new[] { Was?.SkuCode, Becomes?.SkuCode }.OfType<string>().Distinct();

    /// <summary>Whether plans have other levels by it.</summary>
    public bool ChangesLevels => LevelsOf(Was) != LevelsOf(Becomes);

    private static (string? SkuCode, LevelDays Days) LevelsOf(Product? product) =>
        product is null || product.Levels.IsNone ? default : (product.SkuCode, product.Levels);
}

/// <summary>
/// Keeps what PsiErp reads of products beside their records. Of several records of a SKU the newest describes it. Plans whose
/// levels follow from other days then are put into the queue of <see cref="LevelChange"/>s.
/// </summary>
public sealed class Products(PsiDb db, IDatabase database, MasterWrite write, LevelQueue queue)
{
    private const int ChunkSize = 1000;

    private static readonly BulkColumn[] Columns =
    [
        new("id", BulkType.Uuid), new("sku_code", BulkType.Text), new("name", BulkType.Text), new("unit", BulkType.Text),
        new("decimals", BulkType.Integer), new("lead_time_days", BulkType.Integer), new("minimum_order", BulkType.Quantity),
        new("lot_multiple", BulkType.Quantity), new("safety_stock_days", BulkType.Quantity),
        new("standard_stock_days", BulkType.Quantity), new("shelf_life_days", BulkType.Integer), new("supplier", BulkType.Text),
        new("unit_cost", BulkType.Quantity), new("category_1", BulkType.Text), new("category_2", BulkType.Text),
        new("category_3", BulkType.Text),
    ];

    /// <summary>Reads all records that have not been read yet: those of an older release, or of another program.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RenewAsync(CancellationToken ct)
    {
        var unread = db.MasterRecords.AsNoTracking()
            .Where(record => record.MasterType == MasterTypes.Products && !db.Products.Any(product => product.Id == record.Id));
        if (!await unread.AnyAsync(ct)) return 0;
        var count = 0;
        await write.TogetherAsync(
            async () =>
            {
                while (await unread.OrderBy(record => record.Id).Take(ChunkSize).ToListAsync(ct) is { Count: > 0 } records)
                {
                    await KeepAsync(
                        [.. records.Select(record => new ProductChange(record.Id, null, MasterData.Parse(record.Data)))], areAlone: false,
                        ct);
                    count += records.Count;
                }
                return true;
            },
            ct);
        return count;
    }

    /// <summary>How far plans are behind the days of stock that products have; null when they are not.</summary>
    public async Task<LevelProgress?> ProgressAsync(CancellationToken ct)
    {
        if (queue.UnderWay is { } underWay) return underWay;
        // Not begun yet, or another machine does it
        return await db.LevelChanges.CountAsync(ct) is > 0 and var skus ? new LevelProgress(skus, 0, 0) : null;
    }

    /// <summary>Follows changes of records that are saved, within the write that is under way.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="areAlone">Whether no other record has or had the code of one of them, so that each describes its SKU.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task KeepAsync(IReadOnlyList<ProductChange> changes, bool areAlone, CancellationToken ct)
    {
        Guid[] known = [.. changes.Where(change => change.Before is not null).Select(change => change.Id)];
        if (known.Length > 0) await db.Products.Where(product => EF.Parameter(known).Contains(product.Id)).ExecuteDeleteAsync(ct);
        var newest = areAlone ? null : await SettleAsync(changes, ct);
        await LoadAsync(changes.Select(change => change.Becomes).OfType<Product>(), newest, ct);
        await QueueAsync(changes, ct);
    }

    /// <summary>The newest record of each code describes the SKU; those that are there already are told so.</summary>
    /// <returns>The codes of the newest.</returns>
    private async Task<Dictionary<Guid, string>> SettleAsync(IReadOnlyList<ProductChange> changes, CancellationToken ct)
    {
        string[] codes = [.. changes.SelectMany(change => change.Codes).Distinct()];
        if (codes.Length == 0) return [];
        // Index ix_master_records_master_type_code_id; the codes in one parameter, since SQLite is slow with thousands of them
        var records = await db.MasterRecords
            .Where(record => record.MasterType == MasterTypes.Products && EF.Parameter(codes).Contains(record.Code))
            .Select(record => new { record.Id, record.Code, record.CreatedAt }).ToListAsync(ct);
        var newest = records.GroupBy(record => record.Code)
            .Select(same => same.OrderByDescending(record => record.CreatedAt).ThenByDescending(record => record.Id).First())
            .ToDictionary(record => record.Id, record => record.Code);
        var coming = changes.Where(change => change.After is not null).Select(change => change.Id).ToHashSet();
        Guid[] older = [.. records.Select(record => record.Id).Where(id => !newest.ContainsKey(id) && !coming.Contains(id))];
        if (older.Length > 0)
        {
            await db.Products.Where(product => older.Contains(product.Id) && product.SkuCode != null)
                .ExecuteUpdateAsync(set => set.SetProperty(product => product.SkuCode, (string?)null), ct);
        }
        Guid[] again = [.. newest.Keys.Where(id => !coming.Contains(id))];
        if (again.Length > 0)
        {
            await db.Products.Where(product => again.Contains(product.Id) && product.SkuCode == null)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(
                        product => product.SkuCode,
                        product => db.MasterRecords.Where(record => record.Id == product.Id).Select(record => record.Code).First()),
                    ct);
        }
        return newest;
    }

    /// <summary>Notes the SKUs that have other days of stock.</summary>
    private async Task QueueAsync(IReadOnlyList<ProductChange> changes, CancellationToken ct)
    {
        var skus = changes.Where(change => change.ChangesLevels).SelectMany(change => change.Codes).Distinct().ToList();
        if (skus.Count == 0) return;
        await using (var writer = await database.BulkWriteAsync(
            db, "level_changes", [new("id", BulkType.Uuid), new("sku_code", BulkType.Text)], ct))
        {
            foreach (var sku in skus)
            {
                writer.StartRow();
                writer.Write(Guid.CreateVersion7());
                writer.Write(sku);
            }
            await writer.CompleteAsync(ct);
        }
        write.WhenKept(queue.Wake);
    }

    /// <summary>Adds what is read of records.</summary>
    /// <param name="products">It, each with the code of its record.</param>
    /// <param name="newest">The SKUs that they describe; null where that is for each its own code.</param>
    /// <param name="ct">Cancels.</param>
    private async Task LoadAsync(IEnumerable<Product> products, Dictionary<Guid, string>? newest, CancellationToken ct)
    {
        await using var writer = await database.BulkWriteAsync(db, "products", Columns, ct);
        foreach (var product in products)
        {
            writer.StartRow();
            writer.Write(product.Id);
            writer.Write(newest is null ? product.SkuCode : newest.GetValueOrDefault(product.Id));
            writer.Write(product.Name);
            writer.Write(product.Unit);
            Write(writer, product.Decimals);
            Write(writer, product.LeadTimeDays);
            writer.Write(product.MinimumOrder);
            writer.Write(product.LotMultiple);
            writer.Write(product.SafetyStockDays);
            writer.Write(product.StandardStockDays);
            Write(writer, product.ShelfLifeDays);
            writer.Write(product.Supplier);
            writer.Write(product.UnitCost);
            writer.Write(product.Category1);
            writer.Write(product.Category2);
            writer.Write(product.Category3);
        }
        await writer.CompleteAsync(ct);
    }

    private static void Write(BulkWriter writer, int? number)
    {
        if (number is { } known) writer.Write(known);
        else writer.WriteNull();
    }
}
