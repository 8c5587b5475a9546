using System.ComponentModel.DataAnnotations;
using System.Net.Mime;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Hosting;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Security;
using PsiErp.Web;

namespace PsiErp.Edits;

/// <summary>JSON routes that change plans.</summary>
internal static class EditsApi
{
    /// <summary>Registers the use cases.</summary>
    public static IServiceCollection AddEdits(this IServiceCollection services) => services
        .AddScoped<PlanEdits>().AddScoped<EditLists>().AddScoped<AgreedEdits>()
        .AddScoped<ChangeSets>().AddScoped<ChangeExport>()
        .AddScoped<PlanActions>().AddSingleton<ActionProgress>().AddScoped<SeriesTakeOver>()
        .AddScoped<SkuRanking>().AddScoped<AlertSnoozes>().AddScoped<Comments>();

    /// <summary>Maps <c>POST edits/apply</c>, <c>GET log</c> and <c>/api/psi-edits</c>.</summary>
    public static void MapEdits(this IEndpointRouteBuilder routes)
    {
        var psi = routes.MapPsiGroup();
        psi.MapPost("/{session_id:guid}/edits/apply", ApplyAsync)
            .WithSummary("Set overrides, all or none")
            .WithDescription(
                "A missing or null value means back to the imported value. With seen, the values that the caller saw, a " +
                "cell that someone else changed meanwhile is 409 and nothing is applied; without it the last write wins.")
            .ProducesProblem(404).Produces<ConflictProblem>(409, "application/problem+json").ProducesProblem(422);
        psi.MapPost("/{session_id:guid}/edits/take-back-agreed", TakeBackAsync)
            .WithSummary("Take back the overrides that the imported plan agrees with, as one change set")
            .WithDescription("A value that an extract brings too needs no override, which would hide what the next one says. cells "
                + "is how many values there were; the plan stays what it is.")
            .RequireRateLimiting(UserLimits.Jobs).ProducesProblem(404).ProducesProblem(429);
        psi.MapGet("/{session_id:guid}/log", EditListsApi.LogAsync).WithSummary("The append-only log of changes, newest first")
            .RequireRateLimiting(UserLimits.Answers)
            .Produces<LogBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
            .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
        psi.MapChanges();
        psi.MapActions();
        psi.MapRanks();
        psi.MapSnoozes();
        psi.MapComments();
        routes.MapGroup("/api/psi-edits").WithTags("PSI edits").RequireAuthorization().MapEditLists();
    }

    private static async Task<Results<Ok<AppliedBody>, ProblemHttpResult>> ApplyAsync(
        [SessionInPath] Guid sessionId,
        EditsBody body, PlanEdits plan, Settings settings, Actor actor, CancellationToken ct)
    {
        if (body.FindProblems() is { Count: > 0 } errors) return Problems.Invalid(errors);
        return await plan.ApplyAsync(sessionId, [.. body.Edits!.Select(edit => edit!.ToEdit())], actor, ct, note: body.Note) switch
        {
            EditResult.Applied done => TypedResults.Ok(AppliedBody.Of(done, actor, settings)),
            EditResult.Invalid invalid => Problems.Invalid(invalid.Errors),
            EditResult.Conflict conflict => Refuse(conflict),
            _ => Problems.NotFound("planning session"),
        };
    }

    private static async Task<Results<Ok<ChangeBody>, ProblemHttpResult>> TakeBackAsync(
        [SessionInPath] Guid sessionId, AgreedEdits agreed, Actor actor, CancellationToken ct) =>
        await agreed.TakeBackAsync(sessionId, actor, ct) is { } change
            ? TypedResults.Ok(ChangeBody.Of(change))
            : Problems.NotFound("planning session");

