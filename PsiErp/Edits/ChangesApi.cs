using System.ComponentModel;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Hosting;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Edits;

/// <summary>JSON routes of the change sets of a session.</summary>
internal static class ChangesApi
{
    private const int DefaultLimit = 500;
    private const int MaxLimit = 5000;

    /// <summary>Maps <c>changes</c>.</summary>
    public static void MapChanges(this IEndpointRouteBuilder psi)
    {
        var changes = psi.MapGroup("/{session_id:guid}/changes");
        changes.MapGet("", ListAsync).WithSummary("The change sets of a session, newest first")
            .WithDescription("X-Total-Count holds the whole count. cells is how many values changed, or how many series got other ranks. "
                + "The file has a row for every changed value; those of ranks have fw_rank or ss_rank as their field and no date.")
            .Produces<ChangeBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
            .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429)
            .RequireRateLimiting(UserLimits.Answers);
        changes.MapGet("/{change_id:guid}", FindAsync).WithSummary("A change set with its cells or ranks")
            .WithDescription("limit and offset are about the cells, or the series that got other ranks, of which X-Total-Count holds "
                + "the whole count.")
            .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429).RequireRateLimiting(UserLimits.Answers);
        changes.MapPatch("/{change_id:guid}", NoteAsync).WithSummary("Say why a change was made").ProducesProblem(404).ProducesProblem(422);
        const string Kept = "Cells that somebody changed since stay as they are; the first 200 of them are told.";
        Reverse(changes.MapPost("/{change_id:guid}/undo", UndoAsync)).WithSummary("Take a change back, whoever made it")
            .WithDescription($"An undo is a change itself; undoing that does the first one again. {Kept}");
        Reverse(changes.MapPost("/{change_id:guid}/redo", RedoAsync)).WithSummary("Do a change again that was taken back")
            .WithDescription(Kept);
    }

    private static RouteHandlerBuilder Reverse(RouteHandlerBuilder route) => route.RequireRateLimiting(UserLimits.Jobs)
        .ProducesProblem(404).ProducesProblem(409).ProducesProblem(429);

    private static async Task<IResult> ListAsync(
        [SessionInPath] Guid sessionId, [AsParameters] ChangeQuery filter, [AsParameters] PageQuery paging,
        [WordValue("As what; a file holds every cell and rank of all changes", "json", "csv", "xlsx")] string? format,
        PlanningSessions sessions, ChangeSets changes, ChangeExport export, Settings settings, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var page = query.Page(paging.Limit, paging.Offset, DefaultLimit, MaxLimit);
        var which = filter.ToFilter(query, settings);
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return Problems.NotFound("planning session");
        if (kind != "json")
            return await ListFile.OfAsync(kind, session.Title, "-changes", export.ChangesAsync(sessionId, which, ct), ct);

        var found = changes.List(sessionId, which);
        response.Headers["X-Total-Count"] = $"{await found.CountAsync(ct)}";
        var shown = await found.Skip(page.Offset).Take(page.Limit ?? MaxLimit).ToListAsync(ct);
        return new JsonArray<ChangeSet>(
            shown.ToAsyncEnumerable(), (json, change) => JsonSerializer.Serialize(json, ChangeBody.Of(change), Json.Options));
    }

    private static async Task<Results<Ok<ChangeBody>, ProblemHttpResult>> FindAsync(
        [SessionInPath] Guid sessionId, [FromRoute(Name = "change_id")] Guid changeId, [AsParameters] PageQuery paging,
        ChangeSets changes, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var page = query.Page(paging.Limit, paging.Offset, DefaultLimit, MaxLimit);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await changes.FindAsync(sessionId, changeId, ct) is not { } change) return Problems.NotFound("change");
        response.Headers["X-Total-Count"] = $"{change.Cells}";
        var cells = await changes.Cells(sessionId, changeId).Skip(page.Offset).Take(page.Limit ?? MaxLimit).ToListAsync(ct);
        var ranks = await changes.Ranks(sessionId, changeId).Skip(page.Offset).Take(page.Limit ?? MaxLimit).ToListAsync(ct);
        return TypedResults.Ok(ChangeBody.Of(change, cells) with
        {
            Ranks = ranks.Count > 0 ? [.. ranks.Select(ChangedRankBody.Of)] : null,
        });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> NoteAsync(
        [SessionInPath] Guid sessionId, [FromRoute(Name = "change_id")] Guid changeId, NoteBody body, ChangeSets changes,
        CancellationToken ct)
    {
        if (body.Note?.Length > ChangeSet.MaxNote) return Problems.Invalid(ChangeSets.NoteTooLong());
        return await changes.NoteAsync(sessionId, changeId, body.Note, ct) ? TypedResults.NoContent() : Problems.NotFound("change");
    }

    private static async Task<Results<Ok<ReversalBody>, ProblemHttpResult>> UndoAsync(
        [SessionInPath] Guid sessionId, [FromRoute(Name = "change_id")] Guid changeId, ChangeSets changes, Actor actor,
        CancellationToken ct) => Answer(await changes.UndoAsync(sessionId, changeId, actor, ct));

    private static async Task<Results<Ok<ReversalBody>, ProblemHttpResult>> RedoAsync(
        [SessionInPath] Guid sessionId, [FromRoute(Name = "change_id")] Guid changeId, ChangeSets changes, Actor actor,
        CancellationToken ct) => Answer(await changes.RedoAsync(sessionId, changeId, actor, ct));

    private static Results<Ok<ReversalBody>, ProblemHttpResult> Answer(ReversalResult result) => result switch
    {
        ReversalResult.Done done => TypedResults.Ok(ReversalBody.Of(done)),
        ReversalResult.AlreadyUndone => Problems.Conflict("This change has been taken back already; redo does it again."),
        ReversalResult.NotUndone => Problems.Conflict("This change has not been taken back, so that it can't be done again."),
        _ => Problems.NotFound("change"),
    };
}

