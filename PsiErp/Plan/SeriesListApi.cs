using System.ComponentModel;
using System.Net.Mime;
using System.Text.Json;
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
            $"sort: {string.Join(", ", SeriesOrder.Columns)}; a leading - turns it round; blanks come last. "
            + "alert: the gravest first, of equals the soonest. X-Total-Count holds the whole count.")
        .RequireRateLimiting(UserLimits.Answers)
        .Produces<SeriesRow[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ExportApi.Xlsx)
        .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    private static async Task<IResult> ListAsync(
        [SessionInPath] Guid sessionId,
        [AsParameters] SeriesSelectionQuery series, [Description("The column; a leading - turns the order round")] string? sort,
        [AsParameters] PageQuery paging, [WordValue("As what; a file holds all series", "json", "csv", "xlsx")] string? format,
        PlanningSessions sessions, Worklist worklist, WorklistExport export, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var descending = sort?.StartsWith('-') == true;
        var order = new SeriesOrder(query.Word("sort", descending ? sort![1..] : sort, SeriesOrder.Columns), descending);
        var which = series.ToSelection(query);
        var page = query.Page(paging.Limit, paging.Offset, DefaultLimit, MaxLimit);
        var kind = query.Word("format", format, "json", "csv", "xlsx");
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return Problems.NotFound("planning session");
        if (kind != "json") return await FileAsync(export, session, which, order, kind, ct);

        response.Headers["X-Total-Count"] = $"{await worklist.CountAsync(session, which, ct)}";
        // No connection waits for the reader, and it is never more than a few thousand
        var shown = await worklist.PageAsync(session, which, order, page.Offset, page.Limit ?? MaxLimit, ct);
        return new JsonArray<WorklistRow>(
            shown.ToAsyncEnumerable(), (json, row) => JsonSerializer.Serialize(json, SeriesRow.Of(row), Json.Options));
    }

    private static async Task<IResult> FileAsync(
        WorklistExport export, PlanningSession session, SeriesSelection which, SeriesOrder order, string kind, CancellationToken ct)
    {
        if (kind == "csv")
        {
            return TypedResults.Stream(output => export.WriteCsvAsync(session, which, order, output, ct),
                "text/csv; charset=utf-8", ExportFileName.Of(session.Title, "-worklist.csv"));
        }
        // A workbook is a zip that is finished at its end, and what goes wrong until then is to be an answer
        var workbook = await TemporaryFile.WriteAsync(output => export.WriteXlsxAsync(session, which, order, output, ct));
        return TypedResults.Stream(workbook, ExportApi.Xlsx, ExportFileName.Of(session.Title, "-worklist.xlsx"));
    }
}
