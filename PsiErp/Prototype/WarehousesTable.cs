using PsiErp.Data;

namespace PsiErp.Prototype;

/// <summary><c>warehouse_master</c>: where warehouses lie, and what they fill first.</summary>
internal sealed class WarehousesTable() : PrototypeTable(
    "warehouse_master",
    ["warehouse_name"],
    new SourceColumn("warehouse_name", IsRequired: true),
    new SourceColumn("region"),
    new SourceColumn("main_channel"))
{
    /// <inheritdoc/>
    public override async Task TakeAsync(Takeover takeover, TableReport report, CancellationToken ct)
    {
        var taken = new HashSet<string>();
        await foreach (var row in RowsAsync(takeover, report, "ORDER BY old.warehouse_name", null, ct))
        {
            var name = row.Name("warehouse_name");
            if (!taken.Add(name)) row.Refuse("another warehouse has the same name; remove one of the two");
            var main = row.Raw("main_channel") is null ? null : row.Name("main_channel");
            var region = row.Text("region");
            if (row.IsFlawed) continue;
            if (main is not null && !takeover.Channels.Contains(main))
            {
                report.Note(1, "main channels that are no known channels (left blank)");
                main = null;
            }
            takeover.Db.Warehouses.Add(new Warehouse { WarehouseName = name, Region = region, MainChannel = main });
        }
        report.Taken = await takeover.Db.SaveChangesAsync(ct);
        takeover.Db.ChangeTracker.Clear();
        NoteUnread(takeover.Old, report);
    }
}
