namespace PsiErp.Files;

/// <summary>The character between the cells of a plan file, told by its header alone: rows hold commas of their own.</summary>
/// <param name="Character">Comma, tab or semicolon.</param>
/// <param name="Hinted">Whether the first line is Excel's <c>sep=;</c> and the header the line after it.</param>
internal readonly record struct FileSeparator(char Character, bool Hinted)
{
    private const string Known = ",\t;";
    private const int HeaderBytes = 16 * 1024;

    /// <summary>Looks at the first line of the text that begins at the stream's position, and returns to that position.</summary>
    /// <exception cref="System.Text.DecoderFallbackException">The first line is not text in the encoding.</exception>
    public static FileSeparator Detect(Stream stream, FileEncoding encoding)
    {
        var line = ReadStart(stream, encoding).AsSpan().TrimStart("\r\n");
        if (line is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var hint, '\r' or '\n', ..] && Known.Contains(hint))
            return new(hint, Hinted: true);

        Span<int> counts = stackalloc int[Known.Length];
        CountOutsideQuotes(line, counts);
        var best = 0;
        for (var i = 1; i < counts.Length; i++)
            if (counts[i] > counts[best])
                best = i;
        return new(Known[best], Hinted: false);
    }

    private static string ReadStart(Stream stream, FileEncoding encoding)
    {
        var origin = stream.Position;
        var bytes = new byte[HeaderBytes];
        var length = stream.ReadAtLeast(bytes, HeaderBytes, throwOnEndOfStream: false);
        stream.Position = origin;

        var chars = new char[encoding.Encoding.GetMaxCharCount(length)];
        var count = encoding.Encoding.GetDecoder().GetChars(bytes.AsSpan(0, length), chars, flush: false);
        return new string(chars, 0, count);
    }

    private static void CountOutsideQuotes(ReadOnlySpan<char> line, Span<int> counts)
    {
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
                quoted = !quoted;
            if (quoted)
                continue;
            if (c is '\r' or '\n')
                return;
            if (Known.IndexOf(c) is >= 0 and var separator)
                counts[separator]++;
        }
    }
}
