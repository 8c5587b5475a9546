using CsvHelper;

namespace PsiErp.Files;

/// <summary>Writes the channel transfers of planning sessions, on request with who made them and when.</summary>
public static class TransferCsvWriter
{
    private static readonly string[] Columns =
        ["session_title", "transfer_date", "sku_code", "warehouse_name", "from_channel", "to_channel", "qty", "note"];

    /// <summary>Writes header and lines as UTF-8; see <see cref="EditCsvWriter.WriteAsync"/>.</summary>
    /// <inheritdoc cref="EditCsvWriter.WriteAsync" path="/param"/>
    public static async Task WriteAsync(
        Stream output, IAsyncEnumerable<TransferLine> lines, bool includeAudit, bool withMark, CancellationToken cancellation = default)
    {
        await using var csv = ExportCsv.Create(output, withMark);
        csv.WriteHeader(includeAudit ? [.. Columns, .. EditCsvWriter.AuditColumns] : Columns);
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            WriteTransfer(csv, line);
            if (includeAudit) EditCsvWriter.WriteAudit(csv, line.CreatedBy, line.UpdatedBy, line.CreatedAt, line.UpdatedAt);
            await csv.EndRecordAsync(cancellation);
        }
    }

    private static void WriteTransfer(CsvWriter csv, TransferLine line)
    {
        csv.WriteText(line.SessionTitle);
        csv.WriteField(line.TransferDate);
        csv.WriteText(line.SkuCode);
        csv.WriteText(line.WarehouseName);
        csv.WriteText(line.FromChannel);
        csv.WriteText(line.ToChannel);
        csv.WriteQuantity(line.Qty);
        csv.WriteText(line.Note);
    }
}
