using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Hosting;
using PsiErp.Plan;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Edits;

/// <summary>JSON routes that list overrides and changes.</summary>
internal static class EditListsApi
{
    private const int DefaultLogLimit = 500;
    private const int MaxLogLimit = 5000;

    /// <summary>Maps <c>/api/psi-edits</c>.</summary>
    public static void MapEditLists(this RouteGroupBuilder edits)
    {
        const string UpdatedAt = "updated_at is a day (changed on that day) or an ISO 8601 time (changed since then).";
        edits.MapGet("/", ListAsync).WithSummary("Today's overrides, of one session or of all").WithDescription(UpdatedAt)
            .RequireRateLimiting(UserLimits.Answers)
            .Produces<EditRowBody[]>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
        edits.MapGet("/{session_id:guid}/export", ExportAsync).WithSummary("Today's overrides as CSV").WithDescription(UpdatedAt)
            .RequireRateLimiting(UserLimits.Jobs)
            .Produces<Stream>(200, "text/csv").ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
    }

    // The log of a session
    public static async Task<IResult> LogAsync(
        [SessionInPath] Guid sessionId,
        [AsParameters] SeriesQuery series, [Description("Part of the name of who changed it")] string? username,
        [AsParameters] PageQuery paging, [WordValue("As what; a file holds all changes", "json", "csv", "xlsx")] string? format,
        PlanningSessions sessions, DeletedSessions deleted, EditLists lists, ChangeExport export, Actor actor, HttpResponse response,
        CancellationToken ct)
    {
        var query = new QueryText();
        var page = query.Page(paging.Limit, paging.Offset, DefaultLogLimit, MaxLogLimit);
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        // Admins see what was changed in a session that somebody deleted
        if ((await sessions.FindAsync(sessionId, ct) ?? (actor.IsAdmin ? await deleted.FindAsync(sessionId, ct) : null)) is not { } session)
            return Problems.NotFound("planning session");
        if (kind != "json")
            return await ListFile.OfAsync(kind, session.Title, "-log", export.LogAsync(sessionId, series.ToFilter(), username, ct), ct);

        var log = lists.Log(sessionId, series.ToFilter(), username);
        var count = await log.CountAsync(ct);
        // No connection waits for the reader, and it is never more than a few thousand
        var entries = await log.Skip(page.Offset).Take(page.Limit ?? MaxLogLimit).ToListAsync(ct);
        return Rows(entries.ToAsyncEnumerable(), count, response, LogBody.Of);
    }

    private static async Task<IResult> ListAsync(
        [SessionInQuery("The planning session; left out, all of them")] Guid? sessionId,
        [AsParameters] EditQuery edits, [AsParameters] PageQuery paging,
        PlanningSessions sessions, EditLists lists, Settings settings, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var page = query.Page(paging.Limit, paging.Offset, fallback: null);
        var filter = edits.ToFilter(query, settings);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (sessionId is { } id && !await sessions.ExistsAsync(id, ct)) return Problems.NotFound("planning session");

        var found = lists.Edits(sessionId, filter);
        var count = await found.CountAsync(ct);
        var shown = found.Skip(page.Offset).Take(page.Limit ?? int.MaxValue);
        return Rows(lists.ReadAsync(shown, ct), count, response, edit => EditRowBody.Of(edit, settings));
    }

    private static async Task<IResult> ExportAsync(
        [SessionInPath] Guid sessionId, [AsParameters] EditQuery edits,
        [FromQuery(Name = "include_audit"), Description("Also who and when")] bool? includeAudit,
        [Description("Whether the file begins with a byte order mark, by which Excel knows Japanese")] bool? bom,
        PlanningSessions sessions, EditLists lists, Settings settings, CancellationToken ct)
    {
        var query = new QueryText();
        var filter = edits.ToFilter(query, settings);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return Problems.NotFound("planning session");

        var lines = lists.ReadAsync(lists.Edits(sessionId, filter), ct).Select(edit => LineOf(session, edit));
        return TypedResults.Stream(
            output => EditCsvWriter.WriteAsync(output, lines, includeAudit ?? false, bom ?? false, ct),
            "text/csv; charset=utf-8", $"psi-edits-{sessionId}.csv");
    }

