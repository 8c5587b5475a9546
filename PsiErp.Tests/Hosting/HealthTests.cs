using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Hosting;

public abstract class HealthTests(PsiApp app)
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_AllIsWell_IsOkForAnybody(string path)
    {
        using var client = app.AnonymousClient();

        Assert.Equal("""{"ok":true}""", (await client.GetJson(path)).ToJsonString());
    }

    [Fact]
    public async Task Ready_WhileShuttingDown_Is503ThoughRequestsAreStillAnswered()
    {
        await using var ending = app.With(("SHUTDOWN_DELAY_SECONDS", "2"));
        using var client = ending.AnonymousClient();
        await client.GetJson("/health/ready");

        ending.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        // Over new connections, as a load balancer asks
        using var balancer = ending.AnonymousClient();
        Assert.Equal("""{"ok":false}""", (await balancer.GetJson("/health/ready", HttpStatusCode.ServiceUnavailable)).ToJsonString());
        await balancer.GetJson("/health/live");
        await balancer.GetJson("/health");
    }

    public sealed class OnSqlite(SqliteApp app) : HealthTests(app);

    public sealed class OnPostgres(PostgresApp app) : HealthTests(app);
}

public sealed class MissingTablesTests(PostgresApp app)
{
    [Fact]
    public async Task Health_ServerHasNoSuchDatabase_Is503()
    {
        var elsewhere = DatabaseUrl.Parse(app.DatabaseSettings["DATABASE_URL"]);
        elsewhere.Database = "nobody-made-it";
        await using var fresh = app.With(("DATABASE_URL", elsewhere.ConnectionString));
        using var client = fresh.AnonymousClient();

        await client.GetJson("/health", HttpStatusCode.ServiceUnavailable);
        await client.GetJson("/health/ready", HttpStatusCode.ServiceUnavailable);
        await client.GetJson("/health/live");
    }

    [Fact]
    public async Task Ready_TablesAreMissing_Is503UntilTheyAreThere()
    {
        await using var fresh = app.With(("DB_SCHEMA", $"{PostgresCluster.SchemaPrefix}ready"));
        using var client = fresh.AnonymousClient();
        await client.GetJson("/health");
        await client.GetJson("/health/ready", HttpStatusCode.ServiceUnavailable);

        fresh.Migrate();

        await client.GetJson("/health/ready");
    }
}
