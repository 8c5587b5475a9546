using System.Globalization;
using SpreadCheetah;

namespace PsiErp.Files;

/// <summary>Writes tables of any columns, row by row, as CSV or as the only sheet of a workbook.</summary>
public static class TableWriter
{
    /// <summary>Writes CSV as UTF-8 with a mark, by which Excel knows Japanese; texts that look like formulas are guarded.</summary>
    /// <param name="output">Stays open.</param>
    /// <param name="columns">The header.</param>
    /// <param name="rows">As many cells each as the header has.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task WriteCsvAsync(
        Stream output, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<string>> rows, CancellationToken ct)
    {
        await using var csv = ExportCsv.Create(output);
        foreach (var column in columns) csv.WriteText(column);
        await csv.EndRecordAsync(ct);
        await foreach (var row in rows.WithCancellation(ct))
        {
            foreach (var cell in row) csv.WriteText(cell);
            await csv.EndRecordAsync(ct);
        }
    }

    /// <summary>Writes a workbook.</summary>
    /// <param name="output">Stays open.</param>
    /// <param name="name">The sheet's.</param>
    /// <param name="columns">The header.</param>
    /// <param name="isNumber">Which columns hold numbers where they can be read as such.</param>
    /// <param name="rows">As many cells each as the header has.</param>
    /// <param name="ct">Cancels.</param>
    public static Task WriteXlsxAsync(
        Stream output, string name, IReadOnlyList<string> columns, IReadOnlyList<bool> isNumber,
        IAsyncEnumerable<IReadOnlyList<string>> rows, CancellationToken ct) =>
        SheetWriter.WriteAsync(output, name, [.. columns.Select((column, i) => Column(column, i, isNumber[i]))], rows, ct);

    private static SheetColumn<IReadOnlyList<string>> Column(string name, int index, bool isNumber) => new(
        name, row => isNumber && decimal.TryParse(row[index], NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? SheetColumn.Quantity(number)
            : new DataCell(row[index].Length > 0 ? row[index] : null));
}
