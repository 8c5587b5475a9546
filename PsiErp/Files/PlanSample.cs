namespace PsiErp.Files;

/// <summary>How the beginning of a file is read: for somebody to look at, and to change, before all of it is.</summary>
/// <param name="Format">The format; null while the header lacks something.</param>
/// <param name="Encoding">What the file is written in.</param>
/// <param name="Separator">What stands between its cells.</param>
/// <param name="HeaderLine">The line of the header, or of what comes closest to one.</param>
/// <param name="DecimalSign">What begins the decimals of a number.</param>
/// <param name="TellingNumber">A number that tells that sign, with its line.</param>
/// <param name="AmbiguousNumber">A number that either sign makes one, with its line, where none tells.</param>
/// <param name="Dates">The order of dates that may be several.</param>
/// <param name="Columns">The columns by their headers.</param>
/// <param name="Lines">The first lines.</param>
/// <param name="Problems">What is wrong with the beginning.</param>
public sealed record PlanSample(
    PlanFormat? Format, string Encoding, char Separator, long HeaderLine, char DecimalSign, (long Line, string Number)? TellingNumber,
    (long Line, string Number)? AmbiguousNumber, DateOrder? Dates, IReadOnlyList<FileColumn> Columns, IReadOnlyList<SampleLine> Lines,
    IReadOnlyList<CsvProblem> Problems)
{
    /// <summary>Lines that are handed out.</summary>
    private const int MostLines = 14;

    /// <summary>Whether dates of the file may be several days each, and nothing tells which.</summary>
    public bool AsksForDates => Problems.Any(problem => problem.Code == CsvProblemCode.DateOrderUntold);

    /// <summary>Reads the text that begins at the stream's position.</summary>
    /// <param name="text">Seekable; it stays open.</param>
    /// <param name="options">What somebody says about the file.</param>
    /// <param name="sheet">What the text was unpacked from when it is that of a sheet.</param>
    internal static PlanSample Read(Stream text, ReadingOptions options, SheetText? sheet)
    {
        using var reader = new PlanFileReader(text, options, sheet);
        var rows = new Dictionary<long, PlanFileRow>();
        while (reader.Read(out var row))
            if (rows.Count < MostLines) rows[row.Line] = row;
        var lines = reader.FirstLines(MostLines);
        if (sheet is not null) lines = [.. lines.Select(line => (line.Line, line.Cells.Select(SheetText.Shown).ToArray()))];
        var (headerLine, columns) = reader.Format is null
            ? Closest(lines, new HeaderNames(options), options.HeaderLine)
            : (reader.HeaderLine, reader.Columns);
        return new(
            reader.Format, reader.EncodingName, reader.Separator, headerLine, reader.DecimalSign, reader.TellingNumber,
            reader.AmbiguousNumber, reader.Dates, columns,
            [.. lines.Where(line => line.Line != headerLine).Select(line => Line(line, columns, rows, reader))], reader.Problems);
    }

    /// <summary>The line that names most fields, or the first one.</summary>
    private static (long, IReadOnlyList<FileColumn>) Closest(
        IReadOnlyList<(long Line, string[] Cells)> lines, HeaderNames names, int? told)
    {
        if (lines.Count == 0) return (0, []);
        var (line, cells) = lines.FirstOrDefault(line => line.Line == told) is { Cells: not null } found ? found
            : lines.MaxBy(line => names.Count(line.Cells));
        var fields = cells.Select(names.Find).ToList();
        return (line, [.. cells.Select((header, i) => new FileColumn(header.Trim('\uFEFF'), fields[i],
            fields[i] is null && LikelyFields.Find(header) is { } likely && !fields.Contains(likely) ? likely : null))]);
    }

    private static SampleLine Line(
        (long Line, string[] Cells) line, IReadOnlyList<FileColumn> columns, Dictionary<long, PlanFileRow> rows, PlanFileReader reader)
    {
        var skipped = reader.Skipped.FirstOrDefault(skipped => skipped.Line == line.Line)?.Reason;
        var row = rows.TryGetValue(line.Line, out var found) ? found : default(PlanFileRow?);
        return new(line.Line, skipped, [.. line.Cells.Select((cell, i) => Cell(cell, i < columns.Count ? columns[i].Field : null))]);

        SampleCell Cell(string text, string? field)
        {
            if (field is null) return new(text, null, null);
            var name = PlanColumns.WideNameOf(field);
            var problem = reader.Problems.FirstOrDefault(
                one => one.Line == line.Line && one.Column is { } column && PlanColumns.WideNameOf(column) == name);
            return new(text, row?.ValueOf(name), problem);
        }
    }
}

/// <summary>A line of a file's beginning.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Skipped">Why it is no data.</param>
/// <param name="Cells">Its cells.</param>
public sealed record SampleLine(long Line, SkipReason? Skipped, IReadOnlyList<SampleCell> Cells);

/// <summary>A cell of a file's beginning.</summary>
/// <param name="Text">As the file has it.</param>
/// <param name="Value">What it is read as: a day, a number or a text; null where it is not read, or blank.</param>
/// <param name="Problem">Why it is not read.</param>
public sealed record SampleCell(string Text, object? Value, CsvProblem? Problem);
