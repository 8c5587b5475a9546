using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace PsiErp.Archive;

/// <summary>An archive that is read: a zip with a manifest and a file of JSON lines a table.</summary>
internal sealed class ArchiveFile : IAsyncDisposable
{
    private const string NotOurs = "This is not an archive of PsiErp, or it is cut off.";

    /// <summary>Bytes of a manifest at most; ours has a few thousand. The zip says of itself what it likes.</summary>
    private const int MaxManifest = 1024 * 1024;

    /// <summary>Files of an archive at most, which holds one a table.</summary>
    private const int MaxEntries = 1000;

    private readonly ZipArchive _zip;

    private ArchiveFile(ZipArchive zip, ArchiveManifest manifest) => (_zip, Manifest) = (zip, manifest);

    /// <summary>What the archive says of itself.</summary>
    public ArchiveManifest Manifest { get; }

    /// <summary>Opens an archive and looks whether it is one that this program can read.</summary>
    /// <param name="file">The whole file, seekable; closed with the archive.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArchiveException">It is not.</exception>
    public static async Task<ArchiveFile> OpenAsync(Stream file, CancellationToken ct)
    {
        ZipArchive? zip = null;
        try
        {
            zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, ct);
            if (zip.Entries.Count > MaxEntries) throw new ArchiveException(NotOurs);
            return new ArchiveFile(zip, await ReadManifestAsync(zip, ct));
        }
        catch (Exception problem)
        {
            if (zip is null) await file.DisposeAsync();
            else await zip.DisposeAsync();
            if (problem is InvalidDataException or JsonException) throw new ArchiveException(NotOurs, problem);
            throw;
        }
    }

    /// <summary>The lines of a table.</summary>
    public Task<Stream> OpenTableAsync(ArchiveTable table, CancellationToken ct) => Find(_zip, table.File).OpenAsync(ct);

    /// <summary>Reads every file to its end and compares its checksum.</summary>
    /// <exception cref="ArchiveException">One is damaged or missing.</exception>
    public async Task VerifyAsync(CancellationToken ct)
    {
        foreach (var table in Manifest.Tables)
        {
            var checksum = "";
            try
            {
                await using var lines = await OpenTableAsync(table, ct);
                checksum = Convert.ToHexStringLower(await SHA256.HashDataAsync(lines, ct));
            }
            catch (InvalidDataException)
            {
                // Not even a compressed file any more: its checksum is none
            }
            if (checksum != table.Sha256)
                throw new ArchiveException($"The archive is damaged: {table.File} is not what the manifest says. Nothing was changed.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _zip.DisposeAsync();

    private static async Task<ArchiveManifest> ReadManifestAsync(ZipArchive zip, CancellationToken ct)
    {
        await using var packed = await Find(zip, ArchiveManifest.FileName).OpenAsync(ct);
        using var text = await ReadAsync(packed, MaxManifest, ct);
        using var json = await JsonDocument.ParseAsync(text, cancellationToken: ct);
        // The rest of a newer manifest may look otherwise
        if (json.RootElement.ValueKind != JsonValueKind.Object
            || !json.RootElement.TryGetProperty("format", out var format) || !format.ValueEquals(ArchiveManifest.ArchiveFormat)
            || !json.RootElement.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number))
            throw new ArchiveException(NotOurs);
        if (number > ArchiveManifest.CurrentVersion)
        {
            throw new ArchiveException(
                $"The archive has format {number}, and this PsiErp reads up to {ArchiveManifest.CurrentVersion}: use a newer one.");
        }
        return json.Deserialize<ArchiveManifest>(ArchiveManifest.JsonOptions) ?? throw new ArchiveException(NotOurs);
    }

    /// <summary>All that an entry holds, unpacked, as long as it is not more than there can be.</summary>
    private static async Task<MemoryStream> ReadAsync(Stream packed, int max, CancellationToken ct)
    {
        var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await packed.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (content.Length + read > max) throw new ArchiveException(NotOurs);
            content.Write(buffer, 0, read);
        }
        content.Position = 0;
        return content;
    }

    private static ZipArchiveEntry Find(ZipArchive zip, string name) =>
        zip.GetEntry(name) ?? throw new ArchiveException($"{NotOurs} It has no {name}.");
}
