using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Moves;

/// <summary>JSON routes of stock moves.</summary>
internal static class MovesApi
{
    /// <summary>Registers the use cases.</summary>
    public static IServiceCollection AddMoves(this IServiceCollection services) => services
        .AddScoped<StockMoves>().AddScoped<MoveLists>().AddScoped<DonorWarnings>()
        .AddScoped<TransferPlans>().AddScoped<PolicyProposals>()
        .AddScoped<SkuStocks>().AddScoped<Proposals>().AddScoped<ProposalDrafts>().AddScoped<ProposalExport>();

    /// <summary>Maps <c>moves</c> of a session, <c>/api/channel-transfers</c> and <c>/api/transfer-plans</c>.</summary>
    public static void MapMoves(this IEndpointRouteBuilder routes)
    {
        var moves = routes.MapPsiGroup().MapGroup("/{session_id:guid}/moves");
        moves.MapGet("", ListAsync).WithSummary("The stock moves of a session, by day, SKU and where they go")
            .WithDescription("X-Total-Count holds the whole count. start_date and end_date leave those that are under way between them.")
            .RequireRateLimiting(UserLimits.Answers)
            .Produces<MoveBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
            .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
        moves.MapPost("", AddAsync).WithSummary("Move stock to another warehouse or channel")
            .WithDescription("Without arrives_on it arrives after the days of the lane between the warehouses. A move that takes its donor "
                + "under zero or under safety stock is taken, with warnings. It is a change set: undo takes it back.")
            .Produces<AddedMoveBody>(201).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        moves.MapDelete("/{id:guid}", RemoveAsync).WithSummary("Take a stock move back").Produces(204).ProducesProblem(404);
        routes.MapGroup("/api/channel-transfers").WithTags("Channel transfers").RequireAuthorization().MapChannelTransfers();
        routes.MapGroup("/api/transfer-plans").WithTags("Transfer plans").RequireAuthorization().MapTransferPlans();
    }

    private static async Task<IResult> ListAsync(
        [SessionInPath] Guid sessionId, [AsParameters] MoveQuery filter, [AsParameters] PageQuery paging,
        [WordValue("As what; a file holds all moves", "json", "csv", "xlsx")] string? format,
        PlanningSessions sessions, MoveLists lists, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var page = query.Page(paging.Limit, paging.Offset, fallback: null);
        var which = filter.ToFilter(query);
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return Problems.NotFound("planning session");
        var found = lists.Moves(sessionId, which);
        if (kind != "json")
            return await ListFile.OfAsync(kind, session.Title, "-moves", lists.ReadAsync(found, ct).Select(MoveBody.Of), ct);
        response.Headers["X-Total-Count"] = $"{await found.CountAsync(ct)}";
        return new JsonArray<MoveRow>(
            lists.ReadAsync(found.Skip(page.Offset).Take(page.Limit ?? int.MaxValue), ct),
            (json, row) => JsonSerializer.Serialize(json, MoveBody.Of(row), Json.Options));
    }

    private static async Task<IResult> AddAsync(
        [SessionInPath] Guid sessionId, NewMoveBody body, StockMoves moves, MoveLists lists, Actor actor, CancellationToken ct)
    {
        if (body.FindProblems() is { Count: > 0 } errors) return Problems.Invalid(errors);
        var result = await moves.AddAsync(sessionId, body.ToOrder(), actor, ct);
        if (result is not MoveResult.Done done) return Refuse(result);
        return await lists.FindAsync(sessionId, done.Move.Id, ct) is { } row
            ? TypedResults.Created($"/api/psi/{sessionId}/moves/{done.Move.Id}", AddedMoveBody.Of(row, done))
            : Problems.NotFound("move");
    }

    private static async Task<IResult> RemoveAsync(
        [SessionInPath] Guid sessionId, Guid id, StockMoves moves, Actor actor, CancellationToken ct) =>
        await moves.RemoveAsync(sessionId, id, actor, ct) is var result && result is MoveResult.Done
            ? TypedResults.NoContent()
            : Refuse(result);

    /// <summary>Why nothing was done.</summary>
    internal static ProblemHttpResult Refuse(MoveResult result) => result switch
    {
        MoveResult.Invalid invalid => Problems.Invalid(invalid.Flaws.GroupBy(flaw => flaw.Field)
            .ToDictionary(field => field.Key, field => field.Select(flaw => flaw.Flaw.Message()).ToArray())),
        MoveResult.Taken => Problems.Conflict("There is a channel transfer of this SKU, warehouse, day and channels already."),
        MoveResult.NoSuchSession => Problems.NotFound("planning session"),
        _ => Problems.NotFound("move"),
    };
}

