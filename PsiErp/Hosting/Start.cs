using System.Data.Common;
using System.Net.Sockets;
using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp.Hosting;

/// <summary>What happens before the first request: the embedded database is made ready, the rest is looked at.</summary>
internal static class Start
{
    /// <summary>Reads the settings, or says what is wrong with them and returns null.</summary>
    public static Settings? ReadSettings(WebApplicationBuilder builder)
    {
        try
        {
            return Settings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        }
        catch (SettingsException problem)
        {
            Refusal.Say(problem.Message);
            return null;
        }
    }

    /// <summary>Brings the embedded database up to date, and looks whether another one is.</summary>
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
            Refusal.Say(Refusal.Unusable(database, problem));
            return false;
        }
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
            return Refusal.Say(
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
