using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Plan;
using PsiErp.Prototype;

namespace PsiErp.Tests.Prototype;

/// <summary>A database without any tables, to be filled from the prototype.</summary>
internal sealed class EmptyPsiErp : IAsyncDisposable
{
    private readonly IDatabase _database;
    private readonly ServiceProvider _services;

    public EmptyPsiErp(IDatabase database)
    {
        var services = new ServiceCollection();
        database.AddDbContext(services);
        (_database, _services) = (database, services.BuildServiceProvider());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What <c>import-prototype</c> does.</summary>
    public Task<PrototypeReport> Import(OldDatabase old) => WithDb(db => Import(db, _database, old));

    /// <summary>The same with the database of a running app.</summary>
    public static Task<PrototypeReport> Import(PsiApp app, OldDatabase old) =>
        app.WithDb(db => Import(db, app.Services.GetRequiredService<IDatabase>(), old));

    /// <summary>What the import says when it refuses, after a look that nothing is there.</summary>
    public async Task<string> RefusalOf(OldDatabase old)
    {
        var before = await old.Content();
        var refusal = await Assert.ThrowsAsync<PrototypeException>(() => Import(old));
        Assert.Equal(before, await old.Content());
        return refusal.Message;
    }

    /// <summary>Makes the tables.</summary>
    public Task Migrate() => WithDb(async db =>
    {
        await _database.MigrateAsync(db, Ct);
        return true;
    });

    /// <summary>Changes something by hand.</summary>
    public Task Run(string sql) => WithDb(db => db.Database.ExecuteSqlRawAsync(sql, Ct));

    /// <summary>How many rows there are that an import could have left behind.</summary>
    public Task<int> CountRows() => WithDb(async db =>
        await db.Users.CountAsync(Ct) + await db.Sessions.CountAsync(Ct) + await db.Skus.CountAsync(Ct)
        + await db.Series.CountAsync(Ct) + await db.Base.CountAsync(Ct) + await db.Edits.CountAsync(Ct)
        + await db.EditLog.CountAsync(Ct) + await db.AuditLog.CountAsync(Ct));

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

    private static Task<PrototypeReport> Import(PsiDb db, IDatabase database, OldDatabase old)
    {
        var audit = new AuditLog(db, TimeProvider.System, NullLogger<AuditLog>.Instance);
        return new PrototypeImport(db, database, new PlanReader(db, database), audit).LoadAsync(DatabaseUrl.Parse(old.Url), old.Schema, Ct);
    }
}
