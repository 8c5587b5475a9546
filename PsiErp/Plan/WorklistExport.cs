using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;
using PsiErp.Data;
using PsiErp.Files;

namespace PsiErp.Plan;

/// <summary>Writes the worklist as a file: a row a series, all that are meant, in the order of the list.</summary>
public sealed class WorklistExport(Worklist worklist)
{
    private static readonly (string Name, Func<SeriesRow, object?> Value)[] Columns =
    [
        .. typeof(SeriesRow).GetProperties().Select(property => (NameOf(property), (Func<SeriesRow, object?>)property.GetValue)),
    ];

    private static readonly SheetColumn<SeriesRow>[] SheetColumns =
    [
        .. typeof(SeriesRow).GetProperties().Select(property => SheetColumn.Of<SeriesRow>(property, NameOf(property))),
    ];

    /// <summary>Writes UTF-8 with a byte order mark, by which Excel knows Japanese.</summary>
    public async Task WriteCsvAsync(PlanningSession session, SeriesSelection which, SeriesOrder order, Stream output, CancellationToken ct)
    {
        await using var csv = ExportCsv.Create(output);
        csv.WriteHeader([.. Columns.Select(column => column.Name)]);
        await foreach (var row in RowsAsync(session, which, order, ct))
        {
            foreach (var column in Columns) Write(csv, column.Value(row));
            await csv.EndRecordAsync(ct);
        }
    }

    /// <summary>Writes the same as a sheet.</summary>
    public Task WriteXlsxAsync(PlanningSession session, SeriesSelection which, SeriesOrder order, Stream output, CancellationToken ct) =>
        SheetWriter.WriteAsync(output, "Worklist", SheetColumns, RowsAsync(session, which, order, ct), ct);

    private IAsyncEnumerable<SeriesRow> RowsAsync(
        PlanningSession session, SeriesSelection which, SeriesOrder order, CancellationToken ct) =>
        worklist.AllAsync(session, which, order, ct).Select(SeriesRow.Of);

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
}
