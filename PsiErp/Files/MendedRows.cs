using System.Text;
using CsvHelper;

namespace PsiErp.Files;

/// <summary>Where a cell of a file stands.</summary>
/// <param name="Line">The line on which its row begins, counted from 1.</param>
/// <param name="Column">Its column, as problems name it.</param>
public readonly record struct CellPlace(long Line, string Column);

/// <summary>Reads rows of which somebody has corrected cells, as if those stood in the file, which stays what it is.</summary>
/// <param name="cells">The corrected cells.</param>
/// <param name="header">The file's header.</param>
/// <param name="reading">How the file is read.</param>
/// <param name="separator">What stands between its cells.</param>
/// <param name="problems">Where what is still wrong goes.</param>
internal sealed class MendedRows(
    IReadOnlyDictionary<CellPlace, string> cells, PlanHeader header, PlanReading reading, char separator, CsvProblemList problems)
{
    private readonly HashSet<long> _lines = [.. cells.Keys.Select(place => place.Line)];

    /// <summary>How many cells were met so far.</summary>
    public int Cells { get; private set; }

    /// <summary>Whether the row that begins on a line is one of them.</summary>
    public bool Has(long line) => _lines.Contains(line);

    /// <summary>Reads the row that the reader stands on; <see langword="false"/> after adding what is still wrong with it.</summary>
    public bool TryParse(CsvReader csv, out PlanFileRow row)
    {
        var (line, found) = (csv.LineNumber, new CsvProblemList());
        using var mended = CsvReader.Create(new MemoryStream(Mend(csv)), new CsvReaderOptions
        {
            Separator = separator,
            DetectSeparatorHint = false,
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = PlanFileReader.MaxRecordBytes,
        });
        _ = mended.Read();
        var isRow = new PlanRowParser(mended, header, reading, found).TryParse(out row);
        foreach (var problem in found.First) problems.Add(problem with { Line = line });
        row = row with { Line = line };
        return isRow;
    }

    /// <summary>The row's text with the corrected cells in quotes and the others as they are.</summary>
    private byte[] Mend(CsvReader csv)
    {
        using var text = new MemoryStream();
        for (var i = 0; i < header.CellCount; i++)
        {
            if (i > 0) text.WriteByte((byte)separator);
            if (header.Columns[i].Field is { } field && cells.TryGetValue(new(csv.LineNumber, field), out var mended))
            {
                Cells++;
                text.Write(Encoding.UTF8.GetBytes($"\"{mended.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
            }
            else
            {
                text.Write(csv.GetRawSpan(i));
            }
        }
        text.WriteByte((byte)'\n');
        return text.ToArray();
    }
}
