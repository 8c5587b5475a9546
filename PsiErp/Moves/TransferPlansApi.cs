using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Planning;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Moves;

/// <summary>JSON routes of transfer plans.</summary>
internal static class TransferPlansApi
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 5000;

    /// <summary>Maps <c>/api/transfer-plans</c>.</summary>
    public static void MapTransferPlans(this RouteGroupBuilder plans)
    {
        plans.MapGet("/", ListAsync).WithSummary("Transfer plans, newest first")
            .WithDescription("start and end leave those that touch the days between them. X-Total-Count holds the whole count.")
            .Produces<TransferPlanBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
            .ProducesProblem(404).ProducesProblem(422);
        plans.MapGet("/{plan_id:guid}", FindAsync).WithSummary("A transfer plan with its lines")
            .Produces<PlanWithLinesBody>().ProducesProblem(404);
        plans.MapGet("/{plan_id:guid}/unmet", UnmetAsync).WithSummary("Series that stay short with what was proposed, and why")
            .WithDescription("The most urgent of them; X-Total-Count holds the whole count.")
            .Produces<UnmetBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
            .ProducesProblem(404).ProducesProblem(422);
        plans.MapGet("/{plan_id:guid}/export", ExportAsync).WithSummary("The lines of a transfer plan as csv or xlsx")
            .WithDescription("What to move, then what to make, SKU by SKU, the most urgent first; chosen are those that applying it does. "
                + "The alerts are those of the line's receiver before and after it.")
            .RequireRateLimiting(UserLimits.Jobs)
            .Produces<Stream>(200, MediaTypeNames.Text.Csv, ListFile.Xlsx).ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
        plans.MapPost("/recommend", RecommendAsync).WithSummary("Propose moves, as a draft")
            .WithDescription("By the rules of the reallocation policy: main channels under standard stock are filled from what lies over "
                + "standard elsewhere, in whole units. Lists name the series that give and receive; left out, all. With method=least_cost "
                + "they are those that get stock, and moves mend the most days without stock for the least, over all days; with make "
                + "what is still short is to be produced, which applying the plan does, too.")
            .RequireRateLimiting(UserLimits.Jobs)
            .Produces<PlanWithLinesBody>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
        plans.MapPut("/{plan_id:guid}/lines", ReplaceLinesAsync).WithSummary("Replace all lines of a transfer plan")
            .WithDescription("A line keeps its id by line_id. Lines may not take more from a donor than it has on the plan's first day.")
            .Produces<OkBody>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        plans.MapPatch("/{plan_id:guid}", SetStatusAsync).WithSummary("Confirm, apply or cancel a transfer plan")
            .WithDescription("applied makes its lines stock moves, as one change set, whose undo cancels the plan; cancelled takes exactly "
                + "these back. What it is already changes nothing.")
            .RequireRateLimiting(UserLimits.Jobs)
            .Produces<AppliedPlanBody>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429);
    }

    private static async Task<IResult> ListAsync(
        [SessionInQuery("The planning session; left out, all of them")] Guid? sessionId,
        [FromQuery(Name = "start"), DayValue("Ends on this day or later")] string? start,
        [FromQuery(Name = "end"), DayValue("Starts on this day or earlier")] string? end,
        [AsParameters] PageQuery paging, [WordValue("As what; a file holds all plans", "json", "csv", "xlsx")] string? format,
        PlanningSessions sessions, TransferPlans plans, ProposalDrafts drafts, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var page = query.Page(paging.Limit, paging.Offset, DefaultLimit, MaxLimit);
        var kind = query.Word("format", format, ListFile.Formats);
        var (from, to) = (query.Date("start", start), query.Date("end", end));
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        var session = sessionId is { } id ? await sessions.FindAsync(id, ct) : null;
        if (sessionId is not null && session is null) return Problems.NotFound("planning session");
        var found = plans.List(sessionId, from, to);
        if (kind != "json")
        {
            // No connection waits for the reader
            var rows = (await drafts.Listed(found).ToListAsync(ct)).Select(TransferPlanRow.Of);
            return await ListFile.OfAsync(kind, session?.Title ?? "all", "-transfer-plans", rows.ToAsyncEnumerable(), ct);
        }
        response.Headers["X-Total-Count"] = $"{await found.CountAsync(ct)}";
        var shown = await found.Skip(page.Offset).Take(page.Limit ?? DefaultLimit).ToListAsync(ct);
        return TypedResults.Ok(shown.Select(TransferPlanBody.Of));
    }

    private static async Task<IResult> FindAsync(
        [FromRoute(Name = "plan_id")] Guid planId, TransferPlans plans, CancellationToken ct) =>
        await plans.FindAsync(planId, ct) is { } plan
            ? TypedResults.Ok(PlanWithLinesBody.Of(plan, await plans.LinesAsync(planId, ct)))
            : Problems.NotFound("transfer plan");

    private static async Task<IResult> UnmetAsync(
        [FromRoute(Name = "plan_id")] Guid planId, [WordValue("As what", "json", "csv", "xlsx")] string? format,
        TransferPlans plans, PlanningSessions sessions, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await plans.FindAsync(planId, ct) is not { } plan || await sessions.FindAsync(plan.SessionId, ct) is not { } session)
            return Problems.NotFound("transfer plan");
        var outcome = ProposalDrafts.OutcomeOf(plan);
        response.Headers["X-Total-Count"] = $"{outcome.UnmetCount}";
        return await ListFile.AnswerAsync(kind, session.Title, "-unmet", outcome.Unmet.Select(UnmetBody.Of), ct);
    }

    private static async Task<IResult> ExportAsync(
        [FromRoute(Name = "plan_id")] Guid planId, [WordValue("The kind of file", "csv", "xlsx")] string? format,
        TransferPlans plans, PlanningSessions sessions, ProposalExport export, CancellationToken ct)
    {
        var query = new QueryText();
        var kind = query.Word("format", format, "csv", "xlsx");
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await plans.FindAsync(planId, ct) is not { } plan || await sessions.FindAsync(plan.SessionId, ct) is not { } session)
            return Problems.NotFound("transfer plan");
        return await ListFile.OfAsync(kind, session.Title, "-proposals", export.RowsAsync(plan, ct), ct);
    }

    private static async Task<IResult> RecommendAsync(
        RecommendBody body, PlanningSessions sessions, PolicyProposals policy, Proposals proposals, TransferPlans plans, Actor actor,
        CancellationToken ct)
    {
        if (body.FindProblems() is { Count: > 0 } errors) return Problems.Invalid(errors);
        var (sessionId, start, end) = (body.SessionId!.Value, body.Start!.Value, body.End!.Value);
        if (start > end) return TypedResults.Problem("start is after end.", statusCode: StatusCodes.Status400BadRequest);
        if (!await sessions.ExistsAsync(sessionId, ct)) return Problems.NotFound("planning session");
        if (body.MethodOrPolicy != MoveMethod.Policy || body.Make == true)
            return await ProposeAsync(body, proposals, plans, actor, ct);
        var lines = await policy.RecommendAsync(sessionId, start, end, body.ToFilter(), ct);
        if (await plans.CreateAsync(sessionId, start, end, lines, actor, ct) is not { } plan) return Problems.NotFound("planning session");
        return TypedResults.Created($"/api/transfer-plans/{plan.Id}", PlanWithLinesBody.Of(plan, await plans.LinesAsync(plan.Id, ct)));
    }

    private static async Task<IResult> ProposeAsync(
        RecommendBody body, Proposals proposals, TransferPlans plans, Actor actor, CancellationToken ct)
    {
        var sessionId = body.SessionId!.Value;
        var order = new ProposalOrder(
            body.Make == true ? ProposalMode.MoveThenMake : ProposalMode.Move, body.MethodOrPolicy, ProductionAim.Safety, body.Start!.Value,
            body.End!.Value, await proposals.ScopeOfAsync(sessionId, body.ToFilter(), ct));
        return await proposals.FindAsync(sessionId, order, actor, ct) is { } id && await plans.FindAsync(id, ct) is { } plan
            ? TypedResults.Created($"/api/transfer-plans/{id}", PlanWithLinesBody.Of(plan, await plans.LinesAsync(id, ct)))
            : Problems.NotFound("planning session");
    }

    private static async Task<IResult> ReplaceLinesAsync(
        [FromRoute(Name = "plan_id")] Guid planId, PlanLinesBody body, TransferPlans plans, Actor actor, CancellationToken ct)
    {
        if (body.FindProblems() is { Count: > 0 } errors) return Problems.Invalid(errors);
        var result = await plans.ReplaceLinesAsync(planId, [.. body.Lines!.Select(line => line!.ToOrder())], actor, ct);
        return result is PlanResult.Done ? TypedResults.Ok(new OkBody(true)) : Refuse(result);
    }

    private static async Task<IResult> SetStatusAsync(
        [FromRoute(Name = "plan_id")] Guid planId, PlanStatusBody body, TransferPlans plans, Actor actor, CancellationToken ct)
    {
        var words = SnakeName.All<TransferPlanStatus>();
        if (body.Status is null || !words.Contains(body.Status))
            return Problems.Invalid("status", $"Write one of {string.Join(", ", words)}.");
        var result = await plans.SetStatusAsync(planId, SnakeName.Parse<TransferPlanStatus>(body.Status), actor, ct);
        return result is PlanResult.Done done ? TypedResults.Ok(AppliedPlanBody.Of(done)) : Refuse(result);
    }

    private static ProblemHttpResult Refuse(PlanResult result) => result switch
    {
        PlanResult.Invalid invalid => Problems.Invalid(invalid.Errors),
        PlanResult.IsApplied => Problems.Conflict("The transfer plan is applied; cancel it first."),
        _ => Problems.NotFound("transfer plan"),
    };
}
