using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Data;

public abstract class MigrationTests(PsiApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrate_EmptyDatabase_HasEveryTable()
    {
        var database = app.CreateEmptyDatabase();

        await Migrate(database);

        await using var services = ServicesOf(database);
        var db = services.GetRequiredService<PsiDb>();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Ct));
        Assert.Equal(0, await db.Base.CountAsync(Ct));
        Assert.Equal(PsiMetric.Standard.Length, await db.Metrics.CountAsync(Ct));
    }

    [Fact]
    public async Task Migrate_Again_KeepsTheData()
    {
        var database = app.CreateEmptyDatabase();
        await Migrate(database);
        await using var services = ServicesOf(database);
        var db = services.GetRequiredService<PsiDb>();
        db.Add(new User { Username = "生産 管理", PasswordHash = "none" });
        await db.SaveChangesAsync(Ct);

        await Migrate(database);

        Assert.Equal("生産 管理", (await db.Users.AsNoTracking().SingleAsync(Ct)).Username);
    }

    [Fact]
    public async Task Migrate_TwoAtOnce_BothSucceed()
    {
        var database = app.CreateEmptyDatabase();

        await Task.WhenAll(Task.Run(() => Migrate(database), Ct), Task.Run(() => Migrate(database), Ct));

        await using var services = ServicesOf(database);
        Assert.Empty(await services.GetRequiredService<PsiDb>().Database.GetPendingMigrationsAsync(Ct));
    }

    private static async Task Migrate(IDatabase database)
    {
        await using var services = ServicesOf(database);
        await database.MigrateAsync(services.GetRequiredService<PsiDb>(), Ct);
    }

    private static ServiceProvider ServicesOf(IDatabase database)
    {
        var services = new ServiceCollection();
        database.AddDbContext(services);
        return services.BuildServiceProvider();
    }

    public sealed class OnSqlite(SqliteApp app) : MigrationTests(app);

    public sealed class OnPostgres(PostgresApp app) : MigrationTests(app);
}
