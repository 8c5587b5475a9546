using System.Data.Common;
using System.Net.Sockets;
using PsiErp.Accounts;
using PsiErp.Commands;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Demo;

namespace PsiErp.Hosting;

/// <summary>What happens before the first request: the embedded database is made ready, the rest is looked at.</summary>
internal static class Start
{
    /// <summary>
    /// Brings the embedded database up to date; in Development a first user and a demo plan are put into an empty one.
    /// </summary>
    /// <returns>Whether there is anything to serve; why not has been said.</returns>
    public static async Task<bool> PrepareAsync(WebApplication app, CancellationToken ct)
    {
        var database = app.Services.GetRequiredService<IDatabase>();
        app.Logger.LogInformation("Using the {Database}", database.Description);
        if (!database.IsEmbedded)
        {
            await LookForTablesAsync(app, database, ct);
            return true;
        }
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            await database.MigrateAsync(scope.ServiceProvider.GetRequiredService<PsiDb>(), ct);
        }
        catch (DbException problem)
        {
            CommandLine.Refuse(CommandLine.Unusable(database, problem));
            return false;
        }
        if (!app.Environment.IsDevelopment()) return true;

        await scope.ServiceProvider.GetRequiredService<FirstAdmin>().EnsureAsync(ct);
        await scope.ServiceProvider.GetRequiredService<DemoSession>().EnsureAsync(ct);
        return true;
    }

    /// <summary>Serves until somebody ends it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> ServeAsync(WebApplication app)
    {
        await using var serving = app;
        try
        {
            await app.StartAsync();
        }
        catch (Exception problem) when (problem.GetBaseException() is SocketException reason)
        {
            return CommandLine.Refuse(
                $"Can't listen on {app.Configuration[WebHostDefaults.ServerUrlsKey]}: {reason.Message}. PORT or --urls may name another.");
        }
        await app.WaitForShutdownAsync();
        return 0;
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
