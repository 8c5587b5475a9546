using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace PsiErp.Files;

/// <summary>Writes workbooks of one sheet, row by row, so that memory does not grow with the rows.</summary>
public static class SheetWriter
{
    /// <summary>Rows that a sheet holds, below its header.</summary>
    public const int MaxRows = 1_048_575;

    private static readonly SpreadCheetahOptions Options = new()
    {
        DefaultDateTimeFormat = SpreadCheetah.Styling.NumberFormat.Custom("yyyy-mm-dd"),
    };

    private static readonly WorksheetOptions HeaderStays = new() { FrozenRows = 1 };

    /// <summary>Writes a workbook whose first row names the columns.</summary>
    /// <param name="output">Stays open, and need not seek.</param>
    /// <param name="name">The sheet's.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">At most <see cref="MaxRows"/>.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="SheetIsFullException">There are more rows.</exception>
    public static async Task WriteAsync<T>(
        Stream output, string name, IReadOnlyList<SheetColumn<T>> columns, IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        await using var workbook = await Spreadsheet.CreateNewAsync(output, Options, ct);
        await workbook.StartWorksheetAsync(name, HeaderStays, ct);
        var header = workbook.AddStyle(new Style { Font = { Bold = true } });
        await workbook.AddHeaderRowAsync([.. columns.Select(column => column.Name)], header, ct);

        var cells = new DataCell[columns.Count];
        var written = 0;
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (written++ == MaxRows) throw new SheetIsFullException();
            for (var i = 0; i < cells.Length; i++) cells[i] = columns[i].Cell(row);
            await workbook.AddRowAsync(cells, ct);
        }
        await workbook.FinishAsync(ct);
    }
}
