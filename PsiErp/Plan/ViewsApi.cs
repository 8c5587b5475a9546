using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Web;

namespace PsiErp.Plan;

/// <summary>JSON routes of the worklist's views.</summary>
internal static class ViewsApi
{
    private const string Noun = "view that you may change";

    /// <summary>Maps <c>/api/views</c>.</summary>
    public static void MapViews(this IEndpointRouteBuilder routes)
    {
        var views = routes.MapGroup("/api/views").WithTags("Worklist views").RequireAuthorization();
        views.MapGet("/", ListAsync).WithSummary("Views of the worklist: your own first, then those that others share");
        views.MapPost("/", CreateAsync).WithSummary("Keep a view under a name")
            .WithDescription($"query is the part of a worklist's address behind the question mark; of its parameters "
                + $"{string.Join(", ", WorklistViews.Names)} are kept.")
            .ProducesProblem(422);
        views.MapGet("/{view_id:guid}", FindAsync).WithSummary("One view").ProducesProblem(404);
        views.MapPut("/{view_id:guid}", ChangeAsync).WithSummary("Change the members sent")
            .WithDescription("Its owner may, and admins may one that is shared.").ProducesProblem(404).ProducesProblem(422);
        views.MapDelete("/{view_id:guid}", DeleteAsync).WithSummary("Delete a view").ProducesProblem(404);
    }

    private static async Task<Ok<IEnumerable<ViewBody>>> ListAsync(WorklistViews views, Actor actor, CancellationToken ct) =>
        TypedResults.Ok((await views.ListAsync(actor, ct)).Select(view => ViewBody.Of(view, actor)));

    private static async Task<Results<Created<ViewBody>, ProblemHttpResult>> CreateAsync(
        ViewRequest body, WorklistViews views, Actor actor, CancellationToken ct) =>
        await views.CreateAsync(body.Name, body.Query, body.Shared == true, actor, ct) switch
        {
            ViewOutcome.Done(var view) => TypedResults.Created($"/api/views/{view.Id}", ViewBody.Of(view, actor)),
            ViewOutcome.Wrong(var problem) => Invalid(problem),
            _ => Problems.NotFound(Noun),
        };

    private static async Task<Results<Ok<ViewBody>, ProblemHttpResult>> FindAsync(
        [FromRoute(Name = "view_id")] Guid viewId, WorklistViews views, Actor actor, CancellationToken ct) =>
        await views.FindAsync(viewId, actor, ct) is { } view ? TypedResults.Ok(ViewBody.Of(view, actor)) : Problems.NotFound("view");

    private static async Task<Results<Ok<ViewBody>, ProblemHttpResult>> ChangeAsync(
        [FromRoute(Name = "view_id")] Guid viewId, ViewChange body, WorklistViews views, Actor actor, CancellationToken ct) =>
        await views.ChangeAsync(viewId, body.Name, body.Query, body.Shared, actor, ct) switch
        {
            ViewOutcome.Done(var view) => TypedResults.Ok(ViewBody.Of(view, actor)),
            ViewOutcome.Wrong(var problem) => Invalid(problem),
            _ => Problems.NotFound(Noun),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        [FromRoute(Name = "view_id")] Guid viewId, WorklistViews views, Actor actor, CancellationToken ct) =>
        await views.DeleteAsync(viewId, actor, ct) ? TypedResults.NoContent() : Problems.NotFound(Noun);

    private static ProblemHttpResult Invalid(ViewProblem problem) => problem switch
    {
        ViewProblem.NameMissing => Problems.Invalid("name", "A view needs a name."),
        ViewProblem.NameTooLong => Problems.Invalid("name", $"The name is longer than {WorklistView.MaxName} characters."),
        ViewProblem.NameTaken => Problems.Invalid("name", "Another view of the same owner is called that."),
        _ => Problems.Invalid("query", $"The query is longer than {WorklistView.MaxQuery} characters."),
    };
}

/// <summary>A view to be kept, on the wire.</summary>
[RequestBody]
public sealed record ViewRequest
{
    [Required]
    public string? Name { get; init; }

    /// <summary>The part of a worklist's address behind the question mark.</summary>
    public string? Query { get; init; }

    /// <summary>Whether everybody may use it.</summary>
    public bool? Shared { get; init; }
}

/// <summary>What to change of a view; members that are left out stay as they are.</summary>
public sealed record ViewChange(string? Name, string? Query, bool? Shared);

/// <summary>A view on the wire.</summary>
public sealed record ViewBody(
    Guid ViewId, string Name, string Query, bool Shared, string? Owner, bool Mine, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static ViewBody Of(WorklistView view, Actor actor) => new(
        view.Id, view.Name, view.Query, view.IsShared, view.Owner?.Username, view.OwnerId == actor.Id, view.CreatedAt, view.UpdatedAt);
}
