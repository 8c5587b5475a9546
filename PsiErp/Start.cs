using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Sessions;

namespace PsiErp;

/// <summary>What happens before the first request: the embedded database is made ready, the rest is looked at.</summary>
internal static class Start
{
    /// <summary>
    /// Brings the embedded database up to date; in Development a first user and a demo plan are put into an empty one.
    /// </summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken ct)
    {
        var database = app.Services.GetRequiredService<IDatabase>();
        app.Logger.LogInformation("Using the {Database}", database.Description);
        if (!database.IsEmbedded)
        {
            await LookForTablesAsync(app, database, ct);
            return;
        }
        await using var scope = app.Services.CreateAsyncScope();
        await database.MigrateAsync(scope.ServiceProvider.GetRequiredService<PsiDb>(), ct);
        if (!app.Environment.IsDevelopment()) return;

        await scope.ServiceProvider.GetRequiredService<FirstAdmin>().EnsureAsync(ct);
        await scope.ServiceProvider.GetRequiredService<DemoSession>().EnsureAsync(ct);
    }

    /// <summary>Serving starts all the same: what is missing may come while it runs, and /health tells.</summary>
    private static async Task LookForTablesAsync(WebApplication app, IDatabase database, CancellationToken ct)
    {
        try
        {
            if (!await database.HasTablesAsync(app.Services, ct))
                app.Logger.LogError("The tables are missing or not up to date: run 'PsiErp migrate'");
        }
        catch (Exception exception) when (database.IsUnreachable(exception))
        {
            app.Logger.LogError("The database can't be reached: {Reason}", exception.GetBaseException().Message);
        }
    }

    /// <summary>
    /// Where to listen when nothing says so: on a host that names a port, on all its interfaces; on a developer's
    /// machine, on loopback only.
    /// </summary>
    public static void Listen(WebApplicationBuilder builder, Settings settings)
    {
        if (builder.Environment.IsDevelopment()) builder.WebHost.UseStaticWebAssets();
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is not null) return;
        var host = builder.Environment.IsDevelopment() && builder.Configuration["PORT"] is null ? "localhost" : "*";
        builder.WebHost.UseUrls($"http://{host}:{settings.Port}");
    }

    /// <summary>
    /// The published files lie beside the program, wherever it is started from; from source the working folder will do.
    /// </summary>
    public static WebApplicationOptions HostOptions(string[] args) => new()
    {
        Args = args,
        ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
    };
}