    private static ProblemHttpResult Refuse(EditResult.Conflict conflict) => Problems.Conflict(
        "Someone else changed what you were looking at; nothing was applied.",
        new Dictionary<string, object?>
        {
            ["conflicts"] = conflict.Cells.Select(cell => new ConflictBody(
                cell.Edit.Series.SkuCode, cell.Edit.Series.WarehouseName, cell.Edit.Series.Channel, cell.Edit.Date, cell.Field.WireName(),
                cell.Seen, cell.Current, cell.ChangedBy, cell.ChangedAt)),
        });
}

/// <summary>Edits to apply.</summary>
[RequestBody]
public sealed record EditsBody([property: Required] EditList? Edits, string? Note = null)
{
    internal Dictionary<string, string[]> FindProblems()
    {
        if (Edits is null) return new() { ["edits"] = ["Send the edits as the array 'edits'."] };
        if (Edits.IsTooLong) return PlanEdits.TooMany();
        if (Note?.Length > ChangeSet.MaxNote) return ChangeSets.NoteTooLong();
        return Edits
            .Select((edit, index) => (Index: index, Problem: edit is null ? "An edit is an object." : edit.FindProblem()))
            .Where(edit => edit.Problem is not null)
            .Take(PlanEdits.MaxProblems)
            .ToDictionary(edit => $"edits[{edit.Index}]", edit => new[] { edit.Problem! });
    }
}

/// <summary>The edits of a call, as far as they are looked at.</summary>
public sealed class EditList() : BodyList<EditBody?>(PlanEdit.MaxPerCall);

/// <summary>The override of a day: its three values are set as given.</summary>
[RequestBody]
public sealed record EditBody(
    [property: Required] string? SkuCode,
    [property: Required] string? WarehouseName,
    [property: Required] string? Channel,
    [property: Required] DateOnly? Date,
    decimal? InboundQty,
    decimal? OutboundQty,
    decimal? SafetyStock,
    SeenBody? Seen)
{
    internal string? FindProblem() =>
        SkuCode is null || WarehouseName is null || Channel is null || Date is null
            ? "An edit needs sku_code, warehouse_name, channel and date."
            : null;

    internal PlanEdit ToEdit() => new(new SeriesKey(SkuCode!, WarehouseName!, Channel!), Date!.Value)
    {
        [EditField.InboundQty] = new FieldEdit(InboundQty, SeenValue.IfGiven(Seen?.InboundQty)),
        [EditField.OutboundQty] = new FieldEdit(OutboundQty, SeenValue.IfGiven(Seen?.OutboundQty)),
        [EditField.SafetyStock] = new FieldEdit(SafetyStock, SeenValue.IfGiven(Seen?.SafetyStock)),
    };
}

/// <summary>The effective values that the caller saw; those left out are not checked.</summary>
[RequestBody]
public sealed record SeenBody(decimal? InboundQty, decimal? OutboundQty, decimal? SafetyStock);

/// <summary>What applying edits did.</summary>
public sealed record AppliedBody(
    int Applied,
    int LogEntries,
    Guid? ChangeId,
    Guid? LastEditedBy,
    string? LastEditedByUsername,
    DateTimeOffset? LastEditedAt)
{
    internal static AppliedBody Of(EditResult.Applied done, Actor actor, Settings settings) => settings.ExposeAuditFields
        ? new AppliedBody(done.Rows, done.LogEntries, done.ChangeId, actor.Id, actor.Username, done.At)
        : new AppliedBody(done.Rows, done.LogEntries, done.ChangeId, null, null, null);
}

/// <summary>The problem details of edits that were made of what is no longer there.</summary>
public sealed class ConflictProblem : ProblemDetails
{
    public required IReadOnlyList<ConflictBody> Conflicts { get; init; }
}

/// <summary>A cell that someone else changed meanwhile.</summary>
public sealed record ConflictBody(
    string SkuCode,
    string WarehouseName,
    string Channel,
    DateOnly Date,
    string Field,
    decimal? Seen,
    decimal? Current,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ChangedByUsername,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ChangedAt);
