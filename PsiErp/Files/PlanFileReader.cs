using System.Text;
using CsvHelper;

namespace PsiErp.Files;

/// <summary>
/// Reads a plan file row by row in constant memory. Format, encoding and separator are told by the content. Nothing in a file
/// makes it throw: rows it cannot take are passed over and counted as <see cref="Problems"/>, a file it cannot read at all has no rows
/// and a problem that says why. Rows handed out before a problem are no reason to keep them: look at
/// <see cref="ProblemCount"/> after the last one.
/// </summary>
public sealed class PlanFileReader : IDisposable
{
    /// <summary>The longest row, in bytes: what an unclosed quote may swallow before reading stops.</summary>
    public const int MaxRecordBytes = 1024 * 1024;

    private readonly Stream _stream;
    private readonly FileEncoding _encoding;
    private readonly CsvProblemList _problems = new();
    private readonly long _origin;
    private CsvReader? _csv;
    private PlanHeader? _header;
    private PlanRowParser? _parser;
    private bool _hasRecords;
    private bool _isLookingAhead;

    /// <summary>Opens the file that begins at the stream's position and reads its header.</summary>
    /// <param name="stream">A seekable stream; it stays open.</param>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public PlanFileReader(Stream stream)
    {
        if (!stream.CanSeek)
            throw new ArgumentException("the encoding is told from the whole file, so the stream has to be seekable", nameof(stream));

        _stream = stream;
        _origin = stream.Position;
        _encoding = FileEncoding.Detect(stream);
        if (IsWorkbook())
            _problems.Add(1, null, CsvProblemCode.Workbook);
        else if (_encoding.IsDamagedUtf8)
            AddBadBytes();
        else
            ReadHeader();
    }

    /// <summary>The format, or <see langword="null"/> when the header cannot be read.</summary>
    public PlanFormat? Format { get; private set; }

    /// <summary>Whether the file has a column; what it has no column for, it says nothing about.</summary>
    /// <param name="column">Its name in the wide format.</param>
    public bool Has(string column) => _header?.IndexOf(column) >= 0;

    /// <summary>The encoding: <c>UTF-8</c>, <c>UTF-16 LE</c>, <c>UTF-16 BE</c> or <c>CP932</c>.</summary>
    public string EncodingName => _encoding.Name;

    /// <summary>What stands between the cells: comma, tab or semicolon.</summary>
    public char Separator { get; private set; } = ',';

    /// <summary>
    /// A number such as <c>1.250</c> with its line, where nothing in the file tells whether that is 1.25 or 1250. It was read
    /// as 1.25.
    /// </summary>
    public (long Line, string Number)? AmbiguousNumber { get; private set; }

    /// <summary>The first twenty problems met so far, in the order of the file.</summary>
    public IReadOnlyList<CsvProblem> Problems => _problems.First;

    /// <summary>How many problems were met so far.</summary>
    public long ProblemCount => _problems.Count;

    /// <summary>Moves to the next row that is free of problems.</summary>
    /// <returns><see langword="false"/> at the end, or where the file cannot be read any further.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public bool Read(out PlanFileRow row)
    {
        while (NextRecord())
        {
            _hasRecords = true;
            if (_parser!.TryParse(out row))
                return true;
        }
        if (!_hasRecords && _problems.Count == 0)
            _problems.Add(1, null, CsvProblemCode.NoRows);
        row = default;
        return false;
    }

    /// <summary>Lets go of the buffers; the stream stays open.</summary>
    public void Dispose() => _csv?.Dispose();

    private void ReadHeader()
    {
        try
        {
            if (!OpenCsv() || PlanHeader.Read(_csv!, _problems) is not { } header)
                return;
            var reading = new PlanReading(Separator, '.', IsDecimalSignTold: false, _encoding.IsGuessed);
            if (Separator != ',')
                reading = FindDecimalMark(header, reading);
            (_header, _parser, Format) = (header, new(_csv!, header, reading, _problems), header.Format);
        }
        catch (Exception e) when (e is DecoderFallbackException or CsvFormatException)
        {
            Stop(e);
        }
    }

