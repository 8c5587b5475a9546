using Microsoft.AspNetCore.Http.HttpResults;
using PsiErp.Planning;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Plan;

/// <summary>The JSON route that adds series up over time.</summary>
internal static class TotalsApi
{
    /// <summary>Maps <c>GET totals</c>.</summary>
    public static void MapTotals(this RouteGroupBuilder psi) => psi.MapGet("/{session_id:guid}/totals", TotalsAsync)
        .WithSummary("Series added up by day, week or month")
        .WithDescription("Flows add up; closing, safety and standard are those of the last day.")
        .RequireRateLimiting(UserLimits.Answers)
        .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    private static async Task<Results<Ok<IReadOnlyList<BucketTotal>>, ProblemHttpResult>> TotalsAsync(
        [SessionInPath] Guid sessionId, [WordValue("How wide a row is", "day", "week", "month")] string? bucket,
        [AsParameters] SeriesSelectionQuery series, PlanningSessions sessions, WorklistTotals totals, CancellationToken ct)
    {
        var query = new QueryText();
        var width = Enum.Parse<Bucket>(query.Word("bucket", bucket, "day", "week", "month"), ignoreCase: true);
        var which = series.ToSelection(query);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return Problems.NotFound("planning session");
        return TypedResults.Ok(await totals.OfAsync(session, which, width, ct));
    }
}
