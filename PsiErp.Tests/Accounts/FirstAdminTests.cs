using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Hosting;

namespace PsiErp.Tests.Accounts;

public sealed class FirstAdminTests(SqliteApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ensure_NobodyYet_MakesOneAdminWhoCanSignIn()
    {
        await using var services = await Services("Development", databaseUrl: null);
        var first = services.GetRequiredService<FirstAdmin>();

        await first.EnsureAsync(Ct);
        await first.EnsureAsync(Ct);

        Assert.Equal(1, await services.GetRequiredService<PsiDb>().Users.CountAsync(Ct));
        var outcome = await services.GetRequiredService<SignIns>()
            .SignInAsync("admin", "changeme!", new ClientOrigin("", null), Ct);
        Assert.True(Assert.IsType<SignInOutcome.SignedIn>(outcome).Actor.IsAdmin);
    }

    [Theory]
    [InlineData("Production", null)]
    [InlineData("Staging", null)]
    [InlineData("Development", "postgres://db.example.com/psi")]
    public async Task Ensure_WhereOthersCouldMeetIt_MakesNobody(string environment, string? databaseUrl)
    {
        await using var services = await Services(environment, databaseUrl);

        await services.GetRequiredService<FirstAdmin>().EnsureAsync(Ct);

        Assert.False(await services.GetRequiredService<PsiDb>().Users.AnyAsync(Ct));
    }

    private async Task<ServiceProvider> Services(string environment, string? databaseUrl)
    {
        var database = app.CreateEmptyDatabase();
        var services = new ServiceCollection()
            .AddLogging()
            .AddAccounts()
            .AddSingleton(new Settings { DatabaseUrl = databaseUrl })
            .AddSingleton(database)
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = environment });
        database.AddDbContext(services);
        var provider = services.BuildServiceProvider();
        await database.MigrateAsync(provider.GetRequiredService<PsiDb>(), Ct);
        return provider;
    }
}
