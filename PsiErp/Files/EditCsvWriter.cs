using CsvHelper;

namespace PsiErp.Files;

/// <summary>Writes the overrides of planning sessions, on request with who made them and when.</summary>
public static class EditCsvWriter
{
    private const string Iso8601 = "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz";

    private static readonly string[] Columns =
        ["session_title", "date", "sku_code", "warehouse_name", "channel", "inbound_qty", "outbound_qty", "safety_stock"];

    /// <summary>Who made a row and last changed it, and when.</summary>
    internal static readonly string[] AuditColumns = ["created_by", "updated_by", "created_at", "updated_at"];

    /// <summary>
    /// Writes header and lines as UTF-8. Memory stays constant and nothing but asynchronous writes reach the stream, so it may be
    /// the body of a response; it stays open.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="lines">The overrides.</param>
    /// <param name="includeAudit">Whether it is said who made them and when.</param>
    /// <param name="withMark">Whether a byte order mark comes first, by which Excel knows Japanese.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task WriteAsync(
        Stream output, IAsyncEnumerable<EditLine> lines, bool includeAudit, bool withMark, CancellationToken cancellation = default)
    {
        await using var csv = ExportCsv.Create(output, withMark);
        csv.WriteHeader(includeAudit ? [.. Columns, .. AuditColumns] : Columns);
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            WriteEdit(csv, line);
            if (includeAudit)
                WriteAudit(csv, line.CreatedBy, line.UpdatedBy, line.CreatedAt, line.UpdatedAt);
            await csv.EndRecordAsync(cancellation);
        }
    }

    private static void WriteEdit(CsvWriter csv, EditLine line)
    {
        csv.WriteText(line.SessionTitle);
        csv.WriteField(line.Date);
        csv.WriteText(line.SkuCode);
        csv.WriteText(line.WarehouseName);
        csv.WriteText(line.Channel);
        csv.WriteQuantity(line.InboundQty);
        csv.WriteQuantity(line.OutboundQty);
        csv.WriteQuantity(line.SafetyStock);
    }

    /// <summary>Writes <see cref="AuditColumns"/>.</summary>
    internal static void WriteAudit(
        CsvWriter csv, string? createdBy, string? updatedBy, DateTimeOffset? createdAt, DateTimeOffset? updatedAt)
    {
        csv.WriteText(createdBy);
        csv.WriteText(updatedBy);
        csv.WriteField(createdAt, Iso8601);
        csv.WriteField(updatedAt, Iso8601);
    }
}
