using System.ComponentModel;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Plan;

/// <summary>The JSON route that lists the series of a session.</summary>
internal static class SeriesListApi
{
    private const int DefaultLimit = 500;
    private const int MaxLimit = 5000;

    /// <summary>Maps <c>GET series</c>.</summary>
    public static void MapSeriesList(this RouteGroupBuilder psi) => psi.MapGet("/{session_id:guid}/series", ListAsync)
        .WithSummary("Series by their stored summary")
        .WithDescription(
            $"sort: {string.Join(", ", SeriesList.Sorts)}; a leading - turns it round; blanks come last. " +
            "alert: stock_out, shortage, over, count_differs, none. X-Total-Count holds the whole count.")
        .RequireRateLimiting(UserLimits.Answers)
        .Produces<SeriesRow[]>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    private static async Task<IResult> ListAsync(
        [SessionInPath] Guid sessionId,
        [AsParameters] SeriesQuery series, [Description("The column; a leading - turns the order round")] string? sort,
        [WordValue("Only series with this alert", "any", "stock_out", "shortage", "over", "count_differs", "none")] string? alert,
        [AsParameters] PageQuery paging,
        PlanningSessions sessions, SeriesList list, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var descending = sort?.StartsWith('-') == true;
        var column = query.Word("sort", descending ? sort![1..] : sort, SeriesList.Sorts);
        var which = query.Word("alert", alert, SeriesList.Alerts);
        var page = query.Page(paging.Limit, paging.Offset, DefaultLimit, MaxLimit);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (!await sessions.ExistsAsync(sessionId, ct)) return Problems.NotFound("planning session");

        var rows = list.Find(sessionId, series.ToFilter(), which, column, descending);
        response.Headers["X-Total-Count"] = $"{await rows.CountAsync(ct)}";
        // No connection waits for the reader, and it is never more than a few thousand
        var shown = await rows.Skip(page.Offset).Take(page.Limit ?? MaxLimit).ToListAsync(ct);
        return new JsonArray<Series>(
            shown.ToAsyncEnumerable(), (json, row) => JsonSerializer.Serialize(json, SeriesRow.Of(row), Json.Options));
    }
}
