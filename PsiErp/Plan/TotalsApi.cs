using System.Net.Mime;
using PsiErp.Planning;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Plan;

/// <summary>The JSON route that adds series up over time.</summary>
internal static class TotalsApi
{
    /// <summary>Maps <c>GET totals</c>.</summary>
    public static void MapTotals(this RouteGroupBuilder psi) => psi.MapGet("/{session_id:guid}/totals", TotalsAsync).ReadsReplica()
        .WithSummary("Series added up by day, week or month")
        .WithDescription("Flows add up; closing, safety and standard are those of the last day.")
        .RequireRateLimiting(UserLimits.Answers)
        .Produces<BucketTotal[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
        .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    private static async Task<IResult> TotalsAsync(
        [SessionInPath] Guid sessionId, [WordValue("How wide a row is", "day", "week", "month")] string? bucket,
        [AsParameters] SeriesSelectionQuery series, [WordValue("As what", "json", "csv", "xlsx")] string? format,
        PlanningSessions sessions, Worklist worklist, WorklistTotals totals, CancellationToken ct)
    {
        var query = new QueryText();
        var width = Enum.Parse<Bucket>(query.Word("bucket", bucket, "day", "week", "month"), ignoreCase: true);
        var kind = query.Word("format", format, ListFile.Formats);
        var which = series.ToSelection(query);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return Problems.NotFound("planning session");
        which = await worklist.SimplifyAsync(session, which, ct);
        var rows = await totals.OfAsync(session, which, width, ct);
        return await ListFile.AnswerAsync(kind, session.Title, "-totals", rows, ct);
    }
}
