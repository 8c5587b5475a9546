using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Data;

/// <summary>Who on the host may read the embedded database.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("psi-file-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Path => System.IO.Path.Combine(_folder.FullName, "psi.db");

    [Fact]
    public async Task Migrate_NewFile_IsItsOwnersAlone_AndWhatLiesBesideItToo()
    {
        await using var services = await Migrated();

        Assert.Equal(["rw-------", "rw-------", "rw-------"], Modes("psi.db", "psi.db-wal", "psi.db-shm"));
    }

    [Fact]
    public async Task Migrate_FileOfEarlierVersions_IsClosedToOthers()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        await File.WriteAllBytesAsync(Path, [], Ct);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path, (UnixFileMode)0b110_100_100);

        await using var services = await Migrated();

        Assert.Equal(["rw-------"], Modes("psi.db"));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<ServiceProvider> Migrated()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        var database = new SqliteDatabase(Path);
        var services = new ServiceCollection();
        database.AddDbContext(services);
        var provider = services.BuildServiceProvider();
        var db = provider.GetRequiredService<PsiDb>();
        await database.MigrateAsync(db, Ct);
        await db.Database.OpenConnectionAsync(Ct);
        db.Add(new User { Username = "first", PasswordHash = "none" });
        await db.SaveChangesAsync(Ct);
        return provider;
    }

    private string[] Modes(params string[] names) =>
        [.. names.Select(name => ModeOf(new FileInfo(System.IO.Path.Combine(_folder.FullName, name))))];

    private static string ModeOf(FileInfo file) =>
        string.Concat("rwxrwxrwx".Select((letter, place) => ((int)file.UnixFileMode >> (8 - place) & 1) == 1 ? letter : '-'));
}
