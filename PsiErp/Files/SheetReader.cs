using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace PsiErp.Files;

/// <summary>Reads the rows of a sheet, one at a time and in constant memory.</summary>
internal sealed partial class SheetReader(XmlReader xml, Workbook workbook) : IDisposable
{
    private const int MaxColumns = 16_384;

    // As many as a sheet shows: what a binary number has behind them is noise
    private const int ShownDigits = 15;

    private static readonly SearchValues<byte> OfPlainNumbers = SearchValues.Create("0123456789.-"u8);
    private static readonly byte[] Unknown = "#N/A"u8.ToArray();

    private readonly List<(SheetCellKind Kind, int Start, int Length)> _cells = [];
    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>The row's number, counted from 1.</summary>
    public int Row { get; private set; }

    /// <summary>How many cells it has, blank ones between others included.</summary>
    public int Count => _cells.Count;

    /// <summary>A cell of the row; blank behind the last.</summary>
    public SheetCell this[int column] => column < _cells.Count && _cells[column] is var (kind, start, length)
        ? new(kind, _bytes.AsSpan(start, length))
        : default;

    /// <summary>Moves to the next row that the sheet has; there may be others between them.</summary>
    /// <exception cref="XmlException">It is damaged.</exception>
    /// <exception cref="InvalidDataException">As before.</exception>
    public bool Read()
    {
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row") continue;
            Row = Math.Max(Row + 1, Whole(xml.GetAttribute("r")));
            _cells.Clear();
            _length = 0;
            if (!xml.IsEmptyElement) ReadCells();
            return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => xml.Dispose();

    /// <summary>Characters that XML can't hold are written <c>_x000D_</c>.</summary>
    public static string Unescape(string text) => !text.Contains("_x", StringComparison.Ordinal) ? text
        : Escaped().Replace(text, match => $"{(char)Convert.ToInt32(match.Groups[1].Value, 16)}");

    private void ReadCells()
    {
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row"))
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "c")
                ReadCell();
    }

    private void ReadCell()
    {
        var (column, type, style) = (_cells.Count, "n", 0);
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
            switch (xml.LocalName)
            {
                case "r":
                    column = ColumnOf(xml.Value);
                    break;
                case "t":
                    type = xml.Value;
                    break;
                case "s":
                    style = Whole(xml.Value);
                    break;
            }
        xml.MoveToElement();
        if (column < _cells.Count || column >= MaxColumns) throw new InvalidDataException("The cells of a row are in no order.");
        while (_cells.Count < column) _cells.Add(default);
        var (start, hasFormula) = (_length, false);
        if (!xml.IsEmptyElement)
            while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "c"))
            {
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (xml.LocalName == "f") hasFormula = true;
                if (xml.LocalName == "v" && !xml.IsEmptyElement) ReadValue();
                if (xml.LocalName == "is") ReadInline();
            }
        // A program that knows no results writes a formula without one
        if (hasFormula && _length == start && type == "n") (_, type) = (Add(Unknown), "e");
        _cells.Add(Kept(type, style, start));
    }

    private void ReadValue()
    {
        while (xml.Read() && xml.NodeType is not XmlNodeType.EndElement)
        {
            var value = xml.Value;
            Reserve(Encoding.UTF8.GetMaxByteCount(value.Length));
            _length += Encoding.UTF8.GetBytes(value, _bytes.AsSpan(_length));
        }
    }

    private void ReadInline()
    {
        var text = new StringBuilder();
        SharedTexts.Append(xml, text);
        Add(Encoding.UTF8.GetBytes(Unescape(text.ToString())));
    }

    /// <summary>What was read, as it is handed out.</summary>
    private (SheetCellKind, int, int) Kept(string type, int style, int start)
    {
        var value = _bytes.AsSpan(start, _length - start);
        if (value.IsEmpty) return default;
        switch (type)
        {
            case "s":
                var text = workbook.Texts[Utf8Parser.TryParse(value, out int number, out _) ? number : -1];
                _length = start;
                return (text.IsEmpty ? SheetCellKind.Blank : SheetCellKind.Text, start, Add(text));
            case "b":
                _length = start;
                return (SheetCellKind.Text, start, Add(value is [(byte)'1'] ? "true"u8 : "false"u8));
            case "n":
                return Number(workbook.FormatOf(style), start);
            default:
                if (value.IndexOf("_x"u8) < 0) return (SheetCellKind.Text, start, value.Length);
                var plain = Unescape(Encoding.UTF8.GetString(value));
                _length = start;
                return (SheetCellKind.Text, start, Add(Encoding.UTF8.GetBytes(plain)));
        }
    }

    private (SheetCellKind, int, int) Number(NumberFormat format, int start)
    {
        var value = _bytes.AsSpan(start, _length - start);
        var isPlain = value.Length <= ShownDigits && !value.ContainsAnyExcept(OfPlainNumbers);
        if (!isPlain && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            _length = start;
            Add(Encoding.ASCII.GetBytes(Shown(number)));
            value = _bytes.AsSpan(start, _length - start);
        }
        if (format.IsDate) return (SheetCellKind.Serial, start, value.Length);
        if (format.Digits is null || value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return (SheetCellKind.Number, start, value.Length);
        var code = format.Show(Encoding.ASCII.GetString(value));
        _length = start;
        return (SheetCellKind.Text, start, Add(Encoding.UTF8.GetBytes(code)));
    }

    /// <summary>Codes of more digits than a sheet keeps come out as what they have become.</summary>
    private static string Shown(double number) => number.ToString($"G{ShownDigits}", CultureInfo.InvariantCulture) is var text
        && (!text.Contains('E', StringComparison.Ordinal) || Math.Abs(number) is >= 1e15 or < 1e-9)
            ? text
            : ((decimal)number).ToString(CultureInfo.InvariantCulture);

    private int Add(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        return bytes.Length;
    }

    private void Reserve(int more)
    {
        if (_length + more > PlanFileReader.MaxRecordBytes) throw new InvalidDataException("A row is longer than any plan's.");
        if (_length + more > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_length + more, _bytes.Length * 2));
    }

    private static int Whole(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : 0;

    /// <summary>0 for <c>A1</c>, 27 for <c>AB7</c>.</summary>
    private static int ColumnOf(string place)
    {
        var column = 0;
        foreach (var c in place)
            if (c is >= 'A' and <= 'Z' && column < MaxColumns)
                column = column * 26 + c - 'A' + 1;
        return column - 1;
    }

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escaped();
}
