using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using PsiErp.Planning;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Plan;

/// <summary>The JSON route of the worklist's key figures.</summary>
internal static class FiguresApi
{
    /// <summary>Maps <c>GET figures</c>.</summary>
    public static void MapFigures(this RouteGroupBuilder psi) => psi.MapGet("/{session_id:guid}/figures", FiguresAsync).ReadsReplica()
        .WithSummary("Key figures over series")
        .WithDescription(
            "stock_out counts from today, or from the end of the horizon that is nearest to it, with those that are out already; "
            + "stock is the closing of that day. stock_value is what it is worth by the product master's unit_cost, where that knows "
            + "any; series_without_cost says how many series are not in it. potential: those that run out within their product's "
            + "lead_time_days; new: those that call for something graver than before the last import; snoozed: those whose alert is put "
            + "off.")
        .RequireRateLimiting(UserLimits.Answers)
        .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    private static async Task<Results<Ok<FiguresBody>, ProblemHttpResult>> FiguresAsync(
        [SessionInPath] Guid sessionId, [AsParameters] SeriesSelectionQuery series,
        PlanningSessions sessions, Worklist worklist, WorklistFigures figures, CancellationToken ct)
    {
        var query = new QueryText();
        var which = series.ToSelection(query);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return Problems.NotFound("planning session");
        which = await worklist.SimplifyAsync(session, which, ct);
        return TypedResults.Ok(FiguresBody.Of(
            await figures.CountAsync(session, which, ct), await figures.StockAsync(session, which, ct),
            await figures.PotentialAsync(session, which, ct), await figures.NewAsync(session, which, ct),
            await figures.SnoozedAsync(session, which, ct)));
    }
}

/// <summary>Key figures on the wire. Without a known cost there is no value.</summary>
public sealed record FiguresBody(
    int Series,
    int Skus,
    StockOutCounts StockOut,
    int Shortage,
    int Over,
    int Edited,
    decimal Stock,
    decimal Standard,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? StockValue,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? SeriesWithoutCost,
    int Potential,
    int SurplusOrder,
    int CountDiffers,
    int Data,
    int New,
    int Snoozed)
{
    internal static FiguresBody Of(WorklistCounts counts, StockLevel level, int potential, int added, int snoozed) => new(
        counts.Series, counts.Skus, counts.StockOut, counts.Shortage, counts.Over, counts.Edited,
        level.Stock, level.Standard, level.StockValue, level.StockValue is null ? null : level.WithoutCost,
        potential, counts.SurplusOrder, counts.CountDiffers, counts.Data, added, snoozed);
}
