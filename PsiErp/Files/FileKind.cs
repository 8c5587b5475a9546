using System.IO.Compression;
using System.Text;

namespace PsiErp.Files;

/// <summary>What a file is when it is no text, told by its first bytes; names and what senders say about it tell nothing.</summary>
internal static class FileKind
{
    private const int SmallestZip = 22;

    private static readonly byte[] EncryptedPackage = Encoding.Unicode.GetBytes("EncryptedPackage");

    /// <summary>Why a file can't be read as a table, or <see langword="null"/> when it may be one.</summary>
    public static CsvProblem? Refuse(Stream stream)
    {
        var origin = stream.Position;
        Span<byte> start = stackalloc byte[4];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = origin;
        var problem = start switch
        {
            [(byte)'P', (byte)'K', 3, 4] => OfArchive(stream),
            [0xD0, 0xCF, 0x11, 0xE0] => Problem(
                Contains(stream, EncryptedPackage) ? CsvProblemCode.Encrypted : CsvProblemCode.OldWorkbook),
            _ => null,
        };
        stream.Position = origin;
        return problem;
    }

    /// <summary>Whether a file is a workbook (.xlsx).</summary>
    public static bool IsWorkbook(Stream stream) => Refuse(stream) is { Code: CsvProblemCode.Workbook };

    /// <summary>The name of a format that is text, but no table; <see langword="null"/> when it is none of these.</summary>
    public static string? OtherText(Stream stream)
    {
        var origin = stream.Position;
        var start = new byte[64];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = origin;
        var text = Encoding.UTF8.GetString(start, 0, length).TrimStart('\uFEFF').TrimStart();
        string[] html = ["<!DOCTYPE html", "<html", "<table", "<meta", "<head"];
        return html.Any(tag => text.StartsWith(tag, StringComparison.OrdinalIgnoreCase)) ? "HTML"
            : text is ['<', ..] ? "XML"
            : text is ['{', ..] or ['[', ..] ? "JSON"
            : text.StartsWith("%PDF", StringComparison.Ordinal) ? "PDF"
            : null;
    }

    private static CsvProblem OfArchive(Stream stream)
    {
        // The library looks for the end of an archive, and not every stream bears being asked for what is before its beginning
        if (stream.Length - stream.Position < SmallestZip) return Problem(CsvProblemCode.DamagedPacking, "zip");
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return zip.GetEntry("xl/workbook.xml") is not null ? Problem(CsvProblemCode.Workbook)
                : zip.GetEntry("xl/workbook.bin") is not null ? Problem(CsvProblemCode.OtherFormat, "xlsb")
                : zip.GetEntry("content.xml") is not null ? Problem(CsvProblemCode.OtherFormat, "OpenDocument")
                : Problem(CsvProblemCode.ZipArchive);
        }
        catch (InvalidDataException)
        {
            return Problem(CsvProblemCode.DamagedPacking, "zip");
        }
    }

    private static bool Contains(Stream stream, ReadOnlySpan<byte> sought)
    {
        var (block, kept) = (new byte[64 * 1024], 0);
        while (stream.Read(block, kept, block.Length - kept) is > 0 and var read)
        {
            var found = block.AsSpan(0, kept + read);
            if (found.IndexOf(sought) >= 0) return true;
            kept = Math.Min(sought.Length - 1, found.Length);
            found[^kept..].CopyTo(block);
        }
        return false;
    }

    private static CsvProblem Problem(CsvProblemCode code, string expected = "") => new(1, null, code, Expected: expected);
}
