using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;
using PsiErp.Data;
using PsiErp.Files;

namespace PsiErp.Plan;

/// <summary>Writes the worklist as a file: a row a series or SKU, all that are meant, in the order of the list.</summary>
public sealed class WorklistExport(Worklist worklist, SkuWorklist skus)
{
    /// <summary>The series that are meant.</summary>
    public IAsyncEnumerable<SeriesRow> SeriesOf(
        PlanningSession session, SeriesSelection which, SeriesOrder order, CancellationToken ct) =>
        worklist.AllAsync(session, which, order, ct).Select(SeriesRow.Of);

    /// <summary>Their SKUs.</summary>
    public IAsyncEnumerable<SkuListRow> SkusOf(
        PlanningSession session, SeriesSelection which, SeriesOrder order, CancellationToken ct) =>
        skus.AllAsync(session, which, order, ct).Select(SkuListRow.Of);

    /// <summary>Writes UTF-8 with a byte order mark, by which Excel knows Japanese.</summary>
    public static async Task WriteCsvAsync<T>(IAsyncEnumerable<T> rows, Stream output)
        where T : class
    {
        await using var csv = ExportCsv.Create(output);
        csv.WriteHeader([.. Columns<T>.All.Select(column => column.Name)]);
        await foreach (var row in rows)
        {
            foreach (var column in Columns<T>.All) Write(csv, column.Value(row));
            await csv.EndRecordAsync();
        }
    }

    /// <summary>Writes the same as a sheet.</summary>
    public static Task WriteXlsxAsync<T>(IAsyncEnumerable<T> rows, Stream output)
        where T : class => SheetWriter.WriteAsync(output, "Worklist", Columns<T>.Sheet, rows, CancellationToken.None);

    private static void Write(CsvWriter csv, object? value)
    {
        switch (value)
        {
            case decimal quantity: csv.WriteQuantity(quantity); break;
            case DateOnly date: csv.WriteField(date); break;
            case DateTimeOffset moment: csv.WriteField(moment, "O"); break;
            case string text: csv.WriteText(text); break;
            case bool yes: csv.WriteText(yes ? "true" : "false"); break;
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
