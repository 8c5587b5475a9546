using Microsoft.Extensions.DependencyInjection;
using PsiErp.Accounts;
using PsiErp.Archive;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Import;
using PsiErp.Masters;
using PsiErp.Plan;
using PsiErp.Sessions;

namespace PsiErp.Tests.Archive;

/// <summary>A database of its own, without an app.</summary>
internal sealed class ArchiveDatabase : IAsyncDisposable
{
    private readonly IDatabase _database;
    private readonly ServiceProvider _services;

    private ArchiveDatabase(IDatabase database)
    {
        var services = new ServiceCollection();
        database.AddDbContext(services);
        services.AddSingleton(database).AddSingleton(TimeProvider.System).AddLogging().AddScoped<AuditLog>();
        services.AddSessions().AddMasters().AddPlan().AddImport();
        (_database, _services) = (database, services.BuildServiceProvider());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>One without any tables.</summary>
    public static ArchiveDatabase Empty(PsiApp kind) => new(kind.CreateEmptyDatabase());

    /// <summary>One with a row in every table.</summary>
    public static async Task<ArchiveDatabase> Filled(PsiApp kind)
    {
        var filled = Empty(kind);
        await filled.Migrate();
        await filled.WithDb(async db =>
        {
            await new TableFiller(db, filled._database).FillAsync(Ct);
            return true;
        });
        return filled;
    }

    /// <summary>What <c>PsiErp migrate</c> does.</summary>
    public Task<bool> Migrate() => WithDb(async db =>
    {
        await _database.MigrateAsync(db, Ct);
        return true;
    });

    /// <summary>What <c>PsiErp migrate</c> and <c>import-all</c> do after their work, and an embedded database's first start.</summary>
    public static async Task RenewSummaries(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SummaryRenewal>().RunAsync(Ct);
    }

    /// <inheritdoc cref="RenewSummaries(IServiceProvider)"/>
    public Task RenewSummaries() => RenewSummaries(_services);

    /// <summary>What <c>export-all</c> writes.</summary>
    public async Task<byte[]> Export()
    {
        using var file = new MemoryStream();
        await WithDb(db => new DatabaseExport(db, _database).WriteAsync(file, Ct));
        return file.ToArray();
    }

    /// <summary>What <c>import-all</c> does.</summary>
    public Task<ArchiveManifest> Import(byte[] archive, bool replace = false) =>
        WithDb(db => new DatabaseImport(db, _database).LoadAsync(new MemoryStream(archive), replace, Ct));

    /// <summary>Everything in the database, as one figure.</summary>
    public async Task<string> Checksum() =>
        (await WithDb(db => new DatabaseExport(db, _database).WriteAsync(Stream.Null, Ct))).Checksum();

    public async Task<T> WithDb<T>(Func<PsiDb, Task<T>> use)
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<PsiDb>());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_database is IAsyncDisposable connections) await connections.DisposeAsync();
    }
}
