using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CsvHelper;

namespace PsiErp.Files;

/// <summary>
/// Writes rows of any kind as a table: a column a property, named as on the wire. Quantities are exact, days and moments ISO 8601,
/// and texts that look like formulas are guarded.
/// </summary>
public static class RowTable
{
    /// <summary>Writes CSV as UTF-8 with a byte order mark, by which Excel knows Japanese.</summary>
    /// <param name="rows">The rows, in their order; memory does not grow with them.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task WriteCsvAsync<T>(IAsyncEnumerable<T> rows, Stream output, CancellationToken ct)
        where T : class
    {
        await using var csv = ExportCsv.Create(output);
        csv.WriteHeader([.. Columns<T>.All.Select(column => column.Name)]);
        await foreach (var row in rows.WithCancellation(ct))
        {
            foreach (var column in Columns<T>.All) Write(csv, column.Value(row));
            await csv.EndRecordAsync(ct);
        }
    }

    /// <summary>Writes the same as the only sheet of a workbook.</summary>
    /// <param name="rows">At most <see cref="SheetWriter.MaxRows"/>.</param>
    /// <param name="sheet">The sheet's name.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="SheetIsFullException">There are more rows.</exception>
    public static Task WriteXlsxAsync<T>(IAsyncEnumerable<T> rows, string sheet, Stream output, CancellationToken ct)
        where T : class => SheetWriter.WriteAsync(output, sheet, Columns<T>.Sheet, rows, ct);

    private static void Write(CsvWriter csv, object? value)
    {
        switch (value)
        {
            case decimal quantity: csv.WriteQuantity(quantity); break;
            case DateOnly date: csv.WriteField(date); break;
            case DateTimeOffset moment: csv.WriteField(moment, "O"); break;
            case string text: csv.WriteText(text); break;
            case bool yes: csv.WriteText(yes ? "true" : "false"); break;
            case JsonNode json: csv.WriteText(SheetColumn.TextOf(json)); break;
            default: csv.WriteText(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static string NameOf(System.Reflection.PropertyInfo property) =>
        property.GetCustomAttributes(typeof(JsonPropertyNameAttribute), false) is [JsonPropertyNameAttribute name]
            ? name.Name
            : JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    /// <summary>The columns of rows, named as on the wire.</summary>
    private static class Columns<T>
        where T : class
    {
        public static readonly (string Name, Func<T, object?> Value)[] All =
            [.. typeof(T).GetProperties().Select(property => (NameOf(property), (Func<T, object?>)property.GetValue))];

        public static readonly SheetColumn<T>[] Sheet =
            [.. typeof(T).GetProperties().Select(property => SheetColumn.Of<T>(property, NameOf(property)))];
    }
}
