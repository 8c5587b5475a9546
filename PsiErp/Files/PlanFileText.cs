using System.Text;
using CsvHelper;

namespace PsiErp.Files;

/// <summary>The text of a plan file, which is read from its beginning more than once.</summary>
/// <param name="stream">The file.</param>
/// <param name="origin">Where in the stream it begins.</param>
/// <param name="encoding">Its encoding.</param>
internal sealed class PlanFileText(Stream stream, long origin, FileEncoding encoding)
{
    public FileEncoding Encoding => encoding;

    /// <summary>What stands between the cells: comma, tab, semicolon or bar.</summary>
    public char Separator { get; set; } = ',';

    /// <summary>The line of the first bytes that are no text of the encoding, counted from 1.</summary>
    public long LineOfBadBytes() => encoding.LineOfBadBytes(At(0));

    /// <summary>The stream, at a byte of the file.</summary>
    public Stream At(long offset)
    {
        stream.Position = origin + offset;
        return stream;
    }

    /// <summary>Reads from the first line on.</summary>
    /// <param name="onMalformed">Hears of rows with quotes that can't be; they are passed over.</param>
    public CsvReader Open(Action<CsvMalformedRecord>? onMalformed = null) => CsvReader.Create(
        At(encoding.BomLength),
        new CsvReaderOptions
        {
            Separator = Separator,
            DetectSeparatorHint = false,
            HasHeader = false,
            Encoding = encoding.IsValidUtf8 ? null : encoding.Encoding,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            PoolStrings = true,
            MaxRecordSize = PlanFileReader.MaxRecordBytes,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = onMalformed ?? (_ => { }),
        },
        leaveOpen: true);

    /// <summary>Shows all rows below a line, and leaves the stream where it stands.</summary>
    public void LookThrough(long below, Action<CsvReader> look)
    {
        var position = stream.Position;
        using (var csv = Open())
            while (csv.Read())
                if (csv.LineNumber > below)
                    look(csv);
        stream.Position = position;
    }

    /// <summary>The first lines that are not blank, whatever they are, as far as they can be read.</summary>
    public IReadOnlyList<(long Line, string[] Cells)> FirstLines(int most)
    {
        var lines = new List<(long, string[])>();
        try
        {
            using var csv = Open();
            while (lines.Count < most && ReadNonBlank(csv))
                lines.Add((csv.LineNumber, [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]));
        }
        catch (Exception e) when (e is DecoderFallbackException or CsvFormatException)
        {
            // The problems of the file say so
        }
        return lines;
    }

    /// <summary>Moves to the next row that says anything: spreadsheets end a table with rows of nothing but separators.</summary>
    public static bool ReadNonBlank(CsvReader csv)
    {
        while (csv.Read())
            for (var i = 0; i < csv.FieldCount; i++)
                if (csv.GetSpan(i).ContainsAnyExcept(" \t\x1A"u8))
                    return true;
        return false;
    }
}