    /// <summary>Where commas are not separators they may begin decimals: reads all numbers once before the first row.</summary>
    private PlanReading FindDecimalMark(PlanHeader header, PlanReading reading)
    {
        var mark = new DecimalMark();
        var columns = PlanColumns.Quantities.Select(header.IndexOf).Where(index => index >= 0).ToArray();
        _isLookingAhead = true;
        while (_csv!.Read())
            foreach (var column in columns)
                if (column < _csv.FieldCount)
                    mark.Add(_csv.GetSpan(column), _csv.LineNumber);
        _isLookingAhead = false;
        _csv.Dispose();
        OpenCsv();
        AmbiguousNumber = mark.IsTold || mark.Ambiguous is null ? null : (mark.AmbiguousLine, mark.Ambiguous);
        return reading with { DecimalSign = mark.Sign, IsDecimalSignTold = mark.IsTold };
    }

    /// <summary>Goes to the header; <see langword="false"/> after adding why there is none.</summary>
    private bool OpenCsv()
    {
        _stream.Position = _origin + _encoding.BomLength;
        var separator = FileSeparator.Detect(_stream, _encoding);
        Separator = separator.Character;
        _csv = CsvReader.Create(_stream, Options(), leaveOpen: true);

        var found = (!separator.Hinted || _csv.Read()) && ReadNonBlank(_csv);
        if (!found && _problems.Count == 0)
            _problems.Add(1, null, CsvProblemCode.EmptyFile);
        return _problems.Count == 0;
    }

    private bool NextRecord()
    {
        try
        {
            while (_header is not null && ReadNonBlank(_csv!))
            {
                if (_csv!.FieldCount == _header.CellCount)
                    return true;
                _problems.Add(_csv.LineNumber, null, CsvProblemCode.CellCount, $"{_csv.FieldCount}", $"{_header.CellCount}");
            }
        }
        catch (Exception e) when (e is DecoderFallbackException or CsvFormatException)
        {
            Stop(e);
        }
        return false;
    }

    /// <summary>Ends reading where the file becomes unreadable.</summary>
    private void Stop(Exception reason)
    {
        _header = null;
        if (reason is CsvFormatException tooLong)
            _problems.Add(tooLong.LineNumber, null, CsvProblemCode.RecordTooLong, expected: $"{MaxRecordBytes}");
        else
            AddBadBytes();
    }

    private void AddBadBytes()
    {
        _stream.Position = _origin;
        _problems.Add(_encoding.LineOfBadBytes(_stream), null, CsvProblemCode.UndecodableBytes, expected: _encoding.Name);
    }

    // Spreadsheets end a table with rows of nothing but separators
    private static bool ReadNonBlank(CsvReader csv)
    {
        while (csv.Read())
            for (var i = 0; i < csv.FieldCount; i++)
                if (csv.GetSpan(i).ContainsAnyExcept(" \t"u8))
                    return true;
        return false;
    }

    private CsvReaderOptions Options() => new()
    {
        Separator = Separator,
        DetectSeparatorHint = false,
        HasHeader = false,
        Encoding = _encoding.IsValidUtf8 ? null : _encoding.Encoding,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        PoolStrings = true,
        MaxRecordSize = MaxRecordBytes,
        MalformedData = CsvMalformedDataHandling.Skip,
        OnMalformedRecord = AddMalformed,
    };

    private void AddMalformed(CsvMalformedRecord bad)
    {
        if (_isLookingAhead) return;
        _problems.Add(bad.LineNumber, null, bad.Reason == CsvMalformedReason.UnterminatedQuote
            ? CsvProblemCode.UnclosedQuote
            : CsvProblemCode.MisplacedQuote);
    }

    private bool IsWorkbook()
    {
        Span<byte> start = stackalloc byte[4];
        _stream.Position = _origin;
        start = start[.._stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start is [(byte)'P', (byte)'K', 3, 4] or [0xD0, 0xCF, 0x11, 0xE0];
    }
}
