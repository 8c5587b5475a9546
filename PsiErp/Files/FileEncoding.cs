using System.Buffers;
using System.Text;

namespace PsiErp.Files;

/// <summary>The encoding of a text file, told by its content and not by what the sender says about it.</summary>
/// <param name="Name">The name people know it by.</param>
/// <param name="Encoding">Decodes the file; throws <see cref="DecoderFallbackException"/> instead of guessing.</param>
/// <param name="BomLength">The bytes of the byte order mark before the text.</param>
/// <param name="IsValidUtf8">Whether every byte was seen to be valid UTF-8, so that nothing needs decoding.</param>
internal sealed record FileEncoding(string Name, Encoding Encoding, int BomLength = 0, bool IsValidUtf8 = false)
{
    private const int BlockSize = 64 * 1024;
    private const int SampleSize = 512;

    // So much text beyond ASCII is valid UTF-8 by chance in no CP932 file: the file is UTF-8 and was damaged
    private const int ProofOfUtf8 = 8;
    private const string BadCharacter = "\uFFFF";

    private static readonly FileEncoding Utf8 = new("UTF-8", new UTF8Encoding(false, true));
    private static readonly FileEncoding Utf16Le = new("UTF-16 LE", new UnicodeEncoding(false, false, true));
    private static readonly FileEncoding Utf16Be = new("UTF-16 BE", new UnicodeEncoding(true, false, true));
    private static readonly FileEncoding Cp932 = new("CP932", CodePagesEncodingProvider.Instance
        .GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!);

    /// <summary>Whether it is UTF-8 with bytes that are not; CsvHelper would pass them on undecoded.</summary>
    public bool IsDamagedUtf8 => Encoding is UTF8Encoding && !IsValidUtf8;

    /// <summary>Tells the encoding of the stream from its current position on, and returns to that position.</summary>
    public static FileEncoding Detect(Stream stream)
    {
        var origin = stream.Position;
        Span<byte> start = stackalloc byte[SampleSize];
        start = start[..stream.ReadAtLeast(start, SampleSize, throwOnEndOfStream: false)];
        stream.Position = origin;

        return start switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Utf8 with { BomLength = 3, IsValidUtf8 = IsUtf8(stream) },
            [0xFF, 0xFE, ..] => Utf16Le with { BomLength = 2 },
            [0xFE, 0xFF, ..] => Utf16Be with { BomLength = 2 },
            _ => Utf16WithoutBom(start) ?? Utf8OrCp932(stream),
        };
    }

    /// <summary>The line, counted from 1, of the first bytes that do not decode; 0 when all do.</summary>
    public long LineOfBadBytes(Stream stream)
    {
        _ = FindBadBytes(stream, out var line);
        return line;
    }

    // A header is mostly ASCII, whose other byte is zero in UTF-16; other text files have no zeros but stray ones
    private static FileEncoding? Utf16WithoutBom(ReadOnlySpan<byte> start)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < start.Length; i++)
        {
            if (start[i] != 0)
                continue;
            if (i % 2 == 0)
                even++;
            else
                odd++;
        }
        if (32 * (even + odd) < start.Length)
            return null;
        return odd > 4 * even ? Utf16Le : even > 4 * odd ? Utf16Be : null;
    }

    private static FileEncoding Utf8OrCp932(Stream stream)
    {
        if (IsUtf8(stream))
            return Utf8 with { IsValidUtf8 = true };
        return Utf8.FindBadBytes(stream, out _) >= ProofOfUtf8 ? Utf8 : Cp932;
    }

    // The whole stream: in a long file the first Japanese name may come late
    private static bool IsUtf8(Stream stream)
    {
        var origin = stream.Position;
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var kept = 0;
            while (stream.Read(block, kept, block.Length - kept) is > 0 and var read)
            {
                var text = block.AsSpan(0, kept + read);
                var cut = Rune.DecodeLastFromUtf8(text, out _, out var tail) == OperationStatus.NeedMoreData ? tail : 0;
                if (!System.Text.Unicode.Utf8.IsValid(text[..^cut]))
                    return false;
                text[^cut..].CopyTo(block);
                kept = cut;
            }
            return kept == 0;
        }
        finally
        {
            stream.Position = origin;
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Looks for bytes that do not decode and returns how many characters beyond ASCII come before them.</summary>
    private long FindBadBytes(Stream stream, out long line)
    {
        var origin = stream.Position;
        var marking = (Encoding)Encoding.Clone();
        marking.DecoderFallback = new DecoderReplacementFallback(BadCharacter);
        using var reader = new StreamReader(stream, marking, false, BlockSize, leaveOpen: true);

        var block = new char[BlockSize];
        var (beyondAscii, previous) = (0L, '\0');
        line = 1;
        while (reader.Read(block) is > 0 and var read)
        {
            foreach (var c in block.AsSpan(0, read))
            {
                if (c == BadCharacter[0])
                {
                    stream.Position = origin;
                    return beyondAscii;
                }
                if (c == '\r' || (c == '\n' && previous != '\r'))
                    line++;
                if (c > '\x7F')
                    beyondAscii++;
                previous = c;
            }
        }
        stream.Position = origin;
        line = 0;
        return beyondAscii;
    }
}
