using System.Text.Json;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PsiErp.Pages.Docs;

/// <summary>The description of the JSON routes, for people to read.</summary>
public sealed class ApiModel([FromKeyedServices("v1")] IOpenApiDocumentProvider documents) : PageModel
{
    private static readonly JsonSerializerOptions Indented = new(Json.Options) { WriteIndented = true };

    public OpenApiDocument Document { get; private set; } = null!;

    /// <summary>The operations by subject, in the order of their routes.</summary>
    public IReadOnlyList<IGrouping<string, ApiCall>> Subjects { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Document = await documents.GetOpenApiDocumentAsync(ct);
        // The routes at /api/auth are those at /auth
        var calls =
            from path in Document.Paths
            where !path.Key.StartsWith("/api/auth", StringComparison.Ordinal)
            from operation in path.Value.Operations ?? []
            select new ApiCall(operation.Key.Method, path.Key, operation.Value);
        Subjects = [.. calls.GroupBy(call => call.Operation.Tags?.FirstOrDefault()?.Name ?? "")];
    }

    /// <summary>A type in a word: <c>string (date)</c>, <c>SessionBody[]</c>.</summary>
    public static string NameOf(IOpenApiSchema? schema) => schema switch
    {
        null => "",
        OpenApiSchemaReference reference => reference.Reference.Id ?? "",
        { Items: { } items } => $"{NameOf(items)}[]",
        { OneOf.Count: > 0 } => string.Join(" | ", schema.OneOf.Select(NameOf)),
        { Enum.Count: > 0 } => string.Join(" | ", schema.Enum.Select(word => word.ToString())),
        _ => (schema.Type?.ToIdentifiers() ?? []).Order(StringComparer.Ordinal).Aggregate("", (all, one) => all.Length == 0 ? one : $"{one} | {all}")
            + (schema.Format is null ? "" : $" ({schema.Format})"),
    };

    /// <summary>The type of a body or an answer, and the media types it comes in.</summary>
    public static string ContentOf(IDictionary<string, OpenApiMediaType>? content) => content is not { Count: > 0 }
        ? ""
        : $"{NameOf(content.First().Value.Schema)} · {string.Join(", ", content.Keys)}";

    /// <summary>The example of a JSON body.</summary>
    public static string? ExampleOf(IOpenApiRequestBody? body) =>
        body?.Content?.TryGetValue("application/json", out var json) == true ? json.Example?.ToJsonString(Indented) : null;
}

/// <summary>An operation with its address.</summary>
public sealed record ApiCall(string Method, string Path, OpenApiOperation Operation);
