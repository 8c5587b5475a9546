using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>A warehouse.</summary>
/// <param name="WarehouseName">1 to 255 characters: its name in plans and files.</param>
/// <param name="Region">Where it lies.</param>
/// <param name="MainChannel">The channel that is filled first; a known one.</param>
[RequestBody]
public sealed record WarehouseBody([property: Required] string WarehouseName, string? Region, string? MainChannel)
{
    internal static WarehouseBody Of(Warehouse warehouse) => new(warehouse.WarehouseName, warehouse.Region, warehouse.MainChannel);
}

/// <summary>Members of a warehouse to change; those left out stay.</summary>
public sealed class ChangedWarehouse
{
    /// <summary>A new name; lanes from and to it follow.</summary>
    public string? WarehouseName { get; set; }

    /// <summary>Where it lies; null when nobody says.</summary>
    public string? Region
    {
        get;
        set
        {
            field = value;
            _changesRegion = true;
        }
    }

    /// <summary>The channel that is filled first; null for none.</summary>
    public string? MainChannel
    {
        get;
        set
        {
            field = value;
            _changesMainChannel = true;
        }
    }

    private bool _changesRegion;
    private bool _changesMainChannel;

    internal WarehouseBody ApplyTo(WarehouseBody warehouse) => new(
        WarehouseName ?? warehouse.WarehouseName,
        _changesRegion ? Region : warehouse.Region,
        _changesMainChannel ? MainChannel : warehouse.MainChannel);
}

/// <summary>The warehouses that goods lie in.</summary>
public sealed class Warehouses(PsiDb db, MasterWrite write) : NamedMasters<Warehouse, WarehouseBody>(db, write)
{
    private readonly PsiDb _db = db;
    private readonly MasterWrite _write = write;

    /// <inheritdoc/>
    public override string Table => "warehouses";

    /// <inheritdoc/>
    public override string Noun => "warehouse";

    /// <inheritdoc/>
    public override IReadOnlyList<string> KeyOf(WarehouseBody value) => [value.WarehouseName];

    /// <inheritdoc/>
    protected override IOrderedQueryable<Warehouse> Ordered(IQueryable<Warehouse> rows) =>
        rows.OrderBy(warehouse => warehouse.WarehouseName);

    /// <inheritdoc/>
    protected override IEnumerable<string?> TextsOf(WarehouseBody value) => [value.WarehouseName, value.Region, value.MainChannel];

    /// <inheritdoc/>
    protected override WarehouseBody ValueOf(Warehouse row) => WarehouseBody.Of(row);

    /// <inheritdoc/>
    protected override Warehouse RowOf(WarehouseBody value) =>
        new() { WarehouseName = value.WarehouseName, Region = value.Region, MainChannel = value.MainChannel };

    /// <inheritdoc/>
    protected override WarehouseBody Tidy(WarehouseBody value) => new(
        MasterErrors.Tidy(value.WarehouseName), MasterErrors.TidyText(value.Region),
        MasterErrors.Tidy(value.MainChannel) is { Length: > 0 } channel ? channel : null);

    /// <inheritdoc/>
    protected override async Task<MasterErrors> CheckAsync(WarehouseBody value, CancellationToken ct)
    {
        var errors = new MasterErrors();
        errors.Name("warehouse_name", value.WarehouseName);
        errors.Text("region", value.Region);
        errors.Text("main_channel", value.MainChannel);
        if (errors.Count == 0 && value.MainChannel is { } channel && !await _db.Channels.AnyAsync(known => known.Name == channel, ct))
            errors["main_channel"] = [$"There is no channel '{channel}'; add it first."];
        return errors;
    }

    /// <inheritdoc/>
    protected override async Task CarryAlongAsync(WarehouseBody before, WarehouseBody after, Caller by, CancellationToken ct)
    {
        var (old, name) = (before.WarehouseName, after.WarehouseName);
        foreach (var lane in await _db.Lanes.Where(lane => lane.FromWarehouse == old || lane.ToWarehouse == old).ToListAsync(ct))
        {
            var was = LaneBody.Of(lane);
            var now = was with
            {
                FromWarehouse = was.FromWarehouse == old ? name : was.FromWarehouse,
                ToWarehouse = was.ToWarehouse == old ? name : was.ToWarehouse,
            };
            _db.Remove(lane);
            // A lane of the new name may be there already, since lanes need no warehouse
            if (now.FromWarehouse == now.ToWarehouse || await _db.Lanes.FindAsync([now.FromWarehouse, now.ToWarehouse], ct) is not null)
            {
                _write.Note("lanes", $"{was.FromWarehouse}/{was.ToWarehouse}", was, null, by);
                continue;
            }
            _db.Add(now.ToRow());
            _write.Note("lanes", $"{was.FromWarehouse}/{was.ToWarehouse}", was, now, by);
        }
    }
}
