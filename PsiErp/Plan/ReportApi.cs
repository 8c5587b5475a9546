using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Planning;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Plan;

/// <summary>The JSON route of a SKU's report.</summary>
internal static class ReportApi
{
    /// <summary>Maps <c>GET report</c>.</summary>
    public static void MapReport(this RouteGroupBuilder psi) => psi.MapGet("/{session_id:guid}/report", ReportAsync).ReadsReplica()
        .WithSummary("Where a SKU runs out, and what moves between channels could do, as Markdown")
        .WithDescription("In the language of Accept-Language, English or Japanese.")
        .RequireRateLimiting(UserLimits.Answers)
        .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    private static async Task<Results<Ok<ReportBody>, ProblemHttpResult>> ReportAsync(
        [SessionInPath] Guid sessionId, [FromQuery(Name = "sku_code"), Description("The whole SKU code")] string? skuCode,
        [AsParameters] CoverQuery assumed, PlanningSessions sessions, StockReport report, TimeProvider clock, CancellationToken ct)
    {
        var query = new QueryText();
        var settings = assumed.ToSettings(query);
        if (skuCode is null) query.Errors["sku_code"] = ["Name the SKU by its whole code."];
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return Problems.NotFound("planning session");
        return await report.OfAsync(session, skuCode!, settings, ct) is { } written
            ? TypedResults.Ok(new ReportBody(written.SkuCode, written.SkuName, clock.GetUtcNow(), written.Markdown, settings))
            : Problems.NotFound("SKU");
    }
}

/// <summary>Query parameters that say what a report assumes.</summary>
internal readonly record struct CoverQuery(
    [FromQuery(Name = "lead_time_days")][property: WholeValue(0, "Days until a move has arrived; 2")] string? LeadTimeDays,
    [FromQuery(Name = "safety_buffer_days")][property: WholeValue(0, "Days of sales that a giving channel keeps above safety stock; 0")]
    string? SafetyBufferDays,
    [FromQuery(Name = "min_move_qty")][property: QuantityValue("Units that a move has at least; 0")] string? MinMoveQty,
    [FromQuery(Name = "target_days_ahead")][property: WholeValue(0, "Days from a stock-out on that are to be covered; 14")]
    string? TargetDaysAhead,
    [FromQuery(Name = "priority_channels")][property: Description("Channels that are helped first, separated by commas")]
    string? PriorityChannels)
{
    private const int MaxDays = 366;

    public CoverSettings ToSettings(QueryText query)
    {
        var usual = new CoverSettings();
        return new CoverSettings
        {
            LeadTimeDays = query.Whole("lead_time_days", LeadTimeDays, 0, MaxDays) ?? usual.LeadTimeDays,
            SafetyBufferDays = query.Whole("safety_buffer_days", SafetyBufferDays, 0, MaxDays) ?? usual.SafetyBufferDays,
            MinMoveQty = query.Quantity("min_move_qty", MinMoveQty) ?? usual.MinMoveQty,
            TargetDaysAhead = query.Whole("target_days_ahead", TargetDaysAhead, 0, MaxDays) ?? usual.TargetDaysAhead,
            PriorityChannels = (PriorityChannels ?? "").Split(
                ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
    }
}

/// <summary>A report on the wire.</summary>
public sealed record ReportBody(
    string SkuCode,
    [property: System.Text.Json.Serialization.JsonIgnore(
        Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string? SkuName,
    DateTimeOffset GeneratedAt,
    string ReportMarkdown,
    CoverSettings Settings);
