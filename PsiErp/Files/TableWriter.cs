using System.Globalization;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace PsiErp.Files;

/// <summary>Writes tables of any columns, row by row, as CSV or as the only sheet of a workbook.</summary>
public static class TableWriter
{
    /// <summary>Rows that a sheet holds, below its header.</summary>
    public const int MaxSheetRows = 1_048_575;

    private static readonly OpenXmlConfiguration Sheet = new() { AutoFilter = false };

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
        // A row of names instead of a header, so that there is one without rows, too
        output.SaveAsAsync(
            Lines(columns, isNumber, rows), printHeader: false, sheetName: name, configuration: Sheet, cancellationToken: ct);

    private static async IAsyncEnumerable<Dictionary<string, object?>> Lines(
        IReadOnlyList<string> columns, IReadOnlyList<bool> isNumber, IAsyncEnumerable<IReadOnlyList<string>> rows)
    {
        yield return Line(columns, (name, _) => name);
        await foreach (var row in rows)
            yield return Line(row, (cell, i) => isNumber[i] ? Number(cell) : cell.Length > 0 ? cell : null);
    }

    private static Dictionary<string, object?> Line(IReadOnlyList<string> cells, Func<string, int, object?> valueOf)
    {
        var line = new Dictionary<string, object?>(cells.Count);
        for (var i = 0; i < cells.Count; i++) line[i.ToString(CultureInfo.InvariantCulture)] = valueOf(cells[i], i);
        return line;
    }

    private static object? Number(string cell) => cell.Length == 0 ? null
        : decimal.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : cell;
}
