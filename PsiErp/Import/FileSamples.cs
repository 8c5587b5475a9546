using PsiErp.Files;

namespace PsiErp.Import;

/// <summary>Reads the beginnings of files: nothing is kept of them.</summary>
public static class FileSamples
{
    /// <summary>As much of a file as tells how it is written, in bytes.</summary>
    public const int Size = 64 * 1024;

    private const int MaxUnpacked = 16 * Size;
    private const int SheetRows = 500;

    /// <summary>Reads a beginning.</summary>
    /// <param name="sent">The first bytes of the file, or all of them: of a workbook, which has its contents at its end, all.</param>
    /// <param name="isWhole">Whether it is the whole file.</param>
    /// <param name="options">What somebody says about it.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<PlanSample> ReadAsync(Stream sent, bool isWhole, ReadingOptions options, CancellationToken ct)
    {
        await using var file = await SentFile.OpenAsync(sent, MaxUnpacked, ct, SheetRows);
        if (file.Problem is { Code: not CsvProblemCode.UnpackedTooLarge } problem && (isWhole || file.Content.Length == 0))
            return new(null, "", ',', 0, '.', null, null, null, [], [], [problem]);
        using var text = await BeginningAsync(file.Content, isWhole && file.Problem is null, ct);
        return PlanSample.Read(text, options, file.Sheet);
    }

    /// <summary>Whole lines only: the last one may be cut in the middle of a character.</summary>
    private static async Task<MemoryStream> BeginningAsync(Stream content, bool isWhole, CancellationToken ct)
    {
        var bytes = new byte[Math.Min(content.Length, MaxUnpacked)];
        content.Position = 0;
        await content.ReadExactlyAsync(bytes, ct);
        var end = isWhole && bytes.Length == content.Length ? -1 : bytes.AsSpan().LastIndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0) return new(bytes);
        // UTF-16 has the line's end in the first or the second byte of two
        if (end % 2 == 0 && end + 1 < bytes.Length && bytes[end + 1] == 0) end++;
        return new(bytes, 0, end + 1);
    }
}
