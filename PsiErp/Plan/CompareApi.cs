using System.ComponentModel;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Plan;

/// <summary>The JSON routes that compare two sessions.</summary>
internal static class CompareApi
{
    private const int DefaultLimit = 500;
    private const int MaxLimit = 5000;

    /// <summary>Maps <c>GET compare</c> and <c>GET compare/totals</c>.</summary>
    public static void MapCompare(this RouteGroupBuilder psi)
    {
        MapSeries(psi);
        psi.MapGet("/{session_id:guid}/compare/totals", TotalsAsync).ReadsReplica()
            .WithSummary("The stock of two sessions, added up")
            .WithDescription("By day, by week where there are more than 120 days, by month where there are more than 730.")
            .RequireRateLimiting(UserLimits.Answers)
            .Produces<CompareTotalBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
            .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
    }

    private static void MapSeries(RouteGroupBuilder psi) => psi.MapGet("/{session_id:guid}/compare", CompareAsync).ReadsReplica()
        .WithSummary("The series that are not the same in another session")
        .WithDescription(
            $"sort: {string.Join(", ", PlanComparison.Columns)}; a leading - turns it round. stock_out_date: what runs out on another "
            + "day, the soonest first, then by size. A series that a session does not have is null there. Differences are what this "
            + "session has more than the other one. X-Total-Count holds the whole count.")
        .RequireRateLimiting(UserLimits.Answers)
        .Produces<DifferenceBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
        .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    private static async Task<IResult> CompareAsync(
        [SessionInPath] Guid sessionId, [FromQuery(Name = "with"), Description("The other planning session")] Guid with,
        [Description("Words, each in the SKU, warehouse, channel or name")] string? q,
        [Description("The column; a leading - turns the order round")] string? sort,
        [AsParameters] PageQuery paging, [WordValue("As what; a file holds all series", "json", "csv", "xlsx")] string? format,
        PlanningSessions sessions, PlanComparison comparison, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var order = query.Word("sort", sort?.TrimStart('-'), PlanComparison.Columns);
        var page = query.Page(paging.Limit, paging.Offset, DefaultLimit, MaxLimit);
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } here || await sessions.FindAsync(with, ct) is not { } there)
            return Problems.NotFound("planning session");

        var found = await comparison.OfAsync(here, there, q, sort?.StartsWith('-') == true ? $"-{order}" : order, ct);
        if (kind != "json")
        {
            return await ListFile.OfAsync(
                kind, $"{here.Title} - {there.Title}", "-compare", found.Select(DifferenceBody.Of).ToAsyncEnumerable(), ct);
        }
        response.Headers["X-Total-Count"] = $"{found.Count}";
        var shown = found.Skip(page.Offset).Take(page.Limit ?? MaxLimit);
        return new JsonArray<SeriesDifference>(
            shown.ToAsyncEnumerable(), (json, one) => JsonSerializer.Serialize(json, DifferenceBody.Of(one), Json.Options));
    }

    private static async Task<IResult> TotalsAsync(
        [SessionInPath] Guid sessionId, [FromQuery(Name = "with"), Description("The other planning session")] Guid with,
        [WordValue("As what", "json", "csv", "xlsx")] string? format, PlanningSessions sessions, PlanComparison comparison,
        CancellationToken ct)
    {
        var query = new QueryText();
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } here || await sessions.FindAsync(with, ct) is not { } there)
            return Problems.NotFound("planning session");
        var rows = (await comparison.TotalsAsync(here, there, ct)).Rows.Select(CompareTotalBody.Of);
        return await ListFile.AnswerAsync(kind, $"{here.Title} - {there.Title}", "-totals", rows, ct);
    }
}

/// <summary>The stock of two sessions on a day, or at the end of a week or month that begins on it, on the wire.</summary>
public sealed record CompareTotalBody(DateOnly Date, decimal Closing, decimal WithClosing, decimal ClosingDifference)
{
    internal static CompareTotalBody Of((DateOnly Date, decimal Here, decimal There) row) =>
        new(row.Date, row.Here, row.There, row.Here - row.There);
}

/// <summary>A series that is not the same in two sessions, on the wire.</summary>
public sealed record DifferenceBody(
    string SkuCode, string? SkuName, string WarehouseName, string Channel, DateOnly? StockOutDate, DateOnly? WithStockOutDate,
    decimal? Production, decimal? WithProduction, decimal ProductionDifference, decimal? Sales, decimal? WithSales,
    decimal SalesDifference, decimal? Closing, decimal? WithClosing, decimal ClosingDifference)
{
    internal static DifferenceBody Of(SeriesDifference one) => new(
        one.Key.SkuCode, one.Name, one.Key.WarehouseName, one.Key.Channel, one.Here?.StockOutDate, one.There?.StockOutDate,
        one.Here?.Production, one.There?.Production, one.Production, one.Here?.Sales, one.There?.Sales, one.Sales,
        one.Here?.Closing, one.There?.Closing, one.Closing);
}
