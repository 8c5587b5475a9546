using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Hosting;
using PsiErp.Security;

namespace PsiErp.Tests.Security;

/// <summary>What a thief of the database finds of the keys that protect second factors, and what its owner does.</summary>
public abstract class WrappedKeysTests(PsiApp app)
{
    private const string Old = "the key of last year, which is long enough";
    private const string New = "the key of this year, which is long enough";

    private readonly IDatabase _database = app.CreateEmptyDatabase();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stored_NobodyReadsItWithoutTheKey()
    {
        await With(keys => keys.StoreElement(XElement.Parse("<key>master</key>"), "key-1"), Old);

        Assert.DoesNotContain("master", Assert.Single(await Rows()), StringComparison.Ordinal);
        Assert.Equal("<key>master</key>", await Read(Old));
        Assert.Equal("", await Read(New));
        Assert.Equal("<key>master</key>", await Read(Old));
    }

    [Fact]
    public async Task SignKey_Replaced_GoesOnWithoutTheOldOne()
    {
        await With(keys => keys.StoreElement(XElement.Parse("<key>master</key>"), "key-1"), Old);

        Assert.Equal("<key>master</key>", await Read(New, Old));

        Assert.Equal("<key>master</key>", await Read(New));
        Assert.Equal("", await Read(Old));
    }

    [Fact]
    public async Task KeysOfEarlierVersions_GoOnWorking_AndAreWrapped()
    {
        await With(keys => keys.StoreElement(XElement.Parse("<key>master</key>"), "key-1"));
        Assert.Equal("<key>master</key>", Assert.Single(await Rows()));

        Assert.Equal("<key>master</key>", await Read(Old));

        Assert.DoesNotContain("master", Assert.Single(await Rows()), StringComparison.Ordinal);
        Assert.Equal("<key>master</key>", await Read(Old));
    }

    [Fact]
    public async Task App_WrapsItsKeys()
    {
        using var client = app.AnonymousClient();
        await client.GetAsync("/login", Ct);

        var rows = await app.WithDb(db => db.DataProtectionKeys.AsNoTracking().ToListAsync(Ct));

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.StartsWith("<wrapped>", row.Xml, StringComparison.Ordinal));
    }

    private async Task<string> Read(params string[] signKeys)
    {
        var text = "";
        await With(keys => text = string.Concat(keys.GetAllElements().Select(key => key.ToString())), signKeys);
        return text;
    }

    private async Task<IReadOnlyList<string?>> Rows()
    {
        IReadOnlyList<string?> rows = [];
        await WithServices(async services => rows = await services.GetRequiredService<PsiDb>().Set<DataProtectionKey>()
            .Select(row => row.Xml).ToListAsync(Ct));
        return rows;
    }

    private Task With(Action<WrappedKeys> use, params string[] signKeys) => WithServices(
        services =>
        {
            use(services.GetRequiredService<WrappedKeys>());
            return Task.CompletedTask;
        },
        signKeys);

    private async Task WithServices(Func<IServiceProvider, Task> use, params string[] signKeys)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<WrappedKeys>()
            .AddSingleton(new Settings { SignKey = signKeys.FirstOrDefault(), OlderSignKeys = [.. signKeys.Skip(1)] });
        _database.AddDbContext(services);
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        await _database.MigrateAsync(scope.ServiceProvider.GetRequiredService<PsiDb>(), Ct);
        await use(scope.ServiceProvider);
    }

    public sealed class OnSqlite(SqliteApp app) : WrappedKeysTests(app);

    public sealed class OnPostgres(PostgresApp app) : WrappedKeysTests(app);
}
