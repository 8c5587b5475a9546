using System.Net.Mime;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Masters;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Import;

/// <summary>JSON routes of a session's imports: their history, taking over, undoing and redoing.</summary>
internal static class ImportsApi
{
    /// <summary>Maps the routes beside the uploads.</summary>
    public static void MapImports(this IEndpointRouteBuilder psi)
    {
        var imports = psi.MapGroup("/{session_id:guid}/imports");
        imports.MapGet("", ListAsync).WithSummary("The imports of a session, newest first")
            .Produces<ImportLine[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
            .ProducesProblem(404).ProducesProblem(422);
        imports.MapGet("/{import_id:guid}/changes", ChangesAsync)
            .WithSummary("The series that a staged import changes, the most important first")
            .WithDescription("Those whose alerts change, then by how much moves: all of them, of which the review shows the first.")
            .RequireRateLimiting(UserLimits.Jobs)
            .Produces<SeriesChangeBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
            .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
        Change(imports.MapPost("/undo", UndoAsync)).ProducesProblem(409)
            .WithSummary("Take the current import back; null when no file is current then")
            .AddOpenApiOperationTransformer(OpenApiAnswers.MayBeNullAsync);
        Change(imports.MapPost("/redo", RedoAsync)).WithSummary("Take the undone import over again").ProducesProblem(409);
        Change(imports.MapPost("/{import_id:guid}/commit", CommitAsync)).WithSummary("Take a staged import over")
            .ProducesProblem(409).ProducesProblem(410).ProducesProblem(422);
        Change(imports.MapPost("/masters", AddMastersAsync)).WithSummary("Add the plan's unknown names to master data")
            .WithDescription("SKUs that no product has as its code, with the name and categories of the plan; warehouses; channels. "
                + "Answers how many of each were added.");
        Change(imports.MapDelete("/{import_id:guid}", DiscardAsync)).WithSummary("Discard a staged import").ProducesProblem(409);
    }

    private static RouteHandlerBuilder Change(RouteHandlerBuilder route) =>
        route.RequireRateLimiting(UserLimits.Jobs).ProducesProblem(404).ProducesProblem(429);

    private static async Task<IResult> ListAsync(
        [SessionInPath] Guid sessionId, [WordValue("As what", "json", "csv", "xlsx")] string? format,
        ImportVersions versions, PlanningSessions sessions, CancellationToken ct)
    {
        var query = new QueryText();
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return Problems.NotFound("planning session");
        var lines = (await versions.ListAsync(sessionId, ct)).Select(ImportLine.Of);
        return await ListFile.AnswerAsync(kind, session.Title, "-imports", lines, ct);
    }

    private static async Task<IResult> ChangesAsync(
        [SessionInPath] Guid sessionId, [FromRoute(Name = "import_id")] Guid importId,
        [WordValue("As what", "json", "csv", "xlsx")] string? format,
        ImportPreviews previews, PlanningSessions sessions, CancellationToken ct)
    {
        var query = new QueryText();
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return Problems.NotFound("planning session");
        if (await previews.ChangesAsync(sessionId, importId, ct) is not { } changes) return Problems.NotFound("import that waits");
        return await ListFile.AnswerAsync(kind, session.Title, "-import", changes.Select(SeriesChangeBody.Of), ct);
    }

    private static async Task<Results<Ok<ImportLine>, ProblemHttpResult>> CommitAsync(
        [SessionInPath] Guid sessionId, [FromRoute(Name = "import_id")] Guid importId,
        [WordValue("Another mode than that of the upload", "merge", "replace-dates", "replace-all", HasDefault = false)] string? mode,
        WaitingImports waiting, Actor actor, CancellationToken ct)
    {
        var query = new QueryText();
        var word = string.IsNullOrWhiteSpace(mode) ? null : query.Word("mode", mode, [.. ImportModes.Words]);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);

        var chosen = word is null ? (ImportMode?)null : ImportModes.Of(word);
        return await waiting.TakeOverAsync(sessionId, importId, actor, whateverCameFirst: false, ct, chosen) switch
        {
            TakeOver.Done(var import) => TypedResults.Ok(ImportLine.Of(import)),
            var refused => Refuse(refused),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DiscardAsync(
        [SessionInPath] Guid sessionId, [FromRoute(Name = "import_id")] Guid importId, WaitingImports waiting, CancellationToken ct) =>
        await waiting.DiscardAsync(sessionId, importId, ct) switch
        {
            TakeOver.Done => TypedResults.NoContent(),
            var refused => Refuse(refused),
        };

    private static async Task<Results<Ok<ImportLine>, ContentHttpResult, ProblemHttpResult>> UndoAsync(
        [SessionInPath] Guid sessionId, ImportVersions versions, Actor actor, CancellationToken ct) =>
        await versions.UndoAsync(sessionId, actor, ct) switch
        {
            TakeOver.Done({ FileName: null }) => TypedResults.Text("null", "application/json"),
            TakeOver.Done(var import) => TypedResults.Ok(ImportLine.Of(import)),
            var refused => Refuse(refused),
        };

    private static async Task<Results<Ok<ImportLine>, ProblemHttpResult>> RedoAsync(
        [SessionInPath] Guid sessionId, ImportVersions versions, Actor actor, CancellationToken ct) =>
        await versions.RedoAsync(sessionId, actor, ct) switch
        {
            TakeOver.Done(var import) => TypedResults.Ok(ImportLine.Of(import)),
            var refused => Refuse(refused),
        };

    private static async Task<Results<Ok<UnknownCounts>, ProblemHttpResult>> AddMastersAsync(
        [SessionInPath] Guid sessionId, UnknownNames names, Caller by, CancellationToken ct) =>
        await names.AddAsync(sessionId, by, ct) is { } added ? TypedResults.Ok(added) : Problems.NotFound("planning session");

    private static ProblemHttpResult Refuse(TakeOver outcome) => outcome switch
    {
        TakeOver.Expired => TypedResults.Problem(
            "This import waited for more than an hour and is gone. Upload the file again.", statusCode: StatusCodes.Status410Gone),
        TakeOver.Overtaken => Problems.Conflict(
            "Another import became current since this one was staged. Look at what it would do now, or upload the file again."),
        TakeOver.NotWaiting => Problems.Conflict("This import does not wait to be taken over."),
        TakeOver.NothingKept => Problems.Conflict(
            "There is nothing kept to go to: the last three versions of imported data are."),
        _ => Problems.NotFound("import"),
    };
}

/// <summary>An import as the wire has it.</summary>
public sealed record ImportLine(
    Guid ImportId,
    string Status,
    string FileName,
    string Mode,
    long Rows,
    int Series,
    long Inserted,
    long Updated,
    long Unchanged,
    long Deleted,
    string? Encoding,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ExpiresAt,
    DateTimeOffset CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CreatedByUsername)
{
    internal static ImportLine Of(BaseVersion import) => new(
        import.Id, SnakeName.Of(import.Status), import.FileName!, import.Mode!, import.FileRows, import.Series, import.Inserted,
        import.Updated, import.Unchanged, import.Deleted, import.Encoding, import.AsOf, import.ExpiresAt, import.CreatedAt,
        import.CreatedByUsername);
}
