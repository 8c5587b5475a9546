using System.Text.Json;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>
/// How a gesture is put back: the page keeps what its cells were, by SKU, warehouse, channel, day and field, and sends it when
/// the planner wants them so again.
/// </summary>
internal static class GridUndo
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The cells of a gesture, as the page keeps them.</summary>
    public static string Write(IReadOnlyList<ChangedCell> changed) => JsonSerializer.Serialize(
        changed.GroupBy(cell => (cell.Series, cell.Date, cell.Field)).Select(cell => new Cell(
            cell.Key.Series.SkuCode, cell.Key.Series.WarehouseName, cell.Key.Series.Channel, cell.Key.Date, cell.Key.Field,
            cell.First().Before, cell.Last().Left)));

    /// <summary>The edits that put them back, or null when that is nothing that <see cref="Write"/> wrote.</summary>
    public static List<PlanEdit>? Read(string? cells)
    {
        try
        {
            return JsonSerializer.Deserialize<List<Cell?>>(cells ?? "", Strict)?.OfType<Cell>().Select(cell => cell.ToEdit()).ToList();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Cell(
        string Sku, string Warehouse, string Channel, DateOnly Date, EditField Field, decimal? Before, decimal? Left)
    {
        public PlanEdit ToEdit() => new(new SeriesKey(Sku, Warehouse, Channel), Date)
        {
            [Field] = new FieldEdit(Before, new SeenValue(Left)),
        };
    }
}
