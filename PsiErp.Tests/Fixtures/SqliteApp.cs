using System.IO.Compression;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Fixtures;

/// <summary>PsiErp with an SQLite file.</summary>
public sealed class SqliteApp : PsiApp
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("psi-tests-");

    /// <inheritdoc/>
    protected internal override IReadOnlyDictionary<string, string> DatabaseSettings => new Dictionary<string, string>
    {
        ["DATABASE_URL"] = "",
        ["SQLITE_FILE"] = FilePath("app"),
    };

    /// <inheritdoc/>
    public override IDatabase CreateEmptyDatabase() => new SqliteDatabase(NewDatabase().Value);

    /// <inheritdoc/>
    protected override (string Name, string Value) NewDatabase() => ("SQLITE_FILE", FilePath(Guid.NewGuid().ToString("N")));

    /// <inheritdoc/>
    protected override void Restore(string sample, string database)
    {
        using var packed = File.OpenRead(Path.Combine(sample, "psi.db.gz"));
        using var bytes = new GZipStream(packed, CompressionMode.Decompress);
        using var file = File.Create(database);
        bytes.CopyTo(file);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string FilePath(string name) => Path.Combine(_folder.FullName, $"{name}.db");
}
