using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Planning;

namespace PsiErp.Moves;

/// <summary>Writes the lines of a transfer plan, thousands as fast as one.</summary>
internal sealed class PlanLineWriter(PsiDb db, IDatabase database, Guid planId)
{
    private static readonly BulkColumn[] Columns =
    [
        new("id", BulkType.Uuid), new("plan_id", BulkType.Uuid), new("position", BulkType.Integer), new("sku_code", BulkType.Text),
        new("from_warehouse", BulkType.Text), new("from_channel", BulkType.Text), new("to_warehouse", BulkType.Text),
        new("to_channel", BulkType.Text), new("qty", BulkType.Quantity), new("is_manual", BulkType.Boolean), new("reason", BulkType.Text),
    ];

    /// <summary>Removes all lines.</summary>
    public Task RemoveAsync(CancellationToken ct) =>
        db.TransferPlanLines.Where(line => line.PlanId == planId).ExecuteDeleteAsync(ct);

    /// <summary>Writes lines in their order.</summary>
    public async Task WriteAsync(IReadOnlyList<PlanLineOrder> lines, CancellationToken ct)
    {
        await using var row = await database.BulkWriteAsync(db, "transfer_plan_lines", Columns, ct);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            row.StartRow();
            row.Write(line.Id ?? Guid.CreateVersion7());
            row.Write(planId);
            row.Write(i + 1);
            row.Write(line.From.SkuCode);
            row.Write(line.From.WarehouseName);
            row.Write(line.From.Channel);
            row.Write(line.ToWarehouse);
            row.Write(line.ToChannel);
            row.Write(Quantity.Normalize(line.Qty));
            row.Write(line.IsManual ?? false);
            row.Write(string.IsNullOrWhiteSpace(line.Reason) ? null : line.Reason.Trim());
        }
        await row.CompleteAsync(ct);
    }
}
