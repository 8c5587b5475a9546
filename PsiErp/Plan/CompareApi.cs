using System.ComponentModel;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Files;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Plan;

/// <summary>The JSON route that compares two sessions.</summary>
internal static class CompareApi
{
    private const int DefaultLimit = 500;
    private const int MaxLimit = 5000;

    /// <summary>Maps <c>GET compare</c>.</summary>
    public static void MapCompare(this RouteGroupBuilder psi) => psi.MapGet("/{session_id:guid}/compare", CompareAsync)
        .WithSummary("The series that are not the same in another session")
        .WithDescription(
            $"sort: {string.Join(", ", PlanComparison.Columns)}; a leading - turns it round. stock_out_date: what runs out on another "
            + "day, the soonest first, then by size. A series that a session does not have is null there. Differences are what this "
            + "session has more than the other one. X-Total-Count holds the whole count.")
        .RequireRateLimiting(UserLimits.Answers)
        .Produces<DifferenceBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv)
        .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    private static async Task<IResult> CompareAsync(
        [SessionInPath] Guid sessionId, [FromQuery(Name = "with"), Description("The other planning session")] Guid with,
        [Description("Words, each in the SKU, warehouse, channel or name")] string? q,
        [Description("The column; a leading - turns the order round")] string? sort,
        [AsParameters] PageQuery paging, [WordValue("As what; a file holds all series", "json", "csv")] string? format,
        PlanningSessions sessions, PlanComparison comparison, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var order = query.Word("sort", sort?.TrimStart('-'), PlanComparison.Columns);
        var page = query.Page(paging.Limit, paging.Offset, DefaultLimit, MaxLimit);
        var kind = query.Word("format", format, "json", "csv");
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } here || await sessions.FindAsync(with, ct) is not { } there)
            return Problems.NotFound("planning session");

        var found = await comparison.OfAsync(here, there, q, sort?.StartsWith('-') == true ? $"-{order}" : order, ct);
        if (kind == "csv")
        {
            return TypedResults.Stream(output => WriteAsync(found, output, ct), "text/csv; charset=utf-8",
                ExportFileName.Of($"{here.Title} - {there.Title}", "-compare.csv"));
        }
        response.Headers["X-Total-Count"] = $"{found.Count}";
        var shown = found.Skip(page.Offset).Take(page.Limit ?? MaxLimit);
        return new JsonArray<SeriesDifference>(
            shown.ToAsyncEnumerable(), (json, one) => JsonSerializer.Serialize(json, DifferenceBody.Of(one), Json.Options));
    }

    private static async Task WriteAsync(IReadOnlyList<SeriesDifference> found, Stream output, CancellationToken ct)
    {
        await using var csv = ExportCsv.Create(output);
        csv.WriteHeader(["sku_code", "sku_name", "warehouse_name", "channel", "stock_out_date", "with_stock_out_date", "production",
            "with_production", "production_difference", "sales", "with_sales", "sales_difference", "closing", "with_closing",
            "closing_difference"]);
        foreach (var one in found)
        {
            csv.WriteText(one.Key.SkuCode);
            csv.WriteText(one.Name);
            csv.WriteText(one.Key.WarehouseName);
            csv.WriteText(one.Key.Channel);
            csv.WriteField(one.Here?.StockOutDate);
            csv.WriteField(one.There?.StockOutDate);
            foreach (var quantity in new[] { one.Here?.Production, one.There?.Production, one.Production, one.Here?.Sales,
                one.There?.Sales, one.Sales, one.Here?.Closing, one.There?.Closing, one.Closing })
                csv.WriteQuantity(quantity);
            await csv.EndRecordAsync(ct);
        }
    }
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
