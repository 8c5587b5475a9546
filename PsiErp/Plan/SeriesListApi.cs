using System.ComponentModel;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
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
    public static void MapSeriesList(this RouteGroupBuilder psi) => psi.MapGet("/{session_id:guid}/series", ListAsync).ReadsReplica()
        .WithSummary("Series by their stored summary")
        .WithDescription(
            $"sort: {string.Join(", ", SeriesOrder.Columns)}; a leading - turns it round; blanks come last. "
            + "alert: the gravest first, of equals the soonest. X-Total-Count holds the whole count. group_by=sku answers a row a SKU "
            + $"with those of its series that the filters leave, sorted by {string.Join(", ", SkuWorklist.Columns)}: sums, the lowest "
            + "stock and the fewest days of supply of any one series, and how many have which alert.")
        .RequireRateLimiting(UserLimits.Answers)
        .Produces<SeriesRow[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
        .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    private static async Task<IResult> ListAsync(
        [SessionInPath] Guid sessionId,
        [AsParameters] SeriesSelectionQuery series, [Description("The column; a leading - turns the order round")] string? sort,
        [AsParameters] PageQuery paging, [WordValue("As what; a file holds all series", "json", "csv", "xlsx")] string? format,
        [FromQuery(Name = "group_by"), WordValue("A row a series, or a row a SKU", "series", "sku")] string? groupBy,
        PlanningSessions sessions, Worklist worklist, SkuWorklist skus, WorklistExport export, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var isBySku = query.Word("group_by", groupBy, "series", "sku") == "sku";
        var columns = isBySku ? SkuWorklist.Columns : SeriesOrder.Columns;
        var descending = sort?.StartsWith('-') == true;
        var order = new SeriesOrder(query.Word("sort", descending ? sort![1..] : sort, columns), descending);
        var which = series.ToSelection(query);
        var page = query.Page(paging.Limit, paging.Offset, DefaultLimit, MaxLimit);
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return Problems.NotFound("planning session");
        which = await worklist.SimplifyAsync(session, which, ct);
        if (kind != "json")
        {
            return isBySku
                ? await ListFile.OfAsync(kind, session.Title, "-skus", export.SkusOf(session, which, order, ct), ct)
                : await ListFile.OfAsync(kind, session.Title, "-worklist", export.SeriesOf(session, which, order, ct), ct);
        }

        // No connection waits for the reader, and it is never more than a few thousand
        var limit = page.Limit ?? MaxLimit;
        if (isBySku)
        {
            response.Headers["X-Total-Count"] = $"{await skus.CountAsync(session, which, ct)}";
            return Answer(await skus.PageAsync(session, which, order, page.Offset, limit, ct), SkuListRow.Of);
        }
        response.Headers["X-Total-Count"] = $"{await worklist.CountAsync(session, which, ct)}";
        return Answer(await worklist.PageAsync(session, which, order, page.Offset, limit, ct), SeriesRow.Of);
    }

    private static JsonArray<TRow> Answer<TRow, TBody>(IReadOnlyList<TRow> shown, Func<TRow, TBody> body) =>
        new(shown.ToAsyncEnumerable(), (json, row) => JsonSerializer.Serialize(json, body(row), Json.Options));
}
