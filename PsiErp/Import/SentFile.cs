using System.IO.Compression;
using PsiErp.Files;
using PsiErp.Web;

namespace PsiErp.Import;

/// <summary>A file as it was sent, or what it holds: unpacked from gzip, the first sheet of a workbook as text.</summary>
internal sealed class SentFile : IAsyncDisposable
{
    private readonly Stream? _unpacked;

    private SentFile(Stream content, Stream? unpacked, CsvProblem? problem) => (Content, _unpacked, Problem) = (content, unpacked, problem);

    /// <summary>The sheet whose text it is; null for any other file.</summary>
    public SheetText? Sheet { get; private init; }

    /// <summary>What is to be read, seekable, at its beginning.</summary>
    public Stream Content { get; }

    /// <summary>Why there is nothing to read.</summary>
    public CsvProblem? Problem { get; }

    /// <summary>Unpacks what is packed, into a file that is gone when closed.</summary>
    /// <param name="sent">Seekable; it stays open.</param>
    /// <param name="maxBytes">How much may come out.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="sheetRows">How many rows of a sheet are taken at most.</param>
    public static async Task<SentFile> OpenAsync(Stream sent, long maxBytes, CancellationToken ct, int sheetRows = int.MaxValue)
    {
        var start = new byte[2];
        var read = await sent.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        sent.Position -= read;
        if (FileKind.IsWorkbook(sent)) return await UnpackSheetAsync(sent, maxBytes, sheetRows);
        if (start is not [0x1F, 0x8B]) return new(sent, null, null);

        CsvProblem? problem = null;
        var unpacked = await TemporaryFile.WriteAsync(async file => problem = await UnpackAsync(sent, file, maxBytes, ct));
        return new(unpacked, unpacked, problem);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _unpacked?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<SentFile> UnpackSheetAsync(Stream sent, long maxBytes, int sheetRows)
    {
        var (problem, sheet) = (default(CsvProblem), default(SheetText));
        var text = await TemporaryFile.WriteAsync(file =>
        {
            problem = SheetText.Write(sent, file, maxBytes, out sheet, sheetRows);
            return Task.CompletedTask;
        });
        return new(text, text, problem) { Sheet = sheet };
    }

    private static async Task<CsvProblem?> UnpackAsync(Stream sent, Stream file, long maxBytes, CancellationToken ct)
    {
        await using var gzip = new GZipStream(sent, CompressionMode.Decompress, leaveOpen: true);
        var block = new byte[64 * 1024];
        try
        {
            while (await gzip.ReadAsync(block, ct) is > 0 and var read)
            {
                if (file.Position + read > maxBytes)
                    return new(1, null, CsvProblemCode.UnpackedTooLarge, Expected: $"{maxBytes}");
                await file.WriteAsync(block.AsMemory(0, read), ct);
            }
            return null;
        }
        catch (InvalidDataException)
        {
            return new(1, null, CsvProblemCode.DamagedPacking, Expected: "gzip");
        }
    }
}
