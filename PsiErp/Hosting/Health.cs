using Microsoft.AspNetCore.Http.HttpResults;
using PsiErp.Data.Providers;

namespace PsiErp.Hosting;

/// <summary>
/// Whether the app can work, for those who watch over it. The routes go past sign-in, which would ask the database who
/// is there.
/// </summary>
public static class Health
{
    /// <summary>A database that has not answered by then counts as gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Registers what <see cref="MapHealth"/> needs.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<Readiness>();

    /// <summary>
    /// Maps <c>GET /health</c> (the database can be reached), <c>/health/live</c> (the process answers) and
    /// <c>/health/ready</c> (requests may be sent here). A no is 503 with <c>"ok": false</c>.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/health", CheckAsync, "Whether the database can be reached");
        Map(routes, "/health/live", () => Answer(true), "Whether the process answers at all; a no is a reason to restart it");
        Map(routes, "/health/ready", ReadyAsync,
            "Whether requests may be sent here: the database can be reached, its tables are up to date, and the app is not ending");
    }

    private static void Map(IEndpointRouteBuilder routes, string path, Delegate handler, string summary) =>
        routes.MapGet(path, handler)
            .WithTags("Health").WithSummary(summary).AllowAnonymous()
            .Produces<HealthBody>().Produces<HealthBody>(StatusCodes.Status503ServiceUnavailable)
            .ShortCircuit();

    private static Task<JsonHttpResult<HealthBody>> CheckAsync(
        IDatabase database, IServiceProvider services, CancellationToken ct) =>
        AskAsync(database, ct => PingAsync(database, services, ct), ct);

    private static async Task<JsonHttpResult<HealthBody>> ReadyAsync(
        IDatabase database, IServiceProvider services, Readiness readiness, IHostApplicationLifetime lifetime, CancellationToken ct) =>
        lifetime.ApplicationStopping.IsCancellationRequested
            ? Answer(false)
            : await AskAsync(database, ct => readiness.CheckAsync(database, services, ct), ct);

    private static async Task<JsonHttpResult<HealthBody>> AskAsync(
        IDatabase database, Func<CancellationToken, Task<bool>> question, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            // Not until the question has ended: the driver asks a silent server to cancel it, and waits for that as well
            return Answer(await question(patience.Token).WaitAsync(patience.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException || database.IsUnreachable(exception))
        {
            return Answer(false);
        }
    }

    private static async Task<bool> PingAsync(IDatabase database, IServiceProvider services, CancellationToken ct)
    {
        await database.PingAsync(services, ct);
        return true;
    }

    private static JsonHttpResult<HealthBody> Answer(bool ok) => TypedResults.Json(
        new HealthBody(ok), statusCode: ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private sealed record HealthBody(bool Ok);

    /// <summary>Remembers that the tables are up to date: while the process runs, they only get newer.</summary>
    private sealed class Readiness
    {
        private volatile bool _hasTables;

        public async Task<bool> CheckAsync(IDatabase database, IServiceProvider services, CancellationToken ct) =>
            _hasTables ? await PingAsync(database, services, ct) : _hasTables = await database.HasTablesAsync(services, ct);
    }
}
