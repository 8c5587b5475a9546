using PsiErp.Data;

namespace PsiErp;

/// <summary>Whether the app can work.</summary>
public static class Health
{
    /// <summary>A database that has not answered by then counts as gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Maps <c>GET /health</c>: <c>{"ok": true}</c>, or 503 when the database can't be reached.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapGet("/health", CheckAsync)
        .WithTags("Health").WithSummary("Whether the database can be reached").AllowAnonymous()
        .Produces<HealthBody>().Produces<HealthBody>(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> CheckAsync(PsiDb db, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        var ok = await CanConnectAsync(db, patience.Token);
        return TypedResults.Json(
            new HealthBody(ok), statusCode: ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> CanConnectAsync(PsiDb db, CancellationToken ct)
    {
        try
        {
            return await db.Database.CanConnectAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private sealed record HealthBody(bool Ok);
}