/// <summary>Query parameters that narrow moves.</summary>
internal readonly record struct MoveQuery(
    [FromQuery(Name = "sku_code")][property: Description("Part of the SKU code, in any case")] string? SkuCode,
    [FromQuery(Name = "warehouse_name")][property: Description("Part of the name of a warehouse that it leaves or goes to")]
    string? WarehouseName,
    [FromQuery(Name = "channel")][property: Description("Part of a channel that it leaves or goes to")] string? Channel,
    [FromQuery(Name = "start_date")][property: DayValue("Arrives on this day or later")] string? StartDate,
    [FromQuery(Name = "end_date")][property: DayValue("Leaves on this day or earlier")] string? EndDate,
    [FromQuery(Name = "plan_id")][property: Description("Of this transfer plan")] Guid? PlanId)
{
    public MoveFilter ToFilter(QueryText query) => new()
    {
        SkuCode = SkuCode,
        Warehouse = WarehouseName,
        Channel = Channel,
        From = query.Date("start_date", StartDate),
        To = query.Date("end_date", EndDate),
        PlanId = PlanId,
    };
}

/// <summary>A move to make.</summary>
[RequestBody]
public sealed record NewMoveBody(
    [property: Required] string? SkuCode, [property: Required] string? FromWarehouse, [property: Required] string? FromChannel,
    [property: Required] string? ToWarehouse, [property: Required] string? ToChannel, [property: Required] DateOnly? LeavesOn,
    DateOnly? ArrivesOn, [property: Required] decimal? Qty, string? Note)
{
    internal Dictionary<string, string[]> FindProblems()
    {
        var errors = new Dictionary<string, string[]>();
        foreach (var (name, value) in new (string, object?)[]
        {
            ("sku_code", SkuCode), ("from_warehouse", FromWarehouse), ("from_channel", FromChannel), ("to_warehouse", ToWarehouse),
            ("to_channel", ToChannel), ("leaves_on", LeavesOn), ("qty", Qty),
        })
        {
            if (value is null) errors[name] = [$"A move needs {name}."];
        }
        return errors;
    }

    internal MoveOrder ToOrder() => new(
        new SeriesKey(SkuCode!, FromWarehouse!, FromChannel!), ToWarehouse!, ToChannel!, LeavesOn!.Value, ArrivesOn, Qty!.Value, Note);
}

/// <summary>A stock move on the wire.</summary>
public record MoveBody(
    Guid Id, Guid SessionId, string SkuCode, string FromWarehouse, string FromChannel, string ToWarehouse, string ToChannel,
    DateOnly LeavesOn, DateOnly ArrivesOn, decimal Qty,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? PlanId,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CreatedByUsername,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UpdatedByUsername)
{
    internal static MoveBody Of(MoveRow row) => new(
        row.Move.Id, row.Move.SessionId, row.Move.SkuCode, row.Move.FromWarehouse, row.Move.FromChannel, row.Move.ToWarehouse,
        row.Move.ToChannel, row.Move.LeavesOn, row.Move.ArrivesOn, row.Move.Qty, row.Move.Note, row.Move.PlanId, row.Move.CreatedAt,
        row.Move.UpdatedAt, row.CreatedBy, row.UpdatedBy);
}

/// <summary>A stock move that was made, with the change set that it is and what it does to its donor.</summary>
public sealed record AddedMoveBody : MoveBody
{
    private AddedMoveBody(MoveBody move) : base(move)
    {
    }

    /// <summary>The change set, by which it is undone.</summary>
    [JsonPropertyOrder(1)]
    public required Guid? ChangeId { get; init; }

    /// <summary>What it does to its donor.</summary>
    [JsonPropertyOrder(1)]
    public required IReadOnlyList<MoveWarningBody> Warnings { get; init; }

    internal static AddedMoveBody Of(MoveRow row, MoveResult.Done done) => new(Of(row))
    {
        ChangeId = done.ChangeId,
        Warnings = [.. done.Warnings.Select(MoveWarningBody.Of)],
    };
}

/// <summary>A donor that is left with too little; kind is <c>below_zero</c> or <c>below_safety</c>.</summary>
public sealed record MoveWarningBody(
    string Kind, string SkuCode, string WarehouseName, string Channel, DateOnly Date, decimal StockClosing,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? SafetyStock)
{
    internal static MoveWarningBody Of(MoveWarning warning) => new(
        warning.IsStockOut ? "below_zero" : "below_safety", warning.Donor.SkuCode, warning.Donor.WarehouseName, warning.Donor.Channel,
        warning.Date, warning.Closing, warning.Safety);
}
