namespace PsiErp.Prototype;

/// <summary>What became of the prototype's database.</summary>
/// <param name="from">Where it is.</param>
/// <param name="into">Where it went.</param>
public sealed class PrototypeReport(string from, string into)
{
    private readonly List<TableReport> _tables = [];

    /// <summary>The tables, in the order in which they were taken over.</summary>
    public IReadOnlyList<TableReport> Tables => _tables;

    /// <summary>Days whose imported values were compared and are equal in both databases.</summary>
    public long ComparedDays { get; internal set; }

    /// <summary>Overrides that were compared and are equal in both databases.</summary>
    public long ComparedEdits { get; internal set; }

    /// <summary>The report for people.</summary>
    public override string ToString() =>
        $"""
        Took the prototype over, from {from} into the {into}:
        {string.Join(Environment.NewLine, _tables)}
        Compared: {ComparedDays} days and {ComparedEdits} overrides are equal in both. The prototype's database was only read.
        """;

    internal TableReport Begin(string table)
    {
        var report = new TableReport(table);
        _tables.Add(report);
        return report;
    }
}

/// <summary>What became of a table of the prototype.</summary>
/// <param name="table">Its name.</param>
public sealed class TableReport(string table)
{
    private readonly OrderedDictionary<string, long?> _notes = [];

    /// <summary>Its name.</summary>
    public string Table => table;

    /// <summary>Rows that there were; null when there is no such table.</summary>
    public long? Read { get; internal set; } = 0;

    /// <summary>Rows that PsiErp now has of them.</summary>
    public long Taken { get; internal set; }

    /// <summary>What else there is to say.</summary>
    public IEnumerable<string> Notes => _notes.Select(note => note.Value is { } count ? $"{note.Key}: {count}" : note.Key);

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine + "    ", Notes.Prepend(
        Read is null ? $"  {table}: there is no such table" : $"  {table}: {Taken} of {Read} rows"));

    internal void Note(string text) => _notes[text] = null;

    /// <summary>Says of how many rows something is true, added to what was said before; nothing when it is of none.</summary>
    internal void Note(long count, string text)
    {
        if (count > 0) _notes[text] = _notes.GetValueOrDefault(text, 0) + count;
    }
}
