using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Hosting;
using PsiErp.Masters;
using PsiErp.Plan;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Import;

/// <summary>JSON routes that bring files into a session.</summary>
internal static class UploadApi
{
    private const string ProblemJson = "application/problem+json";
    private const string PreviewText = "Whether the file only waits to be taken over, for an hour; nothing of the session changes";
    private const string ModeText = "What happens to the rows that are there; left out, what UPLOAD_MODE says";

    /// <summary>Registers the use cases.</summary>
    public static IServiceCollection AddImport(this IServiceCollection services) => services
        .AddScoped<PlanImport>().AddScoped<ImportVersions>().AddScoped<WaitingImports>().AddScoped<ImportPreviews>()
        .AddScoped<OldVersions>().AddScoped<ImportProfiles>()
        .AddSingleton<VersionCleaning>().AddHostedService(provider => provider.GetRequiredService<VersionCleaning>())
        .AddScoped<SummarizeAnew>(provider => provider.GetRequiredService<SummaryRenewal>().SummarizeAsync)
        .AddScoped<SummaryRenewal>().AddScoped<LevelRenewal>().AddHostedService<LevelRenewals>()
        .AddHostedService<RenewalAtStart>();

    /// <summary>Maps the upload routes.</summary>
    public static void MapImport(this IEndpointRouteBuilder routes, Settings settings)
    {
        var psi = routes.MapPsiGroup();
        Configure(psi.MapPost("/{session_id:guid}/upload", UploadAsync).WithSummary("Import a file of either format"), settings);
        psi.MapImports();
        routes.MapImportProfiles();
        Configure(psi.MapPost("/upload", UploadDailyAsync).WithSummary("Import a file of the daily format"), settings);
    }

    private static void Configure(RouteHandlerBuilder route, Settings settings) => route
        .DisableAntiforgery()
        .RequireRateLimiting(UserLimits.Jobs)
        .WithMetadata(UploadLimit.OfFile(settings.UploadMaxBytes))
        .WithMetadata([.. ReadingQuery.ByField])
        .WithFormOptions(multipartBodyLengthLimit: settings.UploadMaxBytes)
        .Produces<UploadRefusal>(400, ProblemJson).ProducesProblem(404).ProducesProblem(413).Produces<UploadRefusal>(422, ProblemJson)
        .ProducesProblem(429);

    private static Task<Results<Ok<UploadReport>, ProblemHttpResult>> UploadDailyAsync(
        [SessionInQuery] Guid sessionId,
        [WordValue(ModeText, "merge", "replace-dates", "replace-all", HasDefault = false)] string? mode,
        [AsParameters] ReadingQuery reading,
        [WordValue(PreviewText, "true", "false", HasDefault = false)] string? preview,
        IFormFile? file, PlanImport import, ImportProfiles profiles, ImportPreviews previews, Settings settings, Actor actor,
        CancellationToken ct) =>
        UploadAsync(sessionId, mode, reading, preview, file, import, profiles, previews, settings, actor, ct);

    private static async Task<Results<Ok<UploadReport>, ProblemHttpResult>> UploadAsync(
        [SessionInPath] Guid sessionId,
        [WordValue(ModeText, "merge", "replace-dates", "replace-all", HasDefault = false)] string? mode,
        [AsParameters] ReadingQuery reading,
        [WordValue(PreviewText, "true", "false", HasDefault = false)] string? preview,
        IFormFile? file, PlanImport import, ImportProfiles profiles, ImportPreviews previews, Settings settings, Actor actor,
        CancellationToken ct)
    {
        var query = new QueryText();
        var word = query.Word("mode", string.IsNullOrWhiteSpace(mode) ? settings.UploadMode : mode, [.. ImportModes.Words]);
        var isPreview = query.Word("preview", string.IsNullOrWhiteSpace(preview) ? "false" : preview, ["true", "false"]) == "true";
        var options = await profiles.CompleteAsync(reading.Profile, reading.Read(query), ct);
        if (options is null) query.Errors["profile"] = [$"There is no import profile '{CsvProblem.Shorten(reading.Profile!)}'."];
        if (file is null) query.Errors["file"] = ["Send the file as the multipart field 'file'."];
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);

