using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Edits;

/// <summary>JSON routes of notes at cells.</summary>
internal static class CommentsApi
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    /// <summary>Maps <c>comments</c>.</summary>
    public static void MapComments(this IEndpointRouteBuilder psi)
    {
        var comments = psi.MapGroup("/{session_id:guid}/comments");
        comments.MapGet("", ListAsync).WithSummary("Comments at cells of the plan, newest first")
            .WithDescription("X-Total-Count holds the whole count. A comment has all cells that it is on, also those of other SKUs.")
            .RequireRateLimiting(UserLimits.Answers).ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
        comments.MapPost("", AddAsync).WithSummary("Comment on cells of the plan")
            .WithDescription($"Cells are rows of series that are there, at most {Comments.MaxRows}; a row is named as in psi-metrics. "
                + "It stays with them through imports, and the log lists it.")
            .ProducesProblem(404).ProducesProblem(422);
        comments.MapDelete("/{comment_id:guid}", RemoveAsync).WithSummary("Take a comment away, whoever wrote it")
            .WithDescription("The log keeps what it said.").ProducesProblem(404);
    }

    private static async Task<Results<Ok<IEnumerable<CommentBody>>, ProblemHttpResult>> ListAsync(
        [SessionInPath] Guid sessionId,
        [FromQuery(Name = "sku_code")][Description("The SKU that they are at; left out, all")] string? skuCode,
        [AsParameters] PageQuery paging, PlanningSessions sessions, Comments comments, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var page = query.Page(paging.Limit, paging.Offset, DefaultLimit, MaxLimit);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (!await sessions.ExistsAsync(sessionId, ct)) return Problems.NotFound("planning session");
        var (notes, count) = await comments.ListAsync(sessionId, skuCode, page.Offset, page.Limit ?? MaxLimit, ct);
        response.Headers["X-Total-Count"] = count.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok(notes.Select(CommentBody.Of));
    }

    private static async Task<Results<Created<CommentBody>, ProblemHttpResult>> AddAsync(
        [SessionInPath] Guid sessionId, NewCommentBody body, Comments comments, Actor actor, CancellationToken ct)
    {
        var problems = body.FindProblems().ToDictionary(problem => problem.Field, problem => new[] { problem.Message });
        if (problems.Count > 0) return Problems.Invalid(problems);
        var cells = body.Cells!.Select(cell => cell!.ToCells());
        if (await comments.AddAsync(sessionId, [.. cells], body.Text!.Trim(), actor, ct) is not { } change)
            return Problems.NotFound("planning session or series");
        var added = new CommentBody(change.Id, change.At, change.Username, change.Note!, [.. body.Cells!.Select(cell => cell!)]);
        return TypedResults.Created($"/api/psi/{sessionId}/comments/{change.Id}", added);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        [SessionInPath] Guid sessionId, [FromRoute(Name = "comment_id")] Guid commentId, Comments comments, Actor actor,
        CancellationToken ct) =>
        await comments.RemoveAsync(sessionId, commentId, actor, ct) is null ? Problems.NotFound("comment") : TypedResults.NoContent();
}

/// <summary>Cells of one row of the grid, on the wire.</summary>
[RequestBody]
public sealed record CommentedCellsBody(
    [property: Required] string? SkuCode, [property: Required] string? WarehouseName, [property: Required] string? Channel,
    [property: Required] string? Metric, [property: Required] DateOnly? StartDate, DateOnly? EndDate)
{
    private static readonly string[] Metrics = [.. PsiMetric.Standard.Select(metric => metric.Name), "adjustment"];

    internal string? FindProblem() =>
        SkuCode is null || WarehouseName is null || Channel is null ? "A series is named by sku_code, warehouse_name and channel."
        : !Metrics.Contains(Metric) ? $"Write one of {string.Join(", ", Metrics)} as metric."
        : StartDate is not { } first ? "Write the first day as start_date."
        : first.Year is < DateText.MinYear or > DateText.MaxYear || EndDate?.Year is < DateText.MinYear or > DateText.MaxYear
            ? $"A plan has days of the years {DateText.MinYear} to {DateText.MaxYear} only."
        : EndDate < first ? "end_date is before start_date." : null;

    internal CommentedCells ToCells() =>
        new(new SeriesKey(SkuCode!, WarehouseName!, Channel!), Metric!, StartDate!.Value, EndDate ?? StartDate.Value);

    internal static CommentedCellsBody Of(Comment row) =>
        new(row.SkuCode, row.WarehouseName, row.Channel, row.Metric, row.FromDate, row.ToDate);
}

/// <summary>The cells of a call, as far as they are looked at.</summary>
public sealed class CommentedCellsList() : BodyList<CommentedCellsBody?>(Comments.MaxRows)
{
    internal string? FindProblem() =>
        Count == 0 ? "Name the cells that it is on."
        : IsTooLong ? $"A comment is on at most {Comments.MaxRows} rows."
        : this.Select(cell => cell is null ? "A row of cells is an object." : cell.FindProblem())
            .FirstOrDefault(problem => problem is not null);
}

/// <summary>A comment to be made, on the wire.</summary>
[RequestBody]
public sealed record NewCommentBody([property: Required] string? Text, [property: Required] CommentedCellsList? Cells)
{
    internal IEnumerable<(string Field, string Message)> FindProblems()
    {
        if (Text?.Trim() is not { Length: > 0 and <= Comment.MaxText })
            yield return ("text", $"Write a text of 1 to {Comment.MaxText} characters.");
        if (Cells is null) yield return ("cells", "Name the cells that it is on.");
        else if (Cells.FindProblem() is { } problem) yield return ("cells", problem);
    }
}

/// <summary>A comment, on the wire.</summary>
public sealed record CommentBody(
    Guid CommentId, DateTimeOffset CreatedAt, string? CreatedByUsername, string Text, IReadOnlyList<CommentedCellsBody> Cells)
{
    internal static CommentBody Of(IReadOnlyList<Comment> note) => new(
        note[0].NoteId, note[0].At, note[0].Username, note[0].Text, [.. note.Select(CommentedCellsBody.Of)]);
}
