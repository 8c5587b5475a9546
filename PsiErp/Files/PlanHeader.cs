using CsvHelper;

namespace PsiErp.Files;

/// <summary>The header of a plan file: which format it has and where its columns are.</summary>
internal sealed class PlanHeader
{
    private static readonly HashSet<string> Known = [.. PlanColumns.Wide, .. PlanColumns.Daily];

    private readonly Dictionary<string, int> _indexes;

    private PlanHeader(PlanFormat format, int cellCount, Dictionary<string, int> indexes)
    {
        Format = format;
        CellCount = cellCount;
        _indexes = indexes;
    }

    public PlanFormat Format { get; }

    /// <summary>How many cells every row has to have.</summary>
    public int CellCount { get; }

    /// <summary>What the file calls a column of the wide format; <see langword="null"/> when its format has no such column.</summary>
    public string? NameOf(string wide) => Format == PlanFormat.Wide ? wide : PlanColumns.DailyNameOf(wide);

    /// <summary>The place of a column of the wide format, or −1 when the file does without it.</summary>
    public int IndexOf(string wide) => NameOf(wide) is { } name ? _indexes.GetValueOrDefault(name, -1) : -1;

    /// <summary>Reads the record the reader stands on; <see langword="null"/> after adding what is wrong with it.</summary>
    public static PlanHeader? Read(CsvReader csv, CsvProblemList problems)
    {
        var line = csv.LineNumber;
        if (!TryIndex(csv, problems, out var indexes))
            return null;

        var isWide = Lacks(PlanColumns.WideRequired).Count == 0;
        var isDaily = Lacks(PlanColumns.DailyRequired).Count == 0;
        if (isDaily && Lacks(PlanColumns.SeriesKey).Count == 0)
            problems.Add(line, null, CsvProblemCode.AmbiguousHeader);
        else if (isWide && Lacks(PlanColumns.Quantities).Count == PlanColumns.Quantities.Length)
            problems.AddList(line, CsvProblemCode.NoQuantities, PlanColumns.Quantities, "");
        else if (isWide || isDaily)
            return new(isWide ? PlanFormat.Wide : PlanFormat.Daily, csv.FieldCount, indexes);
        else if (indexes.Count == 0)
            problems.Add(line, null, CsvProblemCode.UnknownHeader, csv.GetString(0));
        else
            AddMissing();
        return null;

        List<string> Lacks(string[] columns) => [.. columns.Where(column => !indexes.ContainsKey(column))];

        // Measured against the format that the file comes closest to
        void AddMissing()
        {
            var wideHits = PlanColumns.Wide.Count(indexes.ContainsKey);
            var (format, required) = wideHits > PlanColumns.Daily.Count(indexes.ContainsKey)
                ? ("wide", PlanColumns.WideRequired)
                : ("daily", PlanColumns.DailyRequired);
            problems.AddList(line, CsvProblemCode.MissingColumns, Lacks(required), format);
        }
    }

    private static bool TryIndex(CsvReader csv, CsvProblemList problems, out Dictionary<string, int> indexes)
    {
        indexes = [];
        var unique = true;
        for (var i = 0; i < csv.FieldCount; i++)
        {
            var name = Normalize(csv.GetString(i));
            if (!Known.Contains(name) || indexes.TryAdd(name, i))
                continue;
            unique = false;
            problems.Add(csv.LineNumber, name, CsvProblemCode.DuplicateColumn);
        }
        return unique;
    }

    private static string Normalize(string name) =>
        FullWidth.Fold(name).Trim().Trim('\uFEFF').Replace(' ', '_').ToLowerInvariant();
}
