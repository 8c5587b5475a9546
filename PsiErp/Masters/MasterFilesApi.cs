using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Files;
using PsiErp.Hosting;
using PsiErp.Security;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>Routes that hand lists of master data out as files and take them in.</summary>
internal static class MasterFilesApi
{
    private const string ProblemJson = "application/problem+json";

    private static readonly string Kinds = $"type is one of {string.Join(", ", MasterKinds.All)}. ";

    /// <summary>Maps <c>export</c> and <c>import</c>.</summary>
    public static void MapFiles(this RouteGroupBuilder masters, Settings settings)
    {
        masters.MapGet("/export", ExportAsync).WithSummary("A list of master data as csv or xlsx")
            .WithDescription(Kinds + "The columns are the known members by their names, then all others; lists and objects are left out. "
                + "The file can be taken in again unchanged.")
            .RequireRateLimiting(UserLimits.Jobs)
            .Produces<Stream>(200, MediaTypeNames.Text.Csv, ListFile.Xlsx)
            .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
        masters.MapPost("/import", ImportAsync).WithSummary("Take a file of master data in")
            .WithDescription(Kinds + "CSV in any encoding, or xlsx, with the columns of an export in any order. Rows are matched by their "
                + "keys: known ones are changed, others added, and none goes. A blank cell clears; what the file has no column for stays. "
                + "All or nothing.")
            .DisableAntiforgery()
            .RequireRateLimiting(UserLimits.Jobs)
            .WithMetadata(UploadLimit.OfFile(settings.UploadMaxBytes))
            .WithFormOptions(multipartBodyLengthLimit: settings.UploadMaxBytes)
            .Produces<MasterImportBody>().ProducesProblem(404).ProducesProblem(413)
            .Produces<MasterFileRefusal>(422, ProblemJson).ProducesProblem(429);
    }

    private static async Task<IResult> ExportAsync(
        string type,
        [Description("Part of a text; case and width make no difference")] string? search,
        [Description("A column; with a - before it the last come first")] string? sort,
        [WordValue("The kind of file", "csv", "xlsx")] string? format,
        MasterSheets sheets, MasterExport export, CancellationToken ct)
    {
        if (sheets.Find(type) is not { } sheet) return NoSuchType();
        var query = new QueryText();
        var kind = query.Word("format", format, "csv", "xlsx");
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);

        var rows = new MasterQuery(search, sort?.TrimStart('-'), sort is ['-', ..]);
        if (kind == "csv")
        {
            return TypedResults.Stream(
                output => export.WriteCsvAsync(sheet, rows, output, ct), "text/csv; charset=utf-8", $"{type}.csv");
        }
        if (await sheet.CountAsync(search, ct) > SheetWriter.MaxRows)
            return Problems.Invalid("format", $"A sheet holds {SheetWriter.MaxRows} rows; export csv, or narrow by search.");
        return await ListFile.WorkbookAsync(output => export.WriteXlsxAsync(sheet, rows, output, ct), $"{type}.xlsx");
    }

    private static async Task<IResult> ImportAsync(
        string type, [Description("Whether nothing is kept")] bool? preview, IFormFile? file,
        MasterSheets sheets, MasterImport import, Caller by, CancellationToken ct)
    {
        if (sheets.Find(type) is not { } sheet) return NoSuchType();
        if (file is null) return Problems.Invalid("file", "Send the file as the multipart field 'file'.");

        await using var content = file.OpenReadStream();
        return await import.ImportAsync(sheet, content, preview == true, by, ct) switch
        {
            MasterImportResult.Done done => TypedResults.Ok(MasterImportBody.Of(done, preview == true)),
            MasterImportResult.Refused refused => Refuse(refused),
            _ => throw new InvalidOperationException(),
        };
    }

    private static ProblemHttpResult NoSuchType() =>
        Problems.NotFound($"type of master data; there are {string.Join(", ", MasterKinds.All)}");

    private static ProblemHttpResult Refuse(MasterImportResult.Refused refused)
    {
        var first = refused.Problems[0];
        var place = first.Column is { Length: > 0 } column ? $"Line {first.Line}, column {column}" : $"Line {first.Line}";
        var more = refused.Count > 1 ? $" There are {refused.Count - 1} more problems." : "";
        return TypedResults.Problem(
            $"{place}: {first.Message}.{more} Nothing was changed.",
            statusCode: StatusCodes.Status422UnprocessableEntity,
            extensions: new Dictionary<string, object?>
            {
                ["errors"] = refused.Problems.Select(problem => new MasterProblemBody(problem.Line, problem.Column, problem.Message)),
                ["error_count"] = refused.Count,
            });
    }
}

/// <summary>What taking a file in did, or would do.</summary>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Created">Those that are new.</param>
/// <param name="Changed">Those that change something.</param>
/// <param name="Unchanged">Those that are there already, just so.</param>
/// <param name="IgnoredColumns">Columns that mean nothing here.</param>
/// <param name="Preview">Whether nothing was kept.</param>
public sealed record MasterImportBody(
    int Rows, int Created, int Changed, int Unchanged, IReadOnlyList<string> IgnoredColumns, bool Preview)
{
    internal static MasterImportBody Of(MasterImportResult.Done done, bool isPreview) =>
        new(done.Rows, done.Created, done.Changed, done.Same, done.Ignored, isPreview);
}

/// <summary>The problem details of a file of master data that was refused.</summary>
public sealed class MasterFileRefusal : ProblemDetails
{
    /// <summary>The first problems.</summary>
    public required IReadOnlyList<MasterProblemBody> Errors { get; init; }

    /// <summary>How many there are in all.</summary>
    public required long ErrorCount { get; init; }
}

/// <summary>A problem of a file of master data.</summary>
public sealed record MasterProblemBody(long Line, string? Column, string Message);
