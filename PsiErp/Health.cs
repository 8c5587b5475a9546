using PsiErp.Data;
using PsiErp.Data.Providers;

namespace PsiErp;

/// <summary>Whether the app can work.</summary>
public static class Health
{
    /// <summary>A database that has not answered by then counts as gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Maps <c>GET /health</c>: <c>{"ok": true}</c>, or 503 when the database can't be reached. It goes past sign-in, which
    /// would ask the database who is there.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapGet("/health", CheckAsync)
        .WithTags("Health").WithSummary("Whether the database can be reached").AllowAnonymous()
        .Produces<HealthBody>().Produces<HealthBody>(StatusCodes.Status503ServiceUnavailable)
        .ShortCircuit();

    private static async Task<IResult> CheckAsync(PsiDb db, IDatabase database, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        var ok = await CanConnectAsync(db, database, patience.Token);
        return TypedResults.Json(
            new HealthBody(ok), statusCode: ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> CanConnectAsync(PsiDb db, IDatabase database, CancellationToken ct)
    {
        try
        {
            return await db.Database.CanConnectAsync(ct);
        }
        catch (Exception exception) when (exception is OperationCanceledException || database.IsUnreachable(exception))
        {
            return false;
        }
    }

    private sealed record HealthBody(bool Ok);
}
