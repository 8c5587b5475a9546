using System.Globalization;
using System.Text;
using CsvHelper;

namespace PsiErp.Files;

/// <summary>A row of a table.</summary>
/// <param name="Line">Where it begins, counted from 1: the line of a text, the row of a sheet.</param>
/// <param name="Cells">Its cells, as many as the header has, without marks against formulas; blank where there is nothing.</param>
public readonly record struct TableRow(long Line, IReadOnlyList<string> Cells);

/// <summary>
/// Reads a table of any columns row by row: CSV in any encoding and with any separator, told by the content, or the first sheet of a
/// workbook (.xlsx). Nothing in a file makes it throw: what it can't take is counted as <see cref="Problems"/>.
/// </summary>
public sealed class TableReader : IDisposable
{
    private readonly CsvProblemList _problems = new();
    private readonly IEnumerator<TableRow> _rows;

    /// <summary>Opens the file that begins at the stream's position and reads its header.</summary>
    /// <param name="stream">A seekable stream; it stays open.</param>
    public TableReader(Stream stream)
    {
        var problem = FileKind.Refuse(stream);
        if (problem is { Code: CsvProblemCode.Workbook }) _rows = SheetRows(stream).GetEnumerator();
        else if (problem is null) _rows = TextRows(stream).GetEnumerator();
        else
        {
            _problems.Add(problem);
            _rows = Enumerable.Empty<TableRow>().GetEnumerator();
        }
        if (NextRecord(out var header)) ReadHeader(header);
        else if (_problems.Count == 0) _problems.Add(1, null, CsvProblemCode.EmptyFile);
    }

    /// <summary>The names of the columns; blank where a column has none. Nothing when the file can't be read.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>The line of the header.</summary>
    public long HeaderLine { get; private set; }

    /// <summary>The first problems met so far.</summary>
    public IReadOnlyList<CsvProblem> Problems => _problems.First;

    /// <summary>How many problems were met so far.</summary>
    public long ProblemCount => _problems.Count;

    /// <summary>Moves to the next row that is not blank.</summary>
    public bool Read(out TableRow row)
    {
        row = default;
        while (Header.Count > 0 && NextRecord(out var record))
        {
            // Nearly every row is as wide as the header, and is not copied
            if (record.Cells.Count == Header.Count)
            {
                row = record;
                return true;
            }
            if (record.Cells.Skip(Header.Count).All(string.IsNullOrWhiteSpace))
            {
                var missing = Enumerable.Repeat("", Math.Max(0, Header.Count - record.Cells.Count));
                row = record with { Cells = [.. record.Cells.Take(Header.Count), .. missing] };
                return true;
            }
            _problems.Add(record.Line, null, CsvProblemCode.CellCount, $"{record.Cells.Count}", $"{Header.Count}");
        }
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private void ReadHeader(TableRow header)
    {
        var names = header.Cells.Select(name => name.Trim().Trim('\uFEFF')).ToList();
        while (names is [.., ""]) names.RemoveAt(names.Count - 1);
        var twice = names.Where(name => name.Length > 0).GroupBy(name => name).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) _problems.Add(header.Line, twice.Key, CsvProblemCode.DuplicateColumn);
        else (Header, HeaderLine) = (names, header.Line);
    }

    private bool NextRecord(out TableRow row)
    {
        row = default;
        try
        {
            while (_rows.MoveNext())
            {
                row = _rows.Current;
                if (row.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell))) return true;
            }
        }
        catch (DecoderFallbackException)
        {
            _problems.Add(1, null, CsvProblemCode.UndecodableBytes, expected: "UTF-8");
        }
        catch (CsvFormatException tooLong)
        {
            _problems.Add(tooLong.LineNumber, null, CsvProblemCode.RecordTooLong, expected: $"{PlanFileReader.MaxRecordBytes}");
        }
        catch (Exception damaged) when (damaged is InvalidDataException or System.Xml.XmlException)
        {
            _problems.Add(1, null, CsvProblemCode.DamagedPacking, expected: "xlsx");
        }
        return false;
    }

    private IEnumerable<TableRow> TextRows(Stream stream)
    {
        var origin = stream.Position;
        var encoding = FileEncoding.Detect(stream);
        if (encoding.IsDamagedUtf8)
        {
            _problems.Add(encoding.LineOfBadBytes(stream), null, CsvProblemCode.UndecodableBytes, expected: encoding.Name);
            yield break;
        }
        stream.Position = origin + encoding.BomLength;
        var separator = FileSeparator.Detect(stream, encoding, new HeaderNames(ReadingOptions.None));
        using var csv = CsvReader.Create(stream, Options(encoding, separator), leaveOpen: true);
        while (csv.Read())
        {
            var cells = new string[csv.FieldCount];
            for (var i = 0; i < cells.Length; i++) cells[i] = FormulaMark.Remove(csv.GetString(i).Trim());
            // Excel's own hint at the separator
            if (csv.LineNumber == 1 && cells[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase)) continue;
            yield return new(csv.LineNumber, cells);
        }
    }

    private CsvReaderOptions Options(FileEncoding encoding, char separator) => new()
    {
        Separator = separator,
        DetectSeparatorHint = false,
        HasHeader = false,
        Encoding = encoding.IsValidUtf8 ? null : encoding.Encoding,
        TrackLineNumbers = true,
        PoolStrings = true,
        MaxRecordSize = PlanFileReader.MaxRecordBytes,
        MalformedData = CsvMalformedDataHandling.Skip,
        OnMalformedRecord = bad => _problems.Add(bad.LineNumber, null,
            bad.Reason == CsvMalformedReason.UnterminatedQuote ? CsvProblemCode.UnclosedQuote : CsvProblemCode.MisplacedQuote),
    };

    private IEnumerable<TableRow> SheetRows(Stream stream)
    {
        using var workbook = Workbook.Open(stream);
        if (workbook.Problem is { } problem)
        {
            _problems.Add(problem);
            yield break;
        }
        using var sheet = workbook.ReadSheet();
        while (sheet.Read())
        {
            var cells = new string[sheet.Count];
            for (var i = 0; i < cells.Length; i++) cells[i] = TextOf(sheet[i], workbook.Is1904);
            yield return new(sheet.Row, cells);
        }
    }

    private static string TextOf(SheetCell cell, bool is1904) =>
        cell.Kind == SheetCellKind.Serial && SheetSerial.Read(cell.Utf8, is1904) is (var day, 0)
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Encoding.UTF8.GetString(cell.Utf8);
}
