using System.Globalization;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>What the grid posts when a planner leaves a cell.</summary>
public sealed class CellChange
{
    public string? Warehouse { get; set; }
    public string? Channel { get; set; }
    public DateOnly Date { get; set; }
    public EditField Field { get; set; }

    /// <summary>What was typed; see <see cref="CellInput"/>.</summary>
    public string? Entry { get; set; }

    /// <summary>The number that the cell showed, all its decimals; blank where there was none.</summary>
    public string? Seen { get; set; }

    /// <summary><see cref="Seen"/> as a number.</summary>
    public decimal? SeenValue =>
        decimal.TryParse(Seen, NumberStyles.Number, CultureInfo.InvariantCulture, out var seen) ? seen : null;

    /// <summary>The edit that this asks for.</summary>
    public PlanEdit ToEdit(string sku, decimal? value) => new(new SeriesKey(sku, Warehouse ?? "", Channel ?? ""), Date)
    {
        [Field] = new FieldEdit(value, new SeenValue(SeenValue)),
        ImportedValueIsNoEdit = true,
    };
}
