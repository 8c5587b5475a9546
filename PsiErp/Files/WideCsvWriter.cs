using CsvHelper;

namespace PsiErp.Files;

/// <summary>Writes a plan in the wide format, such that an upload reads the same rows back.</summary>
public static class WideCsvWriter
{
    /// <summary>
    /// Writes header and lines as UTF-8 with a byte order mark, by which Excel knows Japanese. Memory stays constant and nothing but
    /// asynchronous writes reach the stream, so it may be the body of a response; it stays open.
    /// </summary>
    public static async Task WriteAsync(Stream output, IAsyncEnumerable<WidePlanLine> lines, CancellationToken cancellation = default)
    {
        await using var csv = ExportCsv.Create(output);
        csv.WriteHeader(PlanColumns.Wide);
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            WriteSeries(csv, line);
            WriteDay(csv, line);
            await csv.EndRecordAsync(cancellation);
        }
    }

    private static void WriteSeries(CsvWriter csv, WidePlanLine line)
    {
        csv.WriteText(line.SkuCode);
        csv.WriteText(line.SkuName);
        csv.WriteText(line.Category1);
        csv.WriteText(line.Category2);
        csv.WriteText(line.Category3);
        csv.WriteText(line.FwRank);
        csv.WriteText(line.SsRank);
        csv.WriteText(line.WarehouseName);
        csv.WriteText(line.Channel);
    }

    private static void WriteDay(CsvWriter csv, WidePlanLine line)
    {
        csv.WriteField(line.Date);
        csv.WriteQuantity(line.StockAtAnchor);
        csv.WriteQuantity(line.InboundQty);
        csv.WriteQuantity(line.OutboundQty);
        csv.WriteQuantity(line.NetFlow);
        csv.WriteQuantity(line.StockClosing);
        csv.WriteQuantity(line.SafetyStock);
        csv.WriteQuantity(line.MovableStock);
        csv.WriteQuantity(line.StdStock);
        csv.WriteQuantity(line.Gap);
    }
}
