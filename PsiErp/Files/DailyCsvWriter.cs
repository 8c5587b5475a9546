namespace PsiErp.Files;

/// <summary>One day of the default series as the daily export writes it. Quantities are units; null is a blank cell.</summary>
public readonly record struct DailyLine(DateOnly Date, decimal? Production, decimal? Sales, decimal? Inventory);

/// <summary>Writes a plan in the daily format.</summary>
public static class DailyCsvWriter
{
    /// <inheritdoc cref="WideCsvWriter.WriteAsync"/>
    public static async Task WriteAsync(Stream output, IAsyncEnumerable<DailyLine> lines, CancellationToken cancellation = default)
    {
        await using var csv = ExportCsv.Create(output);
        csv.WriteHeader(PlanColumns.Daily);
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            csv.WriteField(line.Date);
            csv.WriteQuantity(line.Production);
            csv.WriteQuantity(line.Sales);
            csv.WriteQuantity(line.Inventory);
            await csv.EndRecordAsync(cancellation);
        }
    }
}
