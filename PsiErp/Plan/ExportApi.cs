using System.Net.Mime;
using PsiErp.Files;
using PsiErp.Security;
using PsiErp.Web;

namespace PsiErp.Plan;

/// <summary>The JSON route that hands the plan out as a file.</summary>
internal static class ExportApi
{
    /// <summary>Maps <c>GET export</c>.</summary>
    public static void MapExport(this RouteGroupBuilder psi) => psi.MapGet("/{session_id:guid}/export", ExportAsync).ReadsReplica()
        .WithSummary("The PSI table as seen, as csv or xlsx")
        .RequireRateLimiting(UserLimits.Jobs)
        .Produces<Stream>(200, MediaTypeNames.Text.Csv, ListFile.Xlsx)
        .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    private static async Task<IResult> ExportAsync(
        [SessionInPath] Guid sessionId,
        [AsParameters] SeriesSelectionQuery series, [WordValue("The kind of file", "csv", "xlsx")] string? format, PlanExport export,
            CancellationToken ct)
    {
        var query = new QueryText();
        var kind = query.Word("format", format, "csv", "xlsx");
        var which = series.ToSelection(query);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await export.TitleAsync(sessionId, ct) is not { } title) return Problems.NotFound("planning session");

        if (kind == "csv")
        {
            return TypedResults.Stream(
                output => export.WriteCsvAsync(sessionId, which, output, ct), "text/csv; charset=utf-8", ExportFileName.Of(title, ".csv"));
        }
        if (await export.CountRowsAsync(sessionId, which, ct) is > SheetWriter.MaxRows and var rows)
        {
            return Problems.Invalid(
                "format", $"The plan has {rows} rows, but a sheet holds {SheetWriter.MaxRows}; export csv, or narrow by sku_code.");
        }
        return await ListFile.WorkbookAsync(
            output => export.WriteXlsxAsync(sessionId, which, output, ct), ExportFileName.Of(title, ".xlsx"));
    }
}
