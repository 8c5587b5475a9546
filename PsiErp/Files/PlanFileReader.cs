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

    private readonly ReadingOptions _options;
    private readonly PlanFileText _text;
    private readonly SheetText? _sheet;
    private readonly HeaderSearch _search;
    private readonly SkippedLines _skipped = new();
    private CsvProblemList _problems = new();
    private readonly CsvProblemList _ofRows;
    private CsvReader? _csv;
    private PlanHeader? _header;
    private PlanRowParser? _parser;
    private MendedRows? _mended;
    private bool _hasRows;

    /// <summary>Opens the file that begins at the stream's position and reads its header.</summary>
    /// <param name="stream">A seekable stream; it stays open.</param>
    /// <param name="options">What somebody says about the file; left out, it speaks for itself.</param>
    /// <param name="sheet">What the text was unpacked from when it is that of a sheet.</param>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    internal PlanFileReader(Stream stream, ReadingOptions? options, SheetText? sheet)
    {
        if (!stream.CanSeek)
            throw new ArgumentException("the encoding is told from the whole file, so the stream has to be seekable", nameof(stream));

        (_options, _sheet) = (options ?? ReadingOptions.None, sheet);
        _ofRows = _options.LeavesOutBadRows ? new() : _problems;
        var origin = stream.Position;
        var encoding = sheet is not null ? FileEncoding.OfSheet
            : _options.Encoding is { } told ? FileEncoding.Told(told, stream)
            : FileEncoding.Detect(stream);
        _text = new(stream, origin, encoding);
        _search = new(_text, _options, _skipped);
        if (sheet is null && FileKind.Refuse(_text.At(0)) is { } refusal)
            _problems.Add(refusal);
        else if (encoding.IsDamagedUtf8)
            AddBadBytes();
        else
            ReadHeader();
    }

    /// <inheritdoc cref="PlanFileReader(Stream, ReadingOptions, SheetText)"/>
    public PlanFileReader(Stream stream, ReadingOptions? options = null) : this(stream, options, null)
    {
    }

    /// <summary>The format, or <see langword="null"/> when the header cannot be read.</summary>
    public PlanFormat? Format { get; private set; }

    /// <summary>Whether the file has a column; what it has no column for, it says nothing about.</summary>
    /// <param name="column">Its name in the wide format.</param>
    public bool Has(string column) => _header?.Has(column) == true;

    /// <summary>The encoding: <c>UTF-8</c>, <c>UTF-16 LE</c>, <c>UTF-16 BE</c> or <c>CP932</c>; <c>xlsx</c>.</summary>
    public string EncodingName => _text.Encoding.Name;

    /// <summary>The file's columns; none when the header cannot be read.</summary>
    public IReadOnlyList<FileColumn> Columns { get; private set; } = [];

    /// <summary>How many rows with problems were left out, as somebody has said to.</summary>
    public long LeftOut { get; private set; }

    /// <summary>What stands between the cells: comma, tab, semicolon or bar.</summary>
    public char Separator => _text.Separator;

    /// <summary>The line of the header, counted from 1; 0 when there is none.</summary>
    public long HeaderLine { get; private set; }

    /// <summary>What begins the decimals of a number: <c>.</c> or <c>,</c>.</summary>
    public char DecimalSign { get; private set; } = '.';

    /// <summary>The order of dates that may be several, when one was needed so far and found or told.</summary>
    public DateOrder? Dates { get; private set; }

    /// <summary>How many cells were read as blank because somebody has said so.</summary>
    public long ReadAsBlank => _parser?.ReadAsBlank ?? 0;

    /// <summary>How many cells were read as somebody has corrected them.</summary>
    public int MendedCells => _mended?.Cells ?? 0;

    /// <summary>
    /// A number such as <c>1.250</c> with its line, where nothing in the file tells whether that is 1.25 or 1250. It was read
    /// as 1.25.
    /// </summary>
    public (long Line, string Number)? AmbiguousNumber { get; private set; }

    /// <summary>A number that tells the sign before decimals, with its line.</summary>
    public (long Line, string Number)? TellingNumber { get; private set; }

    /// <summary>The first twenty problems met so far, in the order of the file.</summary>
    public IReadOnlyList<CsvProblem> Problems => _problems.First;

    /// <summary>The first twenty lines that are no data.</summary>
    public IReadOnlyList<SkippedLine> Skipped => _skipped.First;

    /// <summary>How many there were so far.</summary>
    public long SkippedCount => _skipped.Count;

    /// <summary>How many problems were met so far.</summary>
    public long ProblemCount => _problems.Count;

    /// <summary>Moves to the next row that is free of problems.</summary>
    /// <returns><see langword="false"/> at the end, or where the file cannot be read any further.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public bool Read(out PlanFileRow row)
    {
        while (NextRecord())
        {
            if (_mended?.Has(_csv!.LineNumber) == true ? _mended.TryParse(_csv, out row) : _parser!.TryParse(out row))
                return _hasRows = true;
            LeaveOut(_csv!.LineNumber);
        }
        if (!_hasRows && _problems.Count == 0)
            _problems.Add(LeftOut > 0 ? _ofRows.First[0] : new(1, null, CsvProblemCode.NoRows));
        row = default;
        return false;
    }

    /// <summary>Lets go of the buffers; the stream stays open.</summary>
    public void Dispose() => _csv?.Dispose();

    private void ReadHeader()
    {
        try
        {
            if (_options.Separator is { } told) _text.Separator = told;
            else if (_sheet is null)
                _text.Separator = FileSeparator.Detect(_text.At(_text.Encoding.BomLength), _text.Encoding, new HeaderNames(_options));
            _csv = _text.Open(AddMalformed);
            (var found, _problems) = _search.Find(_csv, _problems);
            if (found is not { } header)
                return;
            var reading = new PlanReading(
                Separator, _options.DecimalSign ?? '.', _options.DecimalSign is not null, _options, FindDateOrder, _text.Encoding.IsGuessed,
                _sheet);
            if ((Separator != ',' || _sheet is not null) && _options.DecimalSign is null)
                reading = FindDecimalMark(header, reading);
            (_header, _parser, Format) = (header, new(_csv!, header, reading, _ofRows), header.Format);
            if (_options.Mended.Count > 0) _mended = new(_options.Mended, header, reading, Separator, _ofRows);
            (HeaderLine, DecimalSign, Dates, Columns) = (header.Line, reading.DecimalSign, _options.Dates, header.Columns);
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
        _text.LookThrough(header.Line, csv =>
        {
            foreach (var column in columns)
                if (column < csv.FieldCount && (_sheet is null || csv.GetRawSpan(column) is [(byte)'"', ..]))
                    mark.Add(csv.GetSpan(column), csv.LineNumber);
        });
        AmbiguousNumber = mark.IsTold || mark.Ambiguous is null ? null : (mark.AmbiguousLine, mark.Ambiguous);
        TellingNumber = mark.Telling;
        return reading with { DecimalSign = mark.Sign, IsDecimalSignTold = mark.IsTold };
    }

    /// <summary>Reads all dates of the file, at the first one that may be several.</summary>
    private DateOrder? FindDateOrder()
    {
        var (orders, column) = (new DateOrders(), _header!.IndexOf(PlanColumns.Date));
        _text.LookThrough(_header.Line, csv =>
        {
            if (column < csv.FieldCount)
                orders.Add(csv.GetSpan(column));
        });
        return Dates = orders.Found;
    }

    /// <summary>The first lines that are not blank, whatever they are; what stands above a header too.</summary>
    internal IReadOnlyList<(long Line, string[] Cells)> FirstLines(int most) => _csv is null ? [] : _text.FirstLines(most);

    private bool NextRecord()
    {
        try
        {
            while (_header is not null && PlanFileText.ReadNonBlank(_csv!))
            {
                if (_parser!.SkipReason is { } reason)
                    _skipped.Add(_csv!.LineNumber, reason);
                else if (_csv!.FieldCount == _header.CellCount || HasBlankCellsMore() || (_sheet is not null && HasCellsMore))
                    return true;
                else
                    AddCellCount();
            }
        }
        catch (Exception e) when (e is DecoderFallbackException or CsvFormatException)
        {
            Stop(e);
        }
        return false;
    }

    private void AddCellCount()
    {
        _ofRows.Add(_csv!.LineNumber, null, CsvProblemCode.CellCount, $"{_csv.FieldCount}", $"{_header!.CellCount}");
        LeaveOut(_csv.LineNumber);
    }

    private void LeaveOut(long line)
    {
        if (!_options.LeavesOutBadRows) return;
        LeftOut++;
        _skipped.Add(line, SkipReason.LeftOut);
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

    private void AddBadBytes() =>
        _problems.Add(_text.LineOfBadBytes(), null, CsvProblemCode.UndecodableBytes, expected: EncodingName);

    // Beside a table in a sheet stand notes
    private bool HasCellsMore => _csv!.FieldCount > _header!.CellCount;

    private bool HasBlankCellsMore()
    {
        for (var i = _header!.CellCount; i < _csv!.FieldCount; i++)
            if (_csv.GetSpan(i).ContainsAnyExcept(" \t"u8))
                return false;
        return HasCellsMore;
    }

    private void AddMalformed(CsvMalformedRecord bad)
    {
        if (_search.IsBehindFirstLine) return;
        if (_header is not null) LeaveOut(bad.LineNumber);
        (_header is null ? _problems : _ofRows).Add(bad.LineNumber, null, bad.Reason == CsvMalformedReason.UnterminatedQuote
            ? CsvProblemCode.UnclosedQuote
            : CsvProblemCode.MisplacedQuote);
    }
}
