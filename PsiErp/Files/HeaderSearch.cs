using CsvHelper;

namespace PsiErp.Files;

/// <summary>Looks for the header of a plan file, above which titles and the like may stand.</summary>
/// <param name="text">The file.</param>
/// <param name="options">What somebody says about it.</param>
/// <param name="skipped">Where the lines above the header go.</param>
internal sealed class HeaderSearch(PlanFileText text, ReadingOptions options, SkippedLines skipped)
{
    private const int MaxLinesAbove = 30;

    /// <summary>Whether it stands behind the first line: what is wrong with quotes counts in that, which may be the header, only.</summary>
    public bool IsBehindFirstLine { get; private set; }

    /// <summary>Goes to the first line that is a header.</summary>
    /// <param name="csv">The file, at its beginning; afterwards at the header.</param>
    /// <param name="problems">What is wrong with the file already.</param>
    /// <returns>The header; or why there is none.</returns>
    public (PlanHeader? Header, CsvProblemList Problems) Find(CsvReader csv, CsvProblemList problems)
    {
        CsvProblemList? closest = null;
        for (var lines = 0; (lines < MaxLinesAbove || options.HeaderLine is not null) && ReadLine(csv); lines++)
        {
            if (csv.LineNumber > options.HeaderLine) break;
            var ofLine = new CsvProblemList();
            if ((options.HeaderLine ?? csv.LineNumber) == csv.LineNumber && PlanHeader.Read(csv, options, ofLine) is { } header)
            {
                IsBehindFirstLine = false;
                return (header, problems);
            }
            if (IsHint(csv)) continue;
            if (ofLine.Count > 0 && (closest is null || NamesMore(ofLine, closest))) closest = ofLine;
            skipped.Add(csv.LineNumber, SkipReason.AboveHeader);
        }
        IsBehindFirstLine = false;
        skipped.Clear();
        return (null, OtherFormat(closest) ?? (problems.Count > 0 ? problems : closest ?? NoHeader()));
    }

    /// <summary>A line that lacks columns is closer to a header than one that has none.</summary>
    private static bool NamesMore(CsvProblemList problems, CsvProblemList than) =>
        than.First[0].Code == CsvProblemCode.UnknownHeader && problems.First[0].Code != CsvProblemCode.UnknownHeader;

    private static bool IsHint(CsvReader csv) =>
        csv.GetString(0).TrimStart('\uFEFF').StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    private bool ReadLine(CsvReader csv)
    {
        var found = PlanFileText.ReadNonBlank(csv);
        IsBehindFirstLine = true;
        return found;
    }

    /// <summary>What no line of is a header may be something else altogether.</summary>
    private CsvProblemList? OtherFormat(CsvProblemList? closest)
    {
        if (closest?.First[0].Code is not (null or CsvProblemCode.UnknownHeader)) return null;
        if (FileKind.OtherText(text.At(0)) is not { } format) return null;
        var problems = new CsvProblemList();
        problems.Add(1, null, CsvProblemCode.OtherFormat, expected: format);
        return problems;
    }

    private CsvProblemList NoHeader()
    {
        var problems = new CsvProblemList();
        if (options.HeaderLine is { } line)
            problems.Add(line, null, CsvProblemCode.NoHeaderLine, expected: $"{line}");
        else
            problems.Add(1, null, CsvProblemCode.EmptyFile);
        return problems;
    }
}
