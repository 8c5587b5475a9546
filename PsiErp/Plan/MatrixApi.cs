using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Plan;

/// <summary>The JSON route of all series side by side.</summary>
internal static class MatrixApi
{
    /// <summary>Maps <c>/api/psi/matrix</c>.</summary>
    public static void MapMatrix(this IEndpointRouteBuilder psi) => psi.MapGet("/matrix", MatrixAsync)
        .WithSummary("All series side by side between two days, with what a transfer plan moves")
        .WithDescription("stock_at_anchor and stdstock are those of start, inbound_qty and outbound_qty sums, stock_closing that of end, "
            + "as effective. gap is stock_at_anchor − stdstock. move is what the plan brings less what it takes; stock_closing leaves it "
            + "out, also when the plan is applied, and stock_fin has it in. Lists repeat their name; names are whole.")
        .RequireRateLimiting(UserLimits.Answers)
        .Produces<MatrixBody[]>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    private static async Task<IResult> MatrixAsync(
        [SessionInQuery] Guid? sessionId,
        [FromQuery(Name = "start"), DayValue("First day")] string? startText,
        [FromQuery(Name = "end"), DayValue("Last day")] string? endText,
        [FromQuery(Name = "plan_id"), Description("A transfer plan of the session")] Guid? planId,
        [FromQuery(Name = "sku_codes"), Description("SKUs")] string[]? skuCodes,
        [FromQuery(Name = "warehouses"), Description("Warehouses")] string[]? warehouses,
        [FromQuery(Name = "channels"), Description("Channels")] string[]? channels,
        PlanningSessions sessions, PsiDb db, PlanMatrix matrix, CancellationToken ct)
    {
        var query = new QueryText();
        var (start, end) = (query.Date("start", startText), query.Date("end", endText));
        if (sessionId is null) query.Errors["session_id"] = ["Name the planning session."];
        if (start is null) query.Errors.TryAdd("start", ["Name the first day."]);
        if (end is null) query.Errors.TryAdd("end", ["Name the last day."]);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (start > end) return TypedResults.Problem("start is after end.", statusCode: StatusCodes.Status400BadRequest);
        if (!await sessions.ExistsAsync(sessionId!.Value, ct)) return Problems.NotFound("planning session");
        if (planId is { } id && !await db.TransferPlans.AnyAsync(plan => plan.Id == id && plan.SessionId == sessionId, ct))
            return Problems.NotFound("transfer plan");

        var filter = new MatrixFilter(skuCodes ?? [], warehouses ?? [], channels ?? []);
        return new JsonArray<MatrixCell>(
            matrix.ReadAsync(sessionId.Value, start!.Value, end!.Value, filter, planId, ct),
            (json, cell) => JsonSerializer.Serialize(json, MatrixBody.Of(cell), Json.Options));
    }
}

/// <summary>A series between two days on the wire.</summary>
public sealed record MatrixBody(
    string SkuCode, string? SkuName, string WarehouseName, string Channel, decimal StockAtAnchor, decimal InboundQty, decimal OutboundQty,
    decimal StockClosing, decimal? Stdstock, decimal? Gap, decimal Move, decimal StockFin)
{
    internal static MatrixBody Of(MatrixCell cell)
    {
        var (series, figures) = (cell.Series, cell.Figures);
        return new MatrixBody(series.SkuCode, series.SkuName, series.WarehouseName, series.Channel, figures.Opening, figures.Production,
            figures.Sales, figures.Closing, figures.Standard, figures.Opening - figures.Standard, cell.Move, cell.Final);
    }
}
