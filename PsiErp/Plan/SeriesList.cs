using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Plan;

/// <summary>A series by its stored summary.</summary>
public sealed record SeriesRow
{
    public required string SkuCode { get; init; }
    public required string? SkuName { get; init; }
    public required string WarehouseName { get; init; }
    public required string Channel { get; init; }

    [JsonPropertyName("category_1")]
    public required string? Category1 { get; init; }

    [JsonPropertyName("category_2")]
    public required string? Category2 { get; init; }

    [JsonPropertyName("category_3")]
    public required string? Category3 { get; init; }

    public required string? FwRank { get; init; }
    public required string? SsRank { get; init; }
    public required DateOnly? StartDate { get; init; }
    public required DateOnly? EndDate { get; init; }
    public required int Days { get; init; }

    /// <summary>Opening stock of the first day.</summary>
    public required decimal Opening { get; init; }

    public required decimal TotalInbound { get; init; }
    public required decimal TotalOutbound { get; init; }

    /// <summary>Closing stock of the last day.</summary>
    public required decimal Closing { get; init; }

    public required decimal LowestStock { get; init; }
    public required DateOnly? LowestDate { get; init; }
    public required DateOnly? StockOutDate { get; init; }
    public required DateOnly? ShortageDate { get; init; }
    public required DateOnly? OverDate { get; init; }

    /// <summary>Days of supply of the first day's closing stock.</summary>
    public required decimal DaysOfSupply { get; init; }

    /// <summary>Whether that stock outlasts the horizon: "more than".</summary>
    public required bool DaysOfSupplyBeyond { get; init; }

    internal static SeriesRow Of(Series series) => new()
    {
        SkuCode = series.SkuCode,
        SkuName = series.SkuName,
        WarehouseName = series.WarehouseName,
        Channel = series.Channel,
        Category1 = series.Category1,
        Category2 = series.Category2,
        Category3 = series.Category3,
        FwRank = series.FwRank,
        SsRank = series.SsRank,
        StartDate = series.Summary.FirstDate,
        EndDate = series.Summary.LastDate,
        Days = series.Summary.Days,
        Opening = series.Summary.Opening,
        TotalInbound = series.Summary.TotalProduction,
        TotalOutbound = series.Summary.TotalSales,
        Closing = series.Summary.Closing,
        LowestStock = series.Summary.LowestStock,
        LowestDate = series.Summary.LowestDate,
        StockOutDate = series.Summary.StockOutDate,
        ShortageDate = series.Summary.ShortageDate,
        OverDate = series.Summary.OverDate,
        DaysOfSupply = series.Summary.DaysOfSupply,
        DaysOfSupplyBeyond = series.Summary.DaysOfSupplyBeyond,
    };
}

/// <summary>The list of series of a session.</summary>
internal static class SeriesList
{
    private const int DefaultLimit = 500;
    private const int MaxLimit = 5000;

    private static readonly string[] Sorts =
        ["sku_code", "stock_out_date", "shortage_date", "lowest_stock", "days_of_supply", "closing", "total_inbound", "total_outbound"];

    /// <summary>Maps <c>GET series</c>.</summary>
    public static void MapSeriesList(this RouteGroupBuilder psi) => psi.MapGet("/{session_id:guid}/series", ListAsync)
        .WithSummary("Series by their stored summary")
        .WithDescription(
            $"sort: {string.Join(", ", Sorts)}; a leading - turns it round; blanks come last. " +
            "alert: stock_out, shortage, over, none. X-Total-Count holds the whole count.")
        .Produces<SeriesRow[]>().ProducesProblem(404).ProducesProblem(422);

    private static async Task<IResult> ListAsync(
        [FromRoute(Name = "session_id")] Guid sessionId,
        [AsParameters] SeriesQuery series, string? sort, string? alert, string? limit, string? offset,
        PlanningSessions sessions, PlanReader plans, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var descending = sort?.StartsWith('-') == true;
        var column = query.Word("sort", descending ? sort![1..] : sort, Sorts);
        var which = query.Word("alert", alert, "any", "stock_out", "shortage", "over", "none");
        var page = query.Page(limit, offset, DefaultLimit, MaxLimit);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (!await sessions.ExistsAsync(sessionId, ct)) return Problems.NotFound("planning session");

        var rows = Narrow(plans.Series(sessionId, series.ToFilter()), which);
        response.Headers["X-Total-Count"] = $"{await rows.CountAsync(ct)}";
        var sorted = Sort(rows, column, descending).Skip(page.Offset).Take(page.Limit ?? MaxLimit);
        return new JsonArray<Series>(
            sorted.AsAsyncEnumerable(), (json, row) => System.Text.Json.JsonSerializer.Serialize(json, SeriesRow.Of(row), Json.Options));
    }

    private static IQueryable<Series> Narrow(IQueryable<Series> series, string alert) => alert switch
    {
        "stock_out" => series.Where(s => s.Summary.StockOutDate != null),
        "shortage" => series.Where(s => s.Summary.ShortageDate != null),
        "over" => series.Where(s => s.Summary.OverDate != null),
        "none" => series.Where(s =>
            s.Summary.StockOutDate == null && s.Summary.ShortageDate == null && s.Summary.OverDate == null),
        _ => series,
    };

    private static IQueryable<Series> Sort(IQueryable<Series> series, string column, bool descending)
    {
        var sorted = column switch
        {
            "stock_out_date" => By(series.OrderBy(s => s.Summary.StockOutDate == null), s => s.Summary.StockOutDate, descending),
            "shortage_date" => By(series.OrderBy(s => s.Summary.ShortageDate == null), s => s.Summary.ShortageDate, descending),
            "lowest_stock" => By(series.OrderBy(s => s.Summary.Days == 0), s => s.Summary.LowestStock, descending),
            "days_of_supply" => By(series.OrderBy(s => s.Summary.Days == 0), s => s.Summary.DaysOfSupply, descending),
            "closing" => By(series.OrderBy(s => s.Summary.Days == 0), s => s.Summary.Closing, descending),
            "total_inbound" => By(series.OrderBy(s => s.Summary.Days == 0), s => s.Summary.TotalProduction, descending),
            "total_outbound" => By(series.OrderBy(s => s.Summary.Days == 0), s => s.Summary.TotalSales, descending),
            _ => descending ? series.OrderByDescending(s => s.SkuCode) : series.OrderBy(s => s.SkuCode),
        };
        return sorted.ThenBy(s => s.SkuCode).ThenBy(s => s.WarehouseName).ThenBy(s => s.Channel);
    }

    private static IOrderedQueryable<Series> By<T>(
        IOrderedQueryable<Series> series, System.Linq.Expressions.Expression<Func<Series, T>> column, bool descending) =>
        descending ? series.ThenByDescending(column) : series.ThenBy(column);
}
