using System.Globalization;
using System.Text.Json.Serialization;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>What the grid posts: one gesture of a planner, of one cell or of thousands.</summary>
/// <param name="Entries">The cells, each once.</param>
/// <param name="Blocks">What the page shows, so that the answer can leave it out.</param>
/// <param name="Way">How it was made.</param>
public sealed record GridChange(
    IReadOnlyList<GridEntry?>? Entries,
    IReadOnlyList<ShownBlock?>? Blocks,
    [property: JsonConverter(typeof(JsonStringEnumConverter<EntryWay>))] EntryWay Way = EntryWay.Typed)
{
    /// <summary>Whether nothing is missing.</summary>
    internal bool IsWhole => Entries?.Contains(null) == false && Blocks?.Contains(null) == false;
}

/// <summary>How entries were made.</summary>
public enum EntryWay
{
    /// <summary>Typed, so that they may say <c>+10</c>; also deleted.</summary>
    Typed,

    /// <summary>Pasted: numbers of another program.</summary>
    Pasted,

    /// <summary>Filled from other cells: plain numbers.</summary>
    Filled,
}

/// <summary>What goes into a cell.</summary>
/// <param name="Warehouse">With the channel, the series of the page's SKU; either may be blank.</param>
/// <param name="Channel"><inheritdoc cref="Warehouse"/></param>
/// <param name="Date">The first day of the column.</param>
/// <param name="Field">What it changes.</param>
/// <param name="Entry">What was typed; blank is "as imported".</param>
/// <param name="Seen">The number that the cell showed, all its decimals; blank where there was none.</param>
public sealed record GridEntry(
    string? Warehouse,
    string? Channel,
    DateOnly Date,
    [property: JsonConverter(typeof(JsonStringEnumConverter<EditField>))] EditField Field,
    string? Entry,
    string? Seen)
{
    /// <summary><see cref="Seen"/> as a number.</summary>
    public decimal? SeenValue() =>
        decimal.TryParse(Seen, NumberStyles.Number, CultureInfo.InvariantCulture, out var seen) ? seen : null;

    /// <summary>The series.</summary>
    public SeriesKey SeriesOf(string sku) => new(sku, Warehouse ?? "", Channel ?? "");
}

/// <summary>A block that a page shows.</summary>
/// <param name="Id">Of its element.</param>
/// <param name="Stamps">The stamp of the block and those of its rows, with spaces between them.</param>
public sealed record ShownBlock(string Id, string Stamps);

/// <summary>A step of undo or redo.</summary>
/// <param name="ChangeId">The change set of the gesture, as the answer to it said.</param>
/// <param name="IsRedo">Whether it is to be done again rather than taken back.</param>
/// <param name="Blocks"><inheritdoc cref="GridChange" path="/param[@name='Blocks']"/></param>
public sealed record GridStep(Guid ChangeId, bool IsRedo, IReadOnlyList<ShownBlock?>? Blocks)
{
    /// <inheritdoc cref="GridChange.IsWhole"/>
    internal bool IsWhole => Blocks?.Contains(null) == false;
}

/// <summary>What a page shows, when it asks for what is different by now.</summary>
/// <param name="Blocks"><inheritdoc cref="GridChange" path="/param[@name='Blocks']"/></param>
public sealed record GridShown(IReadOnlyList<ShownBlock?>? Blocks);

/// <summary>Where a planner is, for those who look at the same plan.</summary>
/// <param name="Page">The page, by an id of its own.</param>
/// <param name="Cell">The cell as the page names it; null when it is left.</param>
public sealed record GridHere(Guid Page, string? Cell);

/// <summary>One cell, from the form that needs no scripts.</summary>
public sealed class GridForm
{
    /// <summary>The id of the series' block.</summary>
    public string? Series { get; set; }
    public DateOnly Date { get; set; }
    public EditField Field { get; set; }
    public string? Entry { get; set; }

    /// <summary>The entry, on top of what the cell holds now; null where the page has no such series.</summary>
    internal GridEntry? ToEntry(PsiGrid grid)
    {
        if (grid.Groups.FirstOrDefault(one => one.Id == Series) is not { Series: { } series } group) return null;
        var column = Buckets.StartOf(Date, grid.Window.Bucket);
        var day = Array.Find(group.Days, day => day.Date == column);
        var seen = day.Date == column ? day[Field] : 0;
        return new GridEntry(series.WarehouseName, series.Channel, column, Field, Entry, seen?.ToString(CultureInfo.InvariantCulture));
    }
}