        await using var stream = file!.OpenReadStream();
        var sent = new UploadedFile(Path.GetFileName(file.FileName), stream);
        var result = isPreview
            ? await import.StageAsync(sessionId, sent, ImportModes.Of(word), options!, actor, ct)
            : await import.ImportAsync(sessionId, sent, ImportModes.Of(word), options!, actor, ct);
        return result switch
        {
            ImportResult.Imported done => TypedResults.Ok(UploadReport.Of(
                sessionId, done, isPreview ? await previews.FindAsync(sessionId, done.ImportId, ct) : null)),
            ImportResult.Refused refused => Refuse(refused),
            _ => Problems.NotFound("planning session"),
        };
    }

    private static ProblemHttpResult Refuse(ImportResult.Refused refused) => TypedResults.Problem(
        Explain(refused.Problems[0], refused.ProblemCount - 1),
        statusCode: refused.Problems[0].Code == CsvProblemCode.UnpackedTooLarge ? StatusCodes.Status413PayloadTooLarge
            : refused.IsUnreadable ? StatusCodes.Status400BadRequest : StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?>
        {
            ["errors"] = refused.Problems.Select(problem => new UploadProblem(problem.Line, problem.Column, problem.Message)),
            ["error_count"] = refused.ProblemCount,
        });

    /// <summary>Enough to begin mending the file with, for clients that show nothing but the detail.</summary>
    private static string Explain(CsvProblem first, long others)
    {
        var place = first.Column is { } column ? $"Line {first.Line}, column {column}" : $"Line {first.Line}";
        var more = others switch
        {
            0 => "",
            1 => " There is 1 more problem.",
            _ => $" There are {others} more problems.",
        };
        return $"{place}: {first.Message}.{more} Nothing was changed.";
    }
}

/// <summary>The problem details of a file that was refused.</summary>
public sealed class UploadRefusal : ProblemDetails
{
    /// <summary>The first problems.</summary>
    public required IReadOnlyList<UploadProblem> Errors { get; init; }

    /// <summary>How many there are in all.</summary>
    public required int ErrorCount { get; init; }
}

/// <summary>A problem of a file.</summary>
public sealed record UploadProblem(long Line, string? Column, string Message);

/// <summary>What an upload did.</summary>
public sealed record UploadReport(
    long RowsImported,
    Guid SessionId,
    IReadOnlyList<DateOnly> Dates,
    int Series,
    long Inserted,
    long Updated,
    long Unchanged,
    long Deleted,
    string Mode,
    Guid ImportId,
    string Encoding,
    string Separator,
    string Decimal,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DateOrder,
    long HeaderLine,
    IReadOnlyList<UploadColumn> Columns,
    IReadOnlyList<string> Names,
    IReadOnlyList<UploadSkip> Skipped,
    long SkippedCount,
    long ReadAsBlank,
    long LeftOut,
    IReadOnlyList<UploadWarning> Warnings,
    UnknownCounts Unknown,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Gone,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AlertChange? Alerts,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ExpiresAt)
{
    internal static UploadReport Of(Guid sessionId, ImportResult.Imported done, ImportPreview? preview) => new(
        done.RowsImported, sessionId, done.Dates, done.Series, done.Inserted, done.Updated, done.Unchanged, done.Deleted,
        ImportModes.WordOf(done.Mode), done.ImportId, done.Encoding,
        $"{done.Reading.Separator}", ReadingWords.Of(done.Reading.DecimalSign)!, ReadingWords.Of(done.Reading.Dates),
        done.Reading.HeaderLine, [.. done.Reading.Columns.Select(column => new UploadColumn(column.Header, column.Field))], done.Names,
        [.. done.Skipped.Select(UploadSkip.Of)], done.SkippedCount, done.ReadAsBlank, done.LeftOut,
        [.. done.Warnings.Select(UploadWarning.Of)], done.Unknown,
        preview is null ? null : SnakeName.Of(BaseVersionStatus.Staged), preview?.Import.Deleted, preview?.Alerts,
        preview?.Import.ExpiresAt);
}

/// <summary>A column of a file, and the field that it was read as; none when it was not read.</summary>
public sealed record UploadColumn(
    string Header, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field);

/// <summary>A line of a file that is no data.</summary>
public sealed record UploadSkip(long Line, string Reason)
{
    internal static UploadSkip Of(SkippedLine line) => new(line.Line, JsonNamingPolicy.SnakeCaseLower.ConvertName($"{line.Reason}"));
}

/// <summary>What a file was taken over with, but may not have been meant.</summary>
public sealed record UploadWarning(string Kind, string Message, long? Line)
{
    internal static UploadWarning Of(ImportWarning warning) =>
        new(JsonNamingPolicy.SnakeCaseLower.ConvertName($"{warning.Kind}"), warning.Message, warning.Line);
}
