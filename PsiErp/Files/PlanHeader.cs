using CsvHelper;

namespace PsiErp.Files;

/// <summary>The header of a plan file: which format it has and where its columns are.</summary>
internal sealed class PlanHeader
{
    private readonly byte[][] _cells;
    private readonly Dictionary<string, int> _indexes;

    private PlanHeader(PlanFormat format, CsvReader csv, Dictionary<string, int> indexes)
    {
        (Format, Line) = (format, csv.LineNumber);
        _indexes = indexes;
        _cells = [.. Enumerable.Range(0, csv.FieldCount).Select(index => csv.GetSpan(index).ToArray())];
        Columns = [.. Enumerable.Range(0, csv.FieldCount).Select(index => Column(csv.GetString(index).Trim('\uFEFF'), index))];
    }

    /// <summary>All columns of the file.</summary>
    public IReadOnlyList<FileColumn> Columns { get; }

    public PlanFormat Format { get; }

    /// <summary>Where it stands, counted from 1.</summary>
    public long Line { get; }

    /// <summary>How many cells every row has to have.</summary>
    public int CellCount => _cells.Length;

    /// <summary>What the file calls a column of the wide format; <see langword="null"/> when its format has no such column.</summary>
    public string? NameOf(string wide) => Format == PlanFormat.Wide ? wide : PlanColumns.DailyNameOf(wide);

    /// <summary>Whether the file, or what is told of it, has a column of the wide format.</summary>
    public bool Has(string wide) => NameOf(wide) is { } name && _indexes.ContainsKey(name);

    /// <summary>The place of a column of the wide format, or −1 when the file does without it.</summary>
    public int IndexOf(string wide) => NameOf(wide) is { } name ? _indexes.GetValueOrDefault(name, -1) : -1;

    /// <summary>Whether the record the reader stands on is the header again, as in files that were put together.</summary>
    public bool IsRepeatedBy(CsvReader csv)
    {
        if (!csv.GetSpan(0).SequenceEqual(_cells[0]) || csv.FieldCount != _cells.Length) return false;
        for (var i = 1; i < _cells.Length; i++)
            if (!csv.GetSpan(i).SequenceEqual(_cells[i]))
                return false;
        return true;
    }

    /// <summary>Reads the record the reader stands on; <see langword="null"/> after adding what is wrong with it.</summary>
    public static PlanHeader? Read(CsvReader csv, ReadingOptions options, CsvProblemList problems)
    {
        var line = csv.LineNumber;
        if (!TryIndex(csv, new HeaderNames(options), problems, out var indexes))
            return null;
        var missed = options.Columns.FirstOrDefault(told => !indexes.ContainsKey(told.Key));
        if (missed.Key is not null && indexes.Count > 0)
        {
            problems.Add(line, missed.Key, CsvProblemCode.NoSuchColumn, missed.Value);
            return null;
        }
        foreach (var fixedField in options.Values.Keys)
            indexes.TryAdd(fixedField, -1);

        var isWide = Lacks(PlanColumns.WideRequired).Count == 0;
        var isDaily = HasDaily();
        if (isWide && Lacks(PlanColumns.DailyRequired).Count == 0)
            problems.Add(line, null, CsvProblemCode.AmbiguousHeader);
        else if (isWide && Lacks(PlanColumns.Quantities).Count == PlanColumns.Quantities.Length)
            problems.AddList(line, CsvProblemCode.NoQuantities, PlanColumns.Quantities, "");
        else if (isWide)
            return new(PlanFormat.Wide, csv, indexes);
        else if (isDaily)
            return new(PlanFormat.Daily, csv, DailyIndexes());
        else if (indexes.Values.All(index => index < 0))
            problems.Add(line, null, CsvProblemCode.UnknownHeader, csv.GetString(0));
        else
            AddMissing();
        return null;

        // Other names are those of the wide format; between two flows and no key there is no doubt
        bool HasDaily() => Lacks(PlanColumns.DailyRequired).Count == 0
            || (!PlanColumns.SeriesKey.Any(indexes.ContainsKey) && indexes.ContainsKey(PlanColumns.Date)
                && HasEither(PlanColumns.InboundQty) && HasEither(PlanColumns.OutboundQty));

        bool HasEither(string wide) => indexes.ContainsKey(wide) || indexes.ContainsKey(PlanColumns.DailyNameOf(wide)!);

        Dictionary<string, int> DailyIndexes() => indexes
            .Where(pair => PlanColumns.Daily.Contains(pair.Key)
                || PlanColumns.DailyNameOf(pair.Key) is { } name && !indexes.ContainsKey(name))
            .ToDictionary(pair => PlanColumns.DailyNameOf(pair.Key) ?? pair.Key, pair => pair.Value);

        List<string> Lacks(string[] columns) => [.. columns.Where(column => !indexes.ContainsKey(column))];

        // Measured against the format that the file comes closest to
        void AddMissing()
        {
            var wideHits = PlanColumns.Wide.Count(indexes.ContainsKey);
            var (format, required) = wideHits > PlanColumns.Daily.Count(indexes.ContainsKey)
                ? ("wide", PlanColumns.WideRequired)
                : ("daily", PlanColumns.DailyRequired);
            var lacking = Lacks(required);
            problems.AddList(line, CsvProblemCode.MissingColumns, lacking, format);
            foreach (var i in Enumerable.Range(0, csv.FieldCount))
                if (LikelyFields.Find(csv.GetString(i)) is { } likely && lacking.Contains(likely))
                    problems.Add(line, likely, CsvProblemCode.LikelyColumn, csv.GetString(i));
        }
    }

    private FileColumn Column(string header, int index)
    {
        var field = _indexes.FirstOrDefault(pair => pair.Value == index).Key;
        var likely = field is null && LikelyFields.Find(header) is { } near && !Has(PlanColumns.WideNameOf(near)) ? near : null;
        return new(header, field, likely);
    }

    private static bool TryIndex(CsvReader csv, HeaderNames names, CsvProblemList problems, out Dictionary<string, int> indexes)
    {
        indexes = [];
        var unique = true;
        for (var i = 0; i < csv.FieldCount; i++)
        {
            if (names.Find(csv.GetString(i)) is not { } name || indexes.TryAdd(name, i))
                continue;
            unique = false;
            problems.Add(csv.LineNumber, name, CsvProblemCode.DuplicateColumn);
        }
        return unique;
    }
}
