using System.Runtime.CompilerServices;
using PsiErp.Files;

namespace PsiErp.Masters;

/// <summary>Writes lists of master data as files that can be taken in again unchanged.</summary>
public sealed class MasterExport
{
    /// <summary>Writes the rows as CSV.</summary>
    /// <param name="sheet">The kind.</param>
    /// <param name="query">Which rows, in which order.</param>
    /// <param name="output">Where to; memory does not grow with the rows.</param>
    /// <param name="ct">Cancels.</param>
    public async Task WriteCsvAsync(MasterSheet sheet, MasterQuery query, Stream output, CancellationToken ct)
    {
        var columns = await ColumnsAsync(sheet, query, ct);
        await TableWriter.WriteCsvAsync(output, columns, LinesAsync(sheet, query, columns, ct), ct);
    }

    /// <summary>Writes the rows as the only sheet of a workbook; numbers are numbers there.</summary>
    /// <inheritdoc cref="WriteCsvAsync" path="/param"/>
    public async Task WriteXlsxAsync(MasterSheet sheet, MasterQuery query, Stream output, CancellationToken ct)
    {
        var columns = await ColumnsAsync(sheet, query, ct);
        bool[] isNumber = [.. columns.Select(name => sheet.Column(name)?.IsNumber == true)];
        await TableWriter.WriteXlsxAsync(output, sheet.Kind, columns, isNumber, LinesAsync(sheet, query, columns, ct), ct);
    }

    /// <summary>The known columns, then all other members of the rows by name.</summary>
    private static async Task<IReadOnlyList<string>> ColumnsAsync(MasterSheet sheet, MasterQuery query, CancellationToken ct)
    {
        var others = new SortedSet<string>(StringComparer.Ordinal);
        if (sheet.TakesOthers)
        {
            await foreach (var row in sheet.ReadAsync(query, ct))
                others.UnionWith(row.Cells.Keys.Where(name => sheet.Column(name) is null && !string.IsNullOrWhiteSpace(name)));
        }
        return [.. sheet.Columns.Select(column => column.Name), .. others];
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> LinesAsync(
        MasterSheet sheet, MasterQuery query, IReadOnlyList<string> columns, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in sheet.ReadAsync(query, ct)) yield return [.. columns.Select(column => row[column])];
    }
}
