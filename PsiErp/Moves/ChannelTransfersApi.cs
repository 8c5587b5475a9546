using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Hosting;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Moves;

/// <summary>JSON routes of channel transfers: the stock moves within a warehouse that arrive the day they leave.</summary>
internal static class ChannelTransfersApi
{
    private const string Route = "/{session_id:guid}/{sku_code}/{warehouse_name}/{transfer_date}/{from_channel}/{to_channel}";

    /// <summary>Maps <c>/api/channel-transfers</c>.</summary>
    public static void MapChannelTransfers(this RouteGroupBuilder transfers)
    {
        const string UpdatedAt = "updated_at is a day (changed on that day) or an ISO 8601 time (changed since then).";
        transfers.MapGet("/", ListAsync).WithSummary("Channel transfers, of one session or of all")
            .WithDescription($"{UpdatedAt} X-Total-Count holds the whole count.").RequireRateLimiting(UserLimits.Answers)
            .Produces<TransferRowBody[]>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
        transfers.MapPost("/", AddAsync).WithSummary("Move stock from one channel of a warehouse to another")
            .WithDescription("warnings are there when it takes its donor under zero or under safety stock.")
            .Produces<TransferRowBody>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        transfers.MapPut(Route, ChangeAsync).WithSummary("Change the members sent; the key may change")
            .Produces<TransferRowBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        transfers.MapDelete(Route, RemoveAsync).WithSummary("Take a channel transfer back")
            .Produces(204).ProducesProblem(404).ProducesProblem(422);
        transfers.MapGet("/{session_id:guid}/export", ExportAsync).WithSummary("The channel transfers of a session as CSV")
            .WithDescription(UpdatedAt).RequireRateLimiting(UserLimits.Jobs)
            .Produces<Stream>(200, "text/csv").ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
    }

    private static async Task<IResult> ListAsync(
        [SessionInQuery("The planning session; left out, all of them")] Guid? sessionId, [AsParameters] TransferQuery filter,
        [AsParameters] PageQuery paging, PlanningSessions sessions, MoveLists lists, Settings settings, HttpResponse response,
        CancellationToken ct)
    {
        var query = new QueryText();
        var page = query.Page(paging.Limit, paging.Offset, fallback: null);
        var which = filter.ToFilter(query, settings);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (sessionId is { } id && !await sessions.ExistsAsync(id, ct)) return Problems.NotFound("planning session");
        var found = lists.Transfers(sessionId, which);
        response.Headers["X-Total-Count"] = $"{await found.CountAsync(ct)}";
        return new JsonArray<MoveRow>(
            lists.ReadAsync(found.Skip(page.Offset).Take(page.Limit ?? int.MaxValue), ct),
            (json, row) => JsonSerializer.Serialize(json, TransferRowBody.Of(row), Json.Options));
    }

    private static async Task<IResult> AddAsync(
        NewTransferBody body, StockMoves moves, MoveLists lists, Actor actor, CancellationToken ct)
    {
        if (body.FindProblems() is { Count: > 0 } errors) return Problems.Invalid(errors);
        if (body.FromChannel == body.ToChannel) return SameChannel();
        var result = await moves.AddAsync(body.SessionId!.Value, MoveOrder.Of(body.ToKey(), body.Qty!.Value, body.Note), actor, ct);
        if (result is not MoveResult.Done done) return Refuse(result);
        return await lists.FindAsync(done.Move.SessionId, done.Move.Id, ct) is { } row
            ? TypedResults.Created(AddressOf(done.Move), TransferRowBody.Of(row, done.Warnings))
            : Problems.NotFound("channel transfer");
    }

    private static async Task<IResult> ChangeAsync(
        [AsParameters] TransferInPath path, ChangedTransferBody body, StockMoves moves, MoveLists lists, Actor actor, CancellationToken ct)
    {
        var query = new QueryText();
        if (path.ToKey(query) is not { } key) return Problems.Invalid(query.Errors);
        if (body.SessionId is { } other && other != path.SessionId)
            return Problems.Invalid("session_id", "A transfer stays in its planning session.");
        if ((body.FromChannel ?? key.FromChannel) == (body.ToChannel ?? key.ToChannel)) return SameChannel();
        var result = await moves.ChangeAsync(path.SessionId, key, body.ApplyTo, actor, ct);
        if (result is not MoveResult.Done done) return Refuse(result);
        return await lists.FindAsync(path.SessionId, done.Move.Id, ct) is { } row
            ? TypedResults.Ok(TransferRowBody.Of(row, done.Warnings))
            : Problems.NotFound("channel transfer");
    }

    private static async Task<IResult> RemoveAsync(
        [AsParameters] TransferInPath path, StockMoves moves, Actor actor, CancellationToken ct)
    {
        var query = new QueryText();
        if (path.ToKey(query) is not { } key) return Problems.Invalid(query.Errors);
        var result = await moves.RemoveAsync(path.SessionId, key, actor, ct);
        return result is MoveResult.Done ? TypedResults.NoContent() : Refuse(result);
    }

    private static async Task<IResult> ExportAsync(
        [SessionInPath] Guid sessionId, [AsParameters] TransferQuery filter,
        [FromQuery(Name = "channel"), Description("Part of a channel that it leaves or goes to")] string? channel,
        [FromQuery(Name = "include_audit"), Description("Also who and when")] bool? includeAudit,
        [Description("Whether the file begins with a byte order mark, by which Excel knows Japanese")] bool? bom,
        PlanningSessions sessions, MoveLists lists, Settings settings, CancellationToken ct)
    {
        var query = new QueryText();
        var which = filter.ToFilter(query, settings) with { Channel = channel };
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return Problems.NotFound("planning session");
        var lines = lists.ReadAsync(lists.Transfers(sessionId, which), ct).Select(row => LineOf(session, row));
        return TypedResults.Stream(
            output => TransferCsvWriter.WriteAsync(output, lines, includeAudit ?? false, bom ?? false, ct),
            "text/csv; charset=utf-8", $"channel-transfers-{sessionId}.csv");
    }

    private static ProblemHttpResult SameChannel() => TypedResults.Problem(
        "A transfer leads to another channel than it comes from.", statusCode: StatusCodes.Status400BadRequest);

    private static ProblemHttpResult Refuse(MoveResult result) =>
        result is MoveResult.NotFound ? Problems.NotFound("channel transfer") : MovesApi.Refuse(result);

    private static string AddressOf(StockMove move)
    {
        string[] names = [move.SkuCode, move.FromWarehouse, $"{move.LeavesOn:yyyy-MM-dd}", move.FromChannel, move.ToChannel];
        return $"/api/channel-transfers/{move.SessionId}/{string.Join('/', names.Select(PathNames.Encode))}";
    }

    private static TransferLine LineOf(PlanningSession session, MoveRow row) => new()
    {
        SessionTitle = session.Title,
        TransferDate = row.Move.LeavesOn,
        SkuCode = row.Move.SkuCode,
        WarehouseName = row.Move.FromWarehouse,
        FromChannel = row.Move.FromChannel,
        ToChannel = row.Move.ToChannel,
        Qty = row.Move.Qty,
        Note = row.Move.Note,
        CreatedBy = row.CreatedBy,
        UpdatedBy = row.UpdatedBy,
        CreatedAt = row.Move.CreatedAt,
        UpdatedAt = row.Move.UpdatedAt,
    };
}
