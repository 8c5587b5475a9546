using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Masters;

/// <summary>What can refer to master data.</summary>
public enum MasterUseKind
{
    /// <summary>Planning sessions whose plans name it.</summary>
    Sessions,

    /// <summary>Series of those plans.</summary>
    Series,

    /// <summary>Warehouses whose main channel it is.</summary>
    MainChannel,

    /// <summary>Lanes from or to it.</summary>
    Lanes,

    /// <summary>Products that come from it.</summary>
    Products,
}

/// <summary>How often something is used.</summary>
public sealed record MasterUse(MasterUseKind Kind, int Count);

/// <summary>Tells where master data is used, before somebody deletes it.</summary>
public sealed class MasterUses(PsiDb db)
{
    /// <summary>Where a row of a sheet is used; nothing where it is not.</summary>
    public async Task<IReadOnlyList<MasterUse>> CountAsync(string kind, MasterRow row, CancellationToken ct)
    {
        IEnumerable<MasterUse> uses = kind switch
        {
            MasterTypes.Products when row["code"] is { Length: > 0 } sku => await InPlansAsync(series => series.SkuCode == sku, ct),
            MasterTypes.Suppliers when row["code"] is { Length: > 0 } code =>
                [new(MasterUseKind.Products, await db.Products.CountAsync(product => product.Supplier == code, ct))],
            MasterKinds.Warehouses => await OfWarehouseAsync(row["warehouse_name"], ct),
            MasterKinds.Channels => await OfChannelAsync(row["channel"], ct),
            _ => [],
        };
        return [.. uses.Where(use => use.Count > 0)];
    }

    private async Task<IEnumerable<MasterUse>> OfWarehouseAsync(string name, CancellationToken ct) =>
    [
        .. await InPlansAsync(series => series.WarehouseName == name, ct),
        new(MasterUseKind.Lanes, await db.Lanes.CountAsync(lane => lane.FromWarehouse == name || lane.ToWarehouse == name, ct)),
    ];

    private async Task<IEnumerable<MasterUse>> OfChannelAsync(string name, CancellationToken ct) =>
    [
        .. await InPlansAsync(series => series.Channel == name, ct),
        new(MasterUseKind.MainChannel, await db.Warehouses.CountAsync(warehouse => warehouse.MainChannel == name, ct)),
    ];

    private async Task<IEnumerable<MasterUse>> InPlansAsync(Expression<Func<Series, bool>> isMeant, CancellationToken ct)
    {
        var counts = await db.Series.Where(isMeant)
            .Where(series => db.Sessions.Any(session => session.Id == series.SessionId))
            .GroupBy(series => series.SessionId).Select(group => group.Count()).ToListAsync(ct);
        return [new(MasterUseKind.Sessions, counts.Count), new(MasterUseKind.Series, counts.Sum())];
    }
}
