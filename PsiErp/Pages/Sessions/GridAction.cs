using System.Text.Json.Serialization;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>What the grid posts to have something done to selected cells, or to see what that would do.</summary>
/// <param name="Kind">What.</param>
/// <param name="Rows">The cells, row by row.</param>
/// <param name="Blocks"><inheritdoc cref="GridChange" path="/param[@name='Blocks']"/></param>
/// <param name="Number">What was entered for it: percent, units or days.</param>
/// <param name="Weeks">Weeks that are looked back to.</param>
/// <param name="Other">The session to copy from.</param>
public sealed record GridAction(
    [property: JsonConverter(typeof(JsonStringEnumConverter<PlanActionKind>))] PlanActionKind Kind,
    IReadOnlyList<GridActionRow?>? Rows,
    IReadOnlyList<ShownBlock?>? Blocks,
    string? Number,
    string? Weeks,
    Guid? Other)
{
    /// <inheritdoc cref="GridChange.IsWhole"/>
    internal bool IsWhole => Enum.IsDefined(Kind) && Rows is { Count: > 0 and <= GridActions.MaxRows } && !Rows.Contains(null)
        && Blocks?.Contains(null) == false;
}

/// <summary>Selected cells of one row.</summary>
/// <param name="Warehouse">With the channel, the series of the page's SKU.</param>
/// <param name="Channel"><inheritdoc cref="Warehouse"/></param>
/// <param name="Field">The value that the row shows.</param>
/// <param name="From">The first day of the first column.</param>
/// <param name="To">The first day of the last column.</param>
public sealed record GridActionRow(
    string? Warehouse,
    string? Channel,
    [property: JsonConverter(typeof(JsonStringEnumConverter<EditField>))] EditField Field,
    DateOnly From,
    DateOnly To);
