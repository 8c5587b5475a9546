using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Hosting;
using PsiErp.Web;

namespace PsiErp.Sessions;

/// <summary>JSON routes of planning sessions.</summary>
public static class SessionsApi
{
    /// <summary>Registers the use cases.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services) =>
        services
        .AddScoped<SessionWrite>().AddScoped<PlanningSessions>().AddScoped<DeletedSessions>().AddSingleton<SessionCopies>()
        .AddHostedService<DeletedSessionsCleaning>();

    /// <summary>Maps <c>/api/sessions</c>.</summary>
    public static RouteGroupBuilder MapSessions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/sessions").WithTags("Planning sessions").RequireAuthorization();
        group.MapGet("/", ListAsync).WithSummary("Sessions, newest first")
            .WithDescription("A file also says what each holds: its days, series and alerts.")
            .Produces<SessionBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx).ProducesProblem(422);
        group.MapPost("/", CreateAsync).WithSummary("Create an empty session").ProducesProblem(422);
        group.MapGet("/leader", LeaderAsync).WithSummary("The leader, or null")
            .AddOpenApiOperationTransformer(OpenApiAnswers.MayBeNullAsync);
        group.MapGet("/{id:guid}", FindAsync).WithSummary("One session").ProducesProblem(404);
        group.MapPut("/{id:guid}", ChangeAsync).WithSummary("Change the members sent").ProducesProblem(404).ProducesProblem(422);
        group.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Delete a session and all its data")
            .WithDescription("It can be brought back for DELETED_SESSION_DAYS; then its plan is gone for good.").ProducesProblem(404);
        group.MapGet("/deleted", DeletedAsync).WithSummary("Deleted sessions that can be brought back, the last deleted first")
            .Produces<DeletedSessionBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
            .ProducesProblem(422);
        group.MapPost("/{id:guid}/restore", RestoreAsync).WithSummary("Bring a deleted session back, though not as the leader")
            .ProducesProblem(404);
        group.MapDelete("/deleted/{id:guid}", RemoveAsync).RequireAuthorization(AccessRules.Admins)
            .WithSummary("Remove the plan of a deleted session for good and free its space; its edit log stays")
            .ProducesProblem(403).ProducesProblem(404);
        group.MapPatch("/{id:guid}/leader", MakeLeaderAsync).WithSummary("Make it the leader").ProducesProblem(404);
        group.MapPost("/{id:guid}/copy", CopyAsync).WithSummary("Copy it: a what-if variant")
            .ProducesProblem(404).ProducesProblem(422);
        return group;
    }

    private static async Task<IResult> ListAsync(
        [Description("Part of the title, the description, or the creator's or last changer's user name")] string? search,
        [WordValue("As what", "json", "csv", "xlsx")] string? format, PlanningSessions sessions, Settings settings, CancellationToken ct)
    {
        var query = new QueryText();
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (kind == "json")
            return TypedResults.Ok((await sessions.ListAsync(search, ct)).Select(session => SessionBody.Of(session, settings)));
        var rows = (await sessions.OverviewAsync(search, ct)).Select(SessionRow.Of);
        return await ListFile.OfAsync(kind, "sessions", "", rows.ToAsyncEnumerable(), ct);
    }

    private static async Task<Results<Created<SessionBody>, ProblemHttpResult>> CreateAsync(
        NewSession body, PlanningSessions sessions, Settings settings, Actor actor, CancellationToken ct)
    {
        if (Gather(TitleProblem(body.Title), DescriptionProblem(body.Description))
            is { Count: > 0 } errors) return Problems.Invalid(errors);
        var session = await sessions.CreateAsync(body.Title!.Trim(), body.Description, actor, ct);
        return TypedResults.Created($"/api/sessions/{session.Id}", SessionBody.Of(session, settings));
    }

    private static async Task<Results<Ok<SessionBody>, ContentHttpResult>> LeaderAsync(
        PlanningSessions sessions, Settings settings, CancellationToken ct) =>
        await sessions.LeaderAsync(ct) is { } leader
            ? TypedResults.Ok(SessionBody.Of(leader, settings))
            : TypedResults.Text("null", "application/json");

    private static async Task<Results<Ok<SessionBody>, ProblemHttpResult>> FindAsync(
        Guid id, PlanningSessions sessions, Settings settings, CancellationToken ct) =>
        Found(await sessions.FindAsync(id, ct), settings);

    private static async Task<Results<Ok<SessionBody>, ProblemHttpResult>> ChangeAsync(
        Guid id, ChangedSession body, PlanningSessions sessions, Settings settings, Actor actor, CancellationToken ct)
    {
        var titleProblem = body.ChangesTitle ? TitleProblem(body.Title) : null;
        var errors = Gather(titleProblem, DescriptionProblem(body.Description));
        if (body.AsOf is { } asOf && !DateText.IsInRange(asOf))
            errors["as_of"] = [$"Plans are in the years {DateText.MinYear} to {DateText.MaxYear}."];
        if (errors.Count > 0) return Problems.Invalid(errors);
        return Found(await sessions.ChangeAsync(id, body.ToChange(), actor, ct), settings);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid id, PlanningSessions sessions, Actor actor, CancellationToken ct) =>
        await sessions.DeleteAsync(id, actor, ct) ? TypedResults.NoContent() : Problems.NotFound("planning session");

    private static async Task<IResult> DeletedAsync(
        [WordValue("As what", "json", "csv", "xlsx")] string? format, DeletedSessions deleted, CancellationToken ct)
    {
        var query = new QueryText();
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        return await ListFile.AnswerAsync(kind, "deleted-sessions", "", (await deleted.ListAsync(ct)).Select(DeletedSessionBody.Of), ct);
    }

    private static async Task<Results<Ok<SessionBody>, ProblemHttpResult>> RestoreAsync(
        Guid id, DeletedSessions deleted, PlanningSessions sessions, Settings settings, Actor actor, CancellationToken ct) =>
        await deleted.RestoreAsync(id, actor, ct) is null
            ? Problems.NotFound("deleted session that can be brought back")
            : Found(await sessions.FindAsync(id, ct), settings);

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        Guid id, DeletedSessions deleted, Actor actor, CancellationToken ct) =>
        await deleted.RemoveAsync(id, actor, ct) ? TypedResults.NoContent() : Problems.NotFound("deleted session");

    private static async Task<Results<Ok<SessionBody>, ProblemHttpResult>> MakeLeaderAsync(
        Guid id, PlanningSessions sessions, Settings settings, Actor actor, CancellationToken ct) =>
        Found(await sessions.MakeLeaderAsync(id, actor, ct), settings);

    private static async Task<Results<Created<SessionBody>, ProblemHttpResult>> CopyAsync(
        Guid id, SessionCopy body, PlanningSessions sessions, Settings settings, Actor actor, CancellationToken ct)
    {
        if (TitleProblem(body.Title) is { } problem) return Problems.Invalid("title", problem);
        if (await sessions.CopyAsync(id, body.Title!.Trim(), actor, ct) is not { } copy)
            return Problems.NotFound("planning session");
        return TypedResults.Created($"/api/sessions/{copy.Id}", SessionBody.Of(copy, settings));
    }

    private static Results<Ok<SessionBody>, ProblemHttpResult> Found(PlanningSession? session, Settings settings) =>
        session is null ? Problems.NotFound("planning session") : TypedResults.Ok(SessionBody.Of(session, settings));

    private static Dictionary<string, string[]> Gather(string? titleProblem, string? descriptionProblem)
    {
        var errors = new Dictionary<string, string[]>();
        if (titleProblem is not null) errors["title"] = [titleProblem];
        if (descriptionProblem is not null) errors["description"] = [descriptionProblem];
        return errors;
    }

    private static string? TitleProblem(string? title) => title?.Trim() switch
    {
        null or "" => "A session needs a title.",
        { Length: > PlanningSessions.MaxTitle } => $"The title is longer than {PlanningSessions.MaxTitle} characters.",
        { } text when text.Contains('\0') => "A title can't hold NUL characters.",
        _ => null,
    };

    private static string? DescriptionProblem(string? description) => description switch
    {
        { Length: > PlanningSessions.MaxDescription } => $"The description is longer than {PlanningSessions.MaxDescription} characters.",
        not null when description.Contains('\0') => "A description can't hold NUL characters.",
        _ => null,
    };
}
