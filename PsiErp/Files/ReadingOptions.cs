namespace PsiErp.Files;

/// <summary>What somebody says about a file, where the file alone does not tell or tells it wrong.</summary>
/// <remarks>Fields are named as the formats name their columns: <see cref="PlanColumns"/>.</remarks>
public sealed record ReadingOptions
{
    /// <summary>Nothing is said: the file speaks for itself.</summary>
    public static readonly ReadingOptions None = new();

    /// <summary>The encoding, one of <see cref="FileEncoding.Names"/>.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands between the cells.</summary>
    public char? Separator { get; init; }

    /// <summary>Headers of columns that are not read, whatever they name.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Words that mark a row as a sum of others, besides those that are known.</summary>
    public IReadOnlyList<string> Totals { get; init; } = [];

    /// <summary>Whether rows without any key are skipped.</summary>
    public bool SkipsBlankKeys { get; init; }

    /// <summary>Whether rows with problems are left out, and the others read.</summary>
    public bool LeavesOutBadRows { get; init; }

    /// <summary>The sign before decimals, <c>.</c> or <c>,</c>.</summary>
    public char? DecimalSign { get; init; }

    /// <summary>The order of day, month and year.</summary>
    public DateOrder? Dates { get; init; }

    /// <summary>Up to which day the file's stock figures were counted; null when nothing is said of that.</summary>
    public CountedUntil? AsOf { get; init; }

    /// <summary>The line of the header, counted from 1.</summary>
    public int? HeaderLine { get; init; }

    /// <summary>Cells that say that there is nothing: <c>#N/A</c>, <c>-</c>. Keys and dates are never read so.</summary>
    public IReadOnlyList<string> Blank { get; init; } = [];

    /// <summary>The header of a field's column, by field.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>The value that a field has in every row, by field.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Cells that somebody has corrected, with what they are read as.</summary>
    public IReadOnlyDictionary<CellPlace, string> Mended { get; init; } = new Dictionary<CellPlace, string>();

    /// <summary>All that is said, and where nothing is, what is said more generally.</summary>
    public ReadingOptions Over(ReadingOptions general) => this with
    {
        Encoding = Encoding ?? general.Encoding,
        Separator = Separator ?? general.Separator,
        DecimalSign = DecimalSign ?? general.DecimalSign,
        Dates = Dates ?? general.Dates,
        HeaderLine = HeaderLine ?? general.HeaderLine,
        Blank = Blank.Count > 0 ? Blank : general.Blank,
        Totals = Totals.Count > 0 ? Totals : general.Totals,
        SkipsBlankKeys = SkipsBlankKeys || general.SkipsBlankKeys,
        // Who says anything of columns sees all of them
        Columns = Columns.Count > 0 ? Columns : general.Columns,
        Ignored = Columns.Count + Ignored.Count > 0 ? Ignored : general.Ignored,
        Values = Values.Concat(general.Values.Where(value => !Tells(value.Key))).ToDictionary(),
    };

    /// <summary>Whether something is said about a field, so that the file's own column of it does not count.</summary>
    /// <param name="field">In either format: what is said of <c>production</c> is said of <c>inbound_qty</c>.</param>
    public bool Tells(string field) =>
        Columns.Keys.Concat(Values.Keys).Any(told => PlanColumns.WideNameOf(told) == PlanColumns.WideNameOf(field));

    /// <summary>The value that a field has in every row, by the field's name in the wide format.</summary>
    public string? ValueOf(string wide) => Values.FirstOrDefault(told => PlanColumns.WideNameOf(told.Key) == wide).Value;

    /// <summary>Whether a key of the wide format is told, which the daily format does not have.</summary>
    public bool TellsKey => PlanColumns.SeriesKey.Any(Tells);
}

/// <summary>What is said of the as-of date.</summary>
/// <param name="Day">The last day whose stock figures were counted; null for none.</param>
public readonly record struct CountedUntil(DateOnly? Day);