/// <summary>Query parameters that narrow changes.</summary>
internal readonly record struct ChangeQuery(
    [FromQuery(Name = "username")][property: Description("Part of the name of who did it")] string? Username,
    [FromQuery(Name = "sku_code")][property: Description("Part of the code of a SKU that it changed")] string? SkuCode,
    [FromQuery(Name = "kind")][property: WordValue("What was done", "edit", "paste", "scale", "shift", "fill_to_safety",
        "fill_to_standard", "copy_from", "take_over", "take_back", "move", "apply_plan", "cancel_plan", "undo", "redo", "comment",
        "comment_removed", "rank", "add", "set", "spread", "average", HasDefault = false)]
    string? Kind,
    [FromQuery(Name = "start_date")][property: DayValue("Done on this day or later")] string? StartDate,
    [FromQuery(Name = "end_date")][property: DayValue("Done on this day or earlier")] string? EndDate)
{
    public ChangeFilter ToFilter(QueryText query, Settings settings)
    {
        var kind = query.WordOrNone("kind", Kind, [.. SnakeName.All<ChangeKind>()]);
        var (from, _) = query.Moment("start_date", StartDate, settings.TimeZone);
        var (last, after) = query.Moment("end_date", EndDate, settings.TimeZone);
        return new ChangeFilter(Username, SkuCode, kind is null ? null : SnakeName.Parse<ChangeKind>(kind), from, after ?? last);
    }
}

/// <summary>
/// A change set on the wire; its changed cells, and ranks if it gave any, are there when it is asked for by itself.
/// </summary>
public sealed record ChangeBody(
    Guid ChangeId,
    string Kind,
    DateTimeOffset At,
    string? Username,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note,
    int Cells,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SkuCode,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? Undoes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? UndoneBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CellBody>? Changed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ChangedRankBody>? Ranks = null)
{
    internal static ChangeBody Of(ChangeSet change, IEnumerable<EditLogEntry>? cells = null) => new(
        change.Id, SnakeName.Of(change.Kind), change.At, change.Username, change.Note, change.Cells, change.SkuCode, change.Undoes,
        change.UndoneBy, cells is null ? null : [.. cells.Select(CellBody.Of)]);
}

/// <summary>A changed value. Null is "as imported".</summary>
public sealed record CellBody(
    string SkuCode, string WarehouseName, string Channel, DateOnly Date, string Field, decimal? OldValue, decimal? NewValue)
{
    internal static CellBody Of(EditLogEntry entry) => new(
        entry.SkuCode, entry.WarehouseName, entry.Channel, entry.Date, entry.Field, entry.OldValue, entry.NewValue);
}

/// <summary>The ranks of a series before and after a change. Null is none.</summary>
public sealed record ChangedRankBody(
    string SkuCode, string WarehouseName, string Channel, string? FwRankBefore, string? FwRank, string? SsRankBefore, string? SsRank)
{
    internal static ChangedRankBody Of(RankChange rank) => new(
        rank.SkuCode, rank.WarehouseName, rank.Channel, rank.FwBefore, rank.FwAfter, rank.SsBefore, rank.SsAfter);
}

/// <summary>Why a change was made.</summary>
[RequestBody]
public sealed record NoteBody(string? Note);

/// <summary>What taking a change back did.</summary>
/// <param name="ChangeId">The change that did it; null when every cell stayed.</param>
/// <param name="Undone">Cells that were put back.</param>
/// <param name="KeptCount">Cells that stayed.</param>
/// <param name="Kept">The first of those.</param>
public sealed record ReversalBody(Guid? ChangeId, int Undone, int KeptCount, IReadOnlyList<KeptBody> Kept)
{
    internal static ReversalBody Of(ReversalResult.Done done) =>
        new(done.Change?.Id, done.Undone, done.KeptCount, [.. done.Kept.Select(KeptBody.Of)]);
}

/// <summary>A cell that stayed as it is; why is <c>changed_since</c> or <c>already_so</c>.</summary>
public sealed record KeptBody(
    string SkuCode,
    string WarehouseName,
    string Channel,
    DateOnly Date,
    string Field,
    string Why,
    decimal? Current,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ChangedByUsername,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ChangedAt)
{
    internal static KeptBody Of(KeptCell cell) => new(
        cell.Series.SkuCode, cell.Series.WarehouseName, cell.Series.Channel, cell.Date, cell.Field,
        SnakeName.Of(cell.Why), cell.Current, cell.ChangedBy, cell.ChangedAt);
}
