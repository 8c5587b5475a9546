namespace PsiErp.Files;

/// <summary>Finds the field that a column's header names: by what somebody said of it, else by the names that are known.</summary>
internal sealed class HeaderNames(ReadingOptions options)
{
    private readonly Dictionary<string, string> _told = options.Columns.ToDictionary(
        pair => ColumnNames.Normalize(pair.Value), pair => pair.Key);

    private readonly HashSet<string> _ignored = [.. options.Ignored.Select(ColumnNames.Normalize)];

    /// <summary>The field, or <see langword="null"/> when the header names none or one of which something else is told.</summary>
    public string? Find(string header) => _told.GetValueOrDefault(ColumnNames.Normalize(header))
        ?? (!_ignored.Contains(ColumnNames.Normalize(header)) && ColumnNames.Find(header) is { } field && !options.Tells(field)
            ? Kept(field)
            : null);

    /// <summary>How many fields a line names.</summary>
    public int Count(IEnumerable<string> cells) => cells.Select(Find).Count(name => name is not null);

    // Beside told keys the file is of the wide format, whatever it calls its flows
    private string Kept(string field) => options.TellsKey ? PlanColumns.WideNameOf(field) : field;
}
