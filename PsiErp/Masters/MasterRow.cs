using System.Text.Json;

namespace PsiErp.Masters;

/// <summary>One row of a sheet of master data.</summary>
/// <param name="Key">What leads to it: names, or its id.</param>
/// <param name="Version">Tells which version it is; see <see cref="RecordTag"/>.</param>
/// <param name="Cells">Its texts, numbers and flags, by name.</param>
/// <param name="Nested">Members that are objects or lists, as indented JSON.</param>
/// <param name="UpdatedAt">When it was last changed, where that is known.</param>
public sealed record MasterRow(
    IReadOnlyList<string> Key,
    Func<string> Version,
    IReadOnlyDictionary<string, string> Cells,
    IReadOnlyDictionary<string, string> Nested,
    DateTimeOffset? UpdatedAt = null)
{
    private static readonly JsonSerializerOptions Indented = new(Web.Json.Options) { WriteIndented = true };

    /// <summary>Which version it is, worked out when somebody asks: a list of a hundred rows doesn't.</summary>
    public string Tag => Version();

    /// <summary>A cell; blank where there is none.</summary>
    public string this[string column] => Cells.GetValueOrDefault(column) ?? "";

    /// <summary>The row of a JSON object.</summary>
    internal static MasterRow Of(
        IReadOnlyList<string> key, Func<string> version, JsonElement members, DateTimeOffset? updatedAt = null)
    {
        var (cells, nested) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        foreach (var member in members.EnumerateObject())
        {
            if (IsNested(member.Value)) nested[member.Name] = JsonSerializer.Serialize(member.Value, Indented);
            else cells[member.Name] = TextOf(member.Value);
        }
        return new MasterRow(key, version, cells, nested, updatedAt);
    }

    /// <summary>Whether a value is more than a cell holds.</summary>
    internal static bool IsNested(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    /// <summary>A value as a cell shows it.</summary>
    internal static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => MasterData.TextOf(value) ?? "",
    };
}

/// <summary>Which rows of a sheet are meant, and in what order.</summary>
/// <param name="Search">Part of a text; case and width make no difference.</param>
/// <param name="Sort">A column, or <see cref="LastChanged"/>; null for the order that the sheet has by itself.</param>
/// <param name="IsDescending">Whether the last come first.</param>
/// <param name="Skip">Rows before the first one.</param>
/// <param name="Take">Most rows; null for all.</param>
public sealed record MasterQuery(string? Search, string? Sort = null, bool IsDescending = false, int Skip = 0, int? Take = null)
{
    /// <summary>By the time of the last change.</summary>
    public const string LastChanged = "updated_at";
}

/// <summary>A page of rows.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Count">How many there are on all pages.</param>
/// <param name="Number">Which page it is, from 1: the last one where there are not that many.</param>
public sealed record MasterPage(IReadOnlyList<MasterRow> Rows, int Count, int Number)
{
    /// <summary>The page of a number where there is one, else the first or the last.</summary>
    internal static int Within(int number, int count, int size) => Math.Clamp(number, 1, Math.Max(1, (count + size - 1) / size));
}

/// <summary>How a change of a row ended.</summary>
public abstract record SheetOutcome
{
    private SheetOutcome()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Row">As it now is, or was before it went.</param>
    public sealed record Done(MasterRow Row) : SheetOutcome;

    /// <summary>There is no such row.</summary>
    public sealed record NotFound : SheetOutcome;

    /// <summary>Somebody else changed it since it was looked at; nothing was changed.</summary>
    /// <param name="Current">As it is.</param>
    public sealed record Stale(MasterRow Current) : SheetOutcome;

    /// <summary>It won't do; nothing was changed.</summary>
    /// <param name="Problems">What is wrong, at least one.</param>
    public sealed record Invalid(IReadOnlyList<MasterProblem> Problems) : SheetOutcome;
}
