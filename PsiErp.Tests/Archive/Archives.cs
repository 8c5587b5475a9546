using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Archive;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Archive;

/// <summary>Archives in memory, and ways to spoil them.</summary>
internal static class Archives
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What <c>export-all</c> writes of the database of a running app.</summary>
    public static Task<ArchiveManifest> ExportTo(this PsiApp app, Stream file) =>
        app.WithDb(db => new DatabaseExport(db, app.Services.GetRequiredService<IDatabase>()).WriteAsync(file, Ct));

    /// <inheritdoc cref="ExportTo"/>
    public static async Task<byte[]> Export(this PsiApp app)
    {
        using var file = new MemoryStream();
        await app.ExportTo(file);
        return file.ToArray();
    }

    /// <summary>What <c>import-all</c> does to the database of a running app.</summary>
    public static Task<ArchiveManifest> Import(this PsiApp app, byte[] archive) => app.WithDb(db =>
        new DatabaseImport(db, app.Services.GetRequiredService<IDatabase>()).LoadAsync(new MemoryStream(archive), replace: true, Ct));

    public static ArchiveManifest Manifest(byte[] archive) =>
        JsonSerializer.Deserialize<ArchiveManifest>(Lines(archive, ArchiveManifest.FileName), ArchiveManifest.JsonOptions)!;

    public static string Lines(byte[] archive, string file)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        using var reader = new StreamReader(zip.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>The archive with one of its files changed, or removed when the change says null.</summary>
    public static byte[] With(byte[] archive, string file, Func<string, string?> change)
    {
        var text = change(Lines(archive, file));
        using var copy = new MemoryStream();
        copy.Write(archive);
        using (var zip = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(file)!.Delete();
            if (text is not null)
            {
                using var entry = zip.CreateEntry(file).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return copy.ToArray();
    }

    /// <summary>The archive with a table changed as if it had been written so: its checksum fits.</summary>
    public static byte[] Forge(byte[] archive, string table, Func<string, string> change)
    {
        var before = Manifest(archive).Tables.Single(candidate => candidate.Name == table);
        var lines = change(Lines(archive, before.File));
        var sha = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)));
        return With(With(archive, before.File, _ => lines), ArchiveManifest.FileName, text => text.Replace(before.Sha256, sha));
    }
}
