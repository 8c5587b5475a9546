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

    private const char BadCharacter = '\uFFFF';

    // In one line, so many kana or kanji come out of no other bytes by chance
    private const int ProofOfUtf8 = 2;

    private static readonly FileEncoding Utf8 = new("UTF-8", new UTF8Encoding(false, true));
    private static readonly FileEncoding Utf16Le = new("UTF-16 LE", new UnicodeEncoding(false, false, true));
    private static readonly FileEncoding Utf16Be = new("UTF-16 BE", new UnicodeEncoding(true, false, true));
    private static readonly FileEncoding Japanese = new("CP932", Cp932.Encoding);
    private static readonly FileEncoding EucJp = new("EUC-JP", OldJapanese.EucJp);
    private static readonly FileEncoding Jis = new("ISO-2022-JP", OldJapanese.Jis);

    /// <summary>The encodings that are known, in the order in which they are looked for.</summary>
    public static readonly IReadOnlyList<string> Names =
        [.. new[] { Utf8, Utf16Le, Utf16Be, Japanese, EucJp, Jis }.Select(one => one.Name)];

    /// <summary>What the sheet of a workbook was unpacked to.</summary>
    public static readonly FileEncoding OfSheet = new("xlsx", Utf8.Encoding, IsValidUtf8: true);

    /// <summary>Whether it was taken for Japanese because it is nothing else.</summary>
    public bool IsGuessed { get; private init; }

    /// <summary>Whether it is UTF-8 with bytes that are not; CsvHelper would pass them on undecoded.</summary>
    public bool IsDamagedUtf8 => Encoding is UTF8Encoding && !IsValidUtf8;

    /// <summary>The encoding that somebody has named; the stream still says whether it has a mark.</summary>
    public static FileEncoding Told(string name, Stream stream)
    {
        var found = Detect(stream);
        if (found.Name == name) return found with { IsGuessed = false };
        // What is not valid UTF-8 is damaged then
        return new[] { Utf8, Utf16Le, Utf16Be, Japanese, EucJp, Jis }.First(one => one.Name == name);
    }

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
        var origin = stream.Position;
        using var reader = new StreamReader(stream, Marking(), false, BlockSize, leaveOpen: true);
        var (line, previous) = (1L, '\0');
        var block = new char[BlockSize];
        while (reader.Read(block) is > 0 and var read)
        {
            foreach (var c in block.AsSpan(0, read))
            {
                if (c == BadCharacter)
                {
                    stream.Position = origin;
                    return line;
                }
                if (c == '\r' || (c == '\n' && previous != '\r'))
                    line++;
                previous = c;
            }
        }
        stream.Position = origin;
        return 0;
    }

    private Encoding Marking()
    {
        if (Name == Japanese.Name) return Cp932.Marking(BadCharacter);
        var marking = (Encoding)Encoding.Clone();
        marking.DecoderFallback = new DecoderReplacementFallback(BadCharacter.ToString());
        return marking;
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
        if (IsUtf8(stream, out var isJis))
            return isJis ? Jis : Utf8 with { IsValidUtf8 = true };
        return HasUtf8Lines(stream) ? Utf8 : (OldJapanese.IsEucJp(stream) ? EucJp : Japanese) with { IsGuessed = true };
    }

    /// <summary>Whether some line is UTF-8 beyond doubt, so that the others are damaged and not CP932.</summary>
    private static bool HasUtf8Lines(Stream stream)
    {
        var origin = stream.Position;
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var kept = 0;
            while (stream.Read(block, kept, block.Length - kept) is > 0 and var read)
            {
                var text = block.AsSpan(0, kept + read);
                while (text.IndexOfAny("\r\n"u8) is >= 0 and var end)
                {
                    if (IsUtf8Japanese(text[..end])) return true;
                    text = text[(end + 1)..];
                }
                // A line that is longer than the block is looked at in parts
                kept = text.Length < block.Length ? text.Length : 0;
                text[..kept].CopyTo(block);
            }
            return IsUtf8Japanese(block.AsSpan(0, kept));
        }
        finally
        {
            stream.Position = origin;
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static bool IsUtf8Japanese(ReadOnlySpan<byte> line)
    {
        if (Ascii.IsValid(line) || !System.Text.Unicode.Utf8.IsValid(line)) return false;
        var found = 0;
        foreach (var rune in System.Text.Encoding.UTF8.GetString(line).EnumerateRunes())
            if (rune.Value is (>= 0x3041 and <= 0x30FF) or (>= 0x4E00 and <= 0x9FFF) && Cp932.LeadOf((char)rune.Value) > 0)
                found++;
        return found >= ProofOfUtf8;
    }

    // The whole stream: in a long file the first Japanese name may come late
    private static bool IsUtf8(Stream stream) => IsUtf8(stream, out _);

    private static bool IsUtf8(Stream stream, out bool isJis)
    {
        isJis = false;
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
                isJis |= OldJapanese.IsJis(text);
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
}
