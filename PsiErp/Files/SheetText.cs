using System.Xml;

namespace PsiErp.Files;

/// <summary>
/// The first sheet of a workbook as text, row by row and line by line, for readers that go over a file more than once. Texts are in
/// quotes; numbers are not, and begin with <see cref="SerialMark"/> where the sheet shows them as a day.
/// </summary>
/// <param name="Is1904">Whether the days of its numbers count from 1904.</param>
/// <param name="SheetName">The name of the sheet.</param>
internal sealed record SheetText(bool Is1904, string SheetName)
{
    /// <summary>Stands before a number that is shown as a day.</summary>
    public const byte SerialMark = (byte)'@';

    private const int BlockSize = 64 * 1024;

    /// <summary>A number without the mark.</summary>
    public static ReadOnlySpan<byte> NumberOf(ReadOnlySpan<byte> cell) => cell is [SerialMark, ..] ? cell[1..] : cell;

    /// <summary>A cell without the mark, for people to see.</summary>
    public static string Shown(string cell) => cell is [(char)SerialMark, >= '0' and <= '9', ..] ? cell[1..] : cell;

    /// <summary>Writes the sheet of the workbook that begins at the stream's position.</summary>
    /// <param name="stream">Seekable; it stays open.</param>
    /// <param name="output">Takes the text, as UTF-8.</param>
    /// <param name="maxBytes">How long it may become.</param>
    /// <param name="sheet">What there is to know of it.</param>
    /// <param name="maxRows">How many rows are taken at most.</param>
    /// <returns>Why it can't be read; <see langword="null"/> when it was.</returns>
    public static CsvProblem? Write(Stream stream, Stream output, long maxBytes, out SheetText sheet, int maxRows = int.MaxValue)
    {
        sheet = new(false, "");
        try
        {
            using var workbook = Workbook.Open(stream);
            if (workbook.Problem is { } problem) return problem;
            sheet = new(workbook.Is1904, workbook.SheetName);
            using var rows = workbook.ReadSheet();
            return Write(rows, output, maxBytes, maxRows);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or XmlException)
        {
            return new(1, null, CsvProblemCode.DamagedPacking, Expected: "xlsx");
        }
    }

    private static CsvProblem? Write(SheetReader rows, Stream output, long maxBytes, int maxRows)
    {
        var (line, width, written, text) = (1, 0, 0L, new MemoryStream(BlockSize));
        while (rows.Row < maxRows && rows.Read())
        {
            for (; line < rows.Row; line++) text.WriteByte((byte)'\n');
            // All rows are as wide as those above them, so that blank cells at an end are none that are missing
            width = Math.Max(width, rows.Count);
            for (var column = 0; column < width; column++)
            {
                if (column > 0) text.WriteByte((byte)',');
                Write(rows[column], text);
            }
            if (text.Length < BlockSize) continue;
            if (!Flush()) return new(1, null, CsvProblemCode.UnpackedTooLarge, Expected: $"{maxBytes}");
        }
        text.WriteByte((byte)'\n');
        return Flush() ? null : new(1, null, CsvProblemCode.UnpackedTooLarge, Expected: $"{maxBytes}");

        bool Flush()
        {
            if ((written += text.Length) > maxBytes) return false;
            output.Write(text.GetBuffer().AsSpan(0, (int)text.Length));
            text.SetLength(0);
            return true;
        }
    }

    private static void Write(SheetCell cell, MemoryStream text)
    {
        if (cell.Kind == SheetCellKind.Blank) return;
        if (cell.Kind == SheetCellKind.Serial) text.WriteByte(SerialMark);
        if (cell.Kind != SheetCellKind.Text)
        {
            text.Write(cell.Utf8);
            return;
        }
        text.WriteByte((byte)'"');
        foreach (var c in cell.Utf8)
        {
            if (c == '"') text.WriteByte(c);
            // A line of the text is a row of the sheet
            text.WriteByte(c is (byte)'\n' or (byte)'\r' ? (byte)'\t' : c);
        }
        text.WriteByte((byte)'"');
    }
}
