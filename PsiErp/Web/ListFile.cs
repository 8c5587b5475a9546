using PsiErp.Files;

namespace PsiErp.Web;

/// <summary>A list as a file: all rows that its filters leave, not a page of them.</summary>
internal static class ListFile
{
    /// <summary>What workbooks are on the wire.</summary>
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>What the parameter <c>format</c> of a list takes; the first is no file.</summary>
    public static readonly string[] Formats = ["json", "csv", "xlsx"];

    /// <summary>Answers with the rows as they are asked for: a JSON array, or a file.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="title">What the file is called, such as the title of a session.</param>
    /// <param name="suffix">What comes after that, before the extension.</param>
    /// <param name="rows">All of them, in memory.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IResult> AnswerAsync<T>(string format, string title, string suffix, IEnumerable<T> rows, CancellationToken ct)
        where T : class =>
        format == "json" ? TypedResults.Ok(rows) : await OfAsync(format, title, suffix, rows.ToAsyncEnumerable(), ct);

    /// <summary>Answers with the rows as a file, or why there can't be one.</summary>
    /// <param name="format">csv or xlsx.</param>
    /// <param name="title">What the file is called, such as the title of a session.</param>
    /// <param name="suffix">What comes after that, before the extension.</param>
    /// <param name="rows">The rows; their properties are the columns.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IResult> OfAsync<T>(string format, string title, string suffix, IAsyncEnumerable<T> rows, CancellationToken ct)
        where T : class
    {
        var name = ExportFileName.Of(title, $"{suffix}.{format}");
        if (format == "csv")
            return TypedResults.Stream(output => RowTable.WriteCsvAsync(rows, output, ct), "text/csv; charset=utf-8", name);
        try
        {
            return await WorkbookAsync(output => RowTable.WriteXlsxAsync(rows, "PsiErp", output, ct), name);
        }
        catch (SheetIsFullException full)
        {
            return Problems.Invalid("format", $"{full.Message} Export csv, or narrow the list.");
        }
    }

    /// <summary>Answers with a workbook: a zip that is finished at its end, and what goes wrong until then is to be an answer.</summary>
    /// <param name="write">Writes it.</param>
    /// <param name="name">What the file is called.</param>
    public static async Task<IResult> WorkbookAsync(Func<Stream, Task> write, string name) =>
        TypedResults.Stream(await TemporaryFile.WriteAsync(write), Xlsx, name);
}
