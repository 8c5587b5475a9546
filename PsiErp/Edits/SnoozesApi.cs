using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Planning;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Edits;

/// <summary>JSON routes of alerts that are put off.</summary>
internal static class SnoozesApi
{
    /// <summary>Maps <c>snoozes</c>.</summary>
    public static void MapSnoozes(this IEndpointRouteBuilder psi)
    {
        var snoozes = psi.MapGroup("/{session_id:guid}/snoozes");
        snoozes.MapGet("", ListAsync).WithSummary("Alerts that are put off, the soonest to come back first")
            .WithDescription("Those whose day has come are listed too, until the alert is put off again or this is deleted.")
            .ProducesProblem(404);
        snoozes.MapPut("", SetAsync).WithSummary("Put an alert of a series off until a day")
            .WithDescription("Lists that are asked with snoozed=hide leave the series out until then, unless something graver comes up. "
                + "It replaces what was said of this alert of the series before. Without an owner it is who asks. A potential "
                + "stock-out is put off as stock_out.")
            .ProducesProblem(404).ProducesProblem(422);
        snoozes.MapDelete("/{snooze_id:guid}", EndAsync).WithSummary("List the alert again").ProducesProblem(404);
    }

    private static async Task<Results<Ok<IEnumerable<SnoozeBody>>, ProblemHttpResult>> ListAsync(
        [SessionInPath] Guid sessionId, PlanningSessions sessions, AlertSnoozes snoozes, CancellationToken ct) =>
        await sessions.ExistsAsync(sessionId, ct)
            ? TypedResults.Ok((await snoozes.List(sessionId).ToListAsync(ct)).Select(SnoozeBody.Of))
            : Problems.NotFound("planning session");

    private static async Task<Results<Ok<SnoozeBody>, ProblemHttpResult>> SetAsync(
        [SessionInPath] Guid sessionId, SnoozeRequest body, AlertSnoozes snoozes, Actor actor, CancellationToken ct)
    {
        var query = new QueryText();
        var order = body.ToOrder(query);
        foreach (var problem in snoozes.Check(order)) query.Errors.TryAdd(FieldOf(problem), [TextOf(problem)]);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        return await snoozes.SetAsync(sessionId, order, actor, ct) is { } snooze
            ? TypedResults.Ok(SnoozeBody.Of(snooze))
            : Problems.NotFound("planning session or series");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        [SessionInPath] Guid sessionId, [FromRoute(Name = "snooze_id")] Guid snoozeId, AlertSnoozes snoozes, Actor actor,
        CancellationToken ct) =>
        await snoozes.EndAsync(sessionId, snoozeId, actor, ct) is null ? Problems.NotFound("snooze") : TypedResults.NoContent();

    private static string FieldOf(SnoozeProblem problem) => problem switch
    {
        SnoozeProblem.AlertUnknown => "alert",
        SnoozeProblem.UntilTooEarly => "until",
        SnoozeProblem.OwnerTooLong => "owner",
        _ => "reason",
    };

    private static string TextOf(SnoozeProblem problem) => problem switch
    {
        SnoozeProblem.AlertUnknown => $"Write one of {string.Join(", ", AlertSnoozes.Kinds.Select(SnakeName.Of))}.",
        SnoozeProblem.UntilTooEarly => "Write a day after today.",
        SnoozeProblem.ReasonMissing => "Say why it can wait.",
        SnoozeProblem.ReasonTooLong => $"The reason is longer than {AlertSnooze.MaxReason} characters.",
        _ => $"The owner's name is longer than {ChangeSet.MaxUsername} characters.",
    };
}

/// <summary>An alert to be put off, on the wire.</summary>
[RequestBody]
public sealed record SnoozeRequest
{
    [Required]
    public string? SkuCode { get; init; }

    public string? WarehouseName { get; init; }
    public string? Channel { get; init; }

    /// <summary>stock_out, shortage, over, surplus_order, count_differs or data.</summary>
    [Required]
    public string? Alert { get; init; }

    /// <summary>The day that it is listed again on.</summary>
    [Required]
    public string? Until { get; init; }

    [Required]
    public string? Reason { get; init; }

    /// <summary>Who looks after it; left out, who asks.</summary>
    public string? Owner { get; init; }

    internal SnoozeOrder ToOrder(QueryText query) => new(
        new SeriesKey(SkuCode ?? "", WarehouseName ?? "", Channel ?? ""),
        query.WordOrNone("alert", Alert, [.. SnakeName.All<SeriesAlert>()]) is { } word ? SnakeName.Parse<SeriesAlert>(word) : null,
        query.Date("until", Until), Reason, Owner);
}

/// <summary>An alert that is put off, on the wire.</summary>
public sealed record SnoozeBody(
    Guid SnoozeId, string SkuCode, string WarehouseName, string Channel, string Alert, DateOnly Until, string Owner, string Reason,
    DateTimeOffset CreatedAt, string CreatedByUsername)
{
    internal static SnoozeBody Of(AlertSnooze snooze) => new(
        snooze.Id, snooze.SkuCode, snooze.WarehouseName, snooze.Channel, SnakeName.Of(snooze.Alert), snooze.Until, snooze.Owner,
        snooze.Reason, snooze.CreatedAt, snooze.CreatedByUsername);
}
