namespace PsiErp.Files;

/// <summary>
/// The character between the cells of a plan file, told by its header alone: rows hold commas of their own. The header is the line
/// that names most columns; titles and Excel's <c>sep=;</c> may stand above it.
/// </summary>
internal static class FileSeparator
{
    private const string Known = ",\t;|";
    private const int StartBytes = 16 * 1024;
    private const int MaxLines = 30;

    /// <summary>Looks at the first lines of the text that begins at the stream's position, and returns to that position.</summary>
    /// <exception cref="System.Text.DecoderFallbackException">They are not text in the encoding.</exception>
    public static char Detect(Stream stream, FileEncoding encoding, HeaderNames names)
    {
        var (best, most) = ('\0', 0);
        var lines = ReadStart(stream, encoding).Split('\r', '\n').Where(line => line.Length > 0).Take(MaxLines).ToArray();
        foreach (var line in lines)
            foreach (var separator in Known)
                if (names.Count(line.Split(separator).Select(cell => cell.Trim().Trim('"'))) is var count && count > most)
                    (best, most) = (separator, count);
        return most > 1 ? best : MostFrequent(lines.FirstOrDefault(""));
    }

    private static string ReadStart(Stream stream, FileEncoding encoding)
    {
        var origin = stream.Position;
        var bytes = new byte[StartBytes];
        var length = stream.ReadAtLeast(bytes, StartBytes, throwOnEndOfStream: false);
        stream.Position = origin;

        var chars = new char[encoding.Encoding.GetMaxCharCount(length)];
        var count = encoding.Encoding.GetDecoder().GetChars(bytes.AsSpan(0, length), chars, flush: false);
        return new string(chars, 0, count);
    }

    /// <summary>Outside quotes; the comma where none is.</summary>
    private static char MostFrequent(string line)
    {
        Span<int> counts = stackalloc int[Known.Length];
        var (quoted, best) = (false, 0);
        foreach (var c in line)
        {
            if (c == '"')
                quoted = !quoted;
            if (!quoted && Known.IndexOf(c) is >= 0 and var separator && ++counts[separator] > counts[best])
                best = separator;
        }
        return Known[best];
    }
}
