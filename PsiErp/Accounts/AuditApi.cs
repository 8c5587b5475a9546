using System.ComponentModel;
using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Web;

namespace PsiErp.Accounts;

/// <summary>The JSON route of the audit log, for admins.</summary>
internal static class AuditApi
{
    private const int DefaultLimit = 500;
    private const int MaxLimit = 5000;

    /// <summary>Maps <c>/api/audit</c>.</summary>
    public static void MapAudit(this IEndpointRouteBuilder routes) => routes.MapGet("/api/audit", ListAsync)
        .WithTags("Users").RequireAuthorization(AccessRules.Admins)
        .WithSummary("What happened to accounts, planning sessions and master data, newest first")
        .WithDescription($"kind is one of {string.Join(", ", SnakeName.All<AuditKind>())}; name is a part of actor or subject; address is "
            + "what it begins with. X-Total-Count says how many there are.")
        .Produces<AuditBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
        .ProducesProblem(401).ProducesProblem(403).ProducesValidationProblem(422);

    private static async Task<IResult> ListAsync(
        [Description("What happened")] string? kind,
        [Description("Part of the name of who did it, or of whom it was done to")] string? name,
        [Description("What the client's address begins with")] string? address,
        [AsParameters] PageQuery paging, [WordValue("As what; a file holds all rows", "json", "csv", "xlsx")] string? format,
        AuditLog audit, HttpResponse response, CancellationToken ct)
    {
        var query = new QueryText();
        var page = query.Page(paging.Limit, paging.Offset, DefaultLimit, MaxLimit);
        var word = query.Word("kind", kind, ["", .. SnakeName.All<AuditKind>()]);
        var file = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);

        var filter = new AuditFilter(word.Length == 0 ? null : SnakeName.Parse<AuditKind>(word), name, address);
        if (file != "json") return await ListFile.OfAsync(file, "audit", "", audit.ReadAsync(filter, ct).Select(AuditBody.Of), ct);
        var found = audit.Find(filter);
        response.Headers["X-Total-Count"] = $"{await found.CountAsync(ct)}";
        var entries = await found.Skip(page.Offset).Take(page.Limit ?? DefaultLimit).ToListAsync(ct);
        return TypedResults.Ok(entries.Select(AuditBody.Of));
    }
}

/// <summary>
/// A row of the audit log on the wire. Facts are counts and names that belong to what was done to a session; what master data was
/// and is stands in before and after.
/// </summary>
public sealed record AuditBody(
    long Id, DateTimeOffset At, string Kind, string? Actor, string? Subject, string? Address, string? Detail,
    Guid? SessionId, JsonNode? Facts, JsonNode? Before, JsonNode? After)
{
    internal static AuditBody Of(AuditEntry entry) => new(
        entry.Id, entry.At, SnakeName.Of(entry.Kind), entry.Actor, entry.Subject, entry.Address,
        entry.Detail is { } detail ? SnakeName.Of(detail) : null,
        entry.SessionId, Parse(entry.Facts), Parse(entry.Before), Parse(entry.After));

    private static JsonNode? Parse(string? json) => json is null ? null : JsonNode.Parse(json);
}
