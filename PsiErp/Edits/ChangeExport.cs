using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Files;

namespace PsiErp.Edits;

/// <summary>Writes changes as a file: a row a changed value, the newest first.</summary>
public sealed class ChangeExport(PsiDb db, ChangeSets changes)
{
    /// <summary>Rows read at a time, so that no connection to the database waits for whoever reads the file.</summary>
    private const int RowsAtATime = 5_000;

    private static readonly string[] Columns =
    [
        "at", "username", "kind", "note", "sku_code", "warehouse_name", "channel", "date", "field", "old_value", "new_value", "change_id",
        "undone_by",
    ];

    /// <summary>Writes UTF-8 with a byte order mark, by which Excel knows Japanese.</summary>
    public async Task WriteAsync(Guid sessionId, ChangeFilter filter, Stream output, CancellationToken ct)
    {
        await using var csv = ExportCsv.Create(output);
        csv.WriteHeader(Columns);
        var before = long.MaxValue;
        while (await RowsAsync(sessionId, filter, before, ct) is [.., var oldest] rows)
        {
            foreach (var (change, cell) in rows)
            {
                csv.WriteField(change.At, "O");
                csv.WriteText(change.Username);
                csv.WriteText(SnakeName.Of(change.Kind));
                csv.WriteText(change.Note);
                csv.WriteText(cell.SkuCode);
                csv.WriteText(cell.WarehouseName);
                csv.WriteText(cell.Channel);
                csv.WriteField(cell.Date);
                csv.WriteText(cell.Field);
                csv.WriteQuantity(cell.OldValue);
                csv.WriteQuantity(cell.NewValue);
                csv.WriteText(change.Id.ToString());
                csv.WriteText(change.UndoneBy?.ToString());
                await csv.EndRecordAsync(ct);
            }
            before = oldest.Cell.Id;
        }
    }

    // Index (session_id, id)
    private async Task<List<Row>> RowsAsync(Guid sessionId, ChangeFilter filter, long before, CancellationToken ct)
    {
        var cells = db.EditLog.AsNoTracking().Where(entry => entry.SessionId == sessionId && entry.Id < before);
        if (filter.SkuCode?.ToLowerInvariant() is { Length: > 0 } sku) cells = cells.Where(entry => entry.SkuCode.ToLower().Contains(sku));
        var found = from cell in cells
                    join change in changes.List(sessionId, filter with { SkuCode = null }) on cell.ChangeSetId equals change.Id
                    orderby cell.Id descending
                    select new Row(change, cell);
        return await found.Take(RowsAtATime).ToListAsync(ct);
    }

    private sealed record Row(ChangeSet Change, EditLogEntry Cell);
}
