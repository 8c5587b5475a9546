using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Archive;
using PsiErp.Data;
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

    /// <summary>A table's content, in a line that tells one from another.</summary>
    public static string Content(ArchiveTable table) => $"{table.Name}: {table.Rows} rows, {table.Sha256}";

    /// <summary>What the release of that level has exported; see <c>Samples/Upgrades</c>.</summary>
    public static byte[] OfRelease(string level) => File.ReadAllBytes(Sample(level, "psi.zip"));

    /// <summary>What that release answered for each day of its leader, less the header.</summary>
    public static IEnumerable<string> NotedDays(string level) => File.ReadLines(Sample(level, "daily.csv")).Skip(1);

    /// <summary>
    /// The archive as a release of an earlier level would have written it: without the tables and columns that came later.
    /// </summary>
    public static byte[] AtLevel(byte[] archive, string level)
    {
        using var postgres = new PostgresPsiDbFactory().CreateDbContext([]);
        var levels = new TableLevels(postgres);
        var manifest = Manifest(archive);
        var tables = ArchiveTables.Of(levels.ModelOf(level)).ToList();
        using var copy = new MemoryStream();
        using (var zip = new ZipArchive(copy, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var at = 0; at < tables.Count; at++)
            {
                var lines = Narrow(Lines(archive, tables[at].File), tables[at]);
                Write(zip, tables[at].File, lines);
                tables[at] = tables[at] with { Rows = lines.Count(letter => letter == '\n'), Sha256 = Sha256(lines) };
            }
            var migrations = manifest.Migrations.Take(manifest.Migrations.ToList().IndexOf(level) + 1).ToList();
            Write(zip, ArchiveManifest.FileName, JsonSerializer.Serialize(
                manifest with { Migrations = migrations, Tables = tables }, ArchiveManifest.JsonOptions));
        }
        return copy.ToArray();
    }

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
            if (text is not null) Write(zip, file, text);
        }
        return copy.ToArray();
    }

    /// <summary>The archive with so many empty files more.</summary>
    public static byte[] Padded(byte[] archive, int files)
    {
        using var copy = new MemoryStream();
        copy.Write(archive);
        using (var zip = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            for (var number = 0; number < files; number++) zip.CreateEntry($"{number}.jsonl");
        }
        return copy.ToArray();
    }

    /// <summary>The archive with a table changed as if it had been written so: its checksum fits.</summary>
    public static byte[] Forge(byte[] archive, string table, Func<string, string> change)
    {
        var before = Manifest(archive).Tables.Single(candidate => candidate.Name == table);
        var lines = change(Lines(archive, before.File));
        return With(
            With(archive, before.File, _ => lines), ArchiveManifest.FileName, text => text.Replace(before.Sha256, Sha256(lines)));
    }

    /// <summary>The lines with the columns of this table only.</summary>
    private static string Narrow(string lines, ArchiveTable table)
    {
        var columns = table.Columns.Select(column => column.Name).ToHashSet();
        var narrow = new StringBuilder();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var row = JsonDocument.Parse(line);
            var members = row.RootElement.EnumerateObject().Where(member => columns.Contains(member.Name));
            narrow.Append('{').AppendJoin(',', members.Select(member => $"\"{member.Name}\":{member.Value.GetRawText()}")).Append("}\n");
        }
        return narrow.ToString();
    }

    private static string Sha256(string lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)));

    private static string Sample(string level, string file) =>
        Path.Combine(AppContext.BaseDirectory, "Samples", "Upgrades", level, file);

    private static void Write(ZipArchive zip, string file, string text)
    {
        using var entry = zip.CreateEntry(file).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