    private static JsonArray<TRow> Rows<TRow,
        TBody>(IAsyncEnumerable<TRow> rows, int count, HttpResponse response, Func<TRow, TBody> toBody)
    {
        response.Headers["X-Total-Count"] = $"{count}";
        return new JsonArray<TRow>(rows, (json, row) => JsonSerializer.Serialize(json, toBody(row), Json.Options));
    }

    private static EditLine LineOf(PlanningSession session, EditRow edit) => new()
    {
        SessionTitle = session.Title,
        Date = edit.Date,
        SkuCode = edit.SkuCode,
        WarehouseName = edit.WarehouseName,
        Channel = edit.Channel,
        InboundQty = edit.InboundQty,
        OutboundQty = edit.OutboundQty,
        SafetyStock = edit.SafetyStock,
        CreatedBy = edit.CreatedByUsername,
        UpdatedBy = edit.UpdatedByUsername,
        CreatedAt = edit.CreatedAt,
        UpdatedAt = edit.UpdatedAt,
    };
}

/// <summary>Query parameters that narrow overrides.</summary>
internal readonly record struct EditQuery(
    [FromQuery(Name = "sku_code")][property: Description("Part of the SKU code; upper or lower case and width make no difference")]
    string? SkuCode,
    [FromQuery(Name = "warehouse_name")][property: Description("Part of the warehouse's name")] string? WarehouseName,
    [FromQuery(Name = "channel")][property: Description("Part of the channel's name")] string? Channel,
    [FromQuery(Name = "updated_at")][property: Description("A day (changed on that day) or an ISO 8601 time (changed since then)")]
    string? UpdatedAt,
    [FromQuery(Name = "username")][property: Description("Part of the name of who changed it")] string? Username)
{
    public EditFilter ToFilter(QueryText query, Settings settings)
    {
        var (from, before) = query.Moment("updated_at", UpdatedAt, settings.TimeZone);
        return new EditFilter(new SeriesFilter(SkuCode, WarehouseName, Channel), from, before, Username);
    }
}

/// <summary>An override on the wire. The ids of users are there with <c>EXPOSE_AUDIT_FIELDS</c> only.</summary>
public sealed record EditRowBody(
    Guid Id,
    Guid SessionId,
    string SkuCode,
    string WarehouseName,
    string Channel,
    DateOnly Date,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? InboundQty,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? OutboundQty,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? SafetyStock,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CreatedByUsername,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UpdatedByUsername,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? CreatedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? UpdatedBy)
{
    internal static EditRowBody Of(EditRow edit, Settings settings) => new(
        edit.Id, edit.SessionId, edit.SkuCode, edit.WarehouseName, edit.Channel, edit.Date, edit.InboundQty,
        edit.OutboundQty, edit.SafetyStock, edit.CreatedAt, edit.UpdatedAt, edit.CreatedByUsername, edit.UpdatedByUsername,
        settings.ExposeAuditFields ? edit.CreatedBy : null, settings.ExposeAuditFields ? edit.UpdatedBy : null);
}

/// <summary>A line of the log on the wire. A null value is "as imported".</summary>
public sealed record LogBody(
    long Id,
    DateTimeOffset At,
    string? Username,
    string SkuCode,
    string WarehouseName,
    string Channel,
    DateOnly Date,
    string Field,
    decimal? OldValue,
    decimal? NewValue,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? ChangeId)
{
    internal static LogBody Of(EditLogEntry entry) => new(
        entry.Id, entry.At, entry.Username, entry.SkuCode, entry.WarehouseName, entry.Channel, entry.Date, entry.Field,
        entry.OldValue, entry.NewValue, entry.ChangeSetId);
}
