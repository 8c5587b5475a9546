using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PsiErp.Web;

/// <summary>What a route says of its answers that their types don't.</summary>
internal static class OpenApiAnswers
{
    /// <summary>That an answer may be <c>null</c>.</summary>
    public static Task MayBeNullAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (operation.Responses?.TryGetValue("200", out var answer) == true
            && answer.Content?.TryGetValue("application/json", out var body) == true && body.Schema is { } schema)
            body.Schema = new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, schema] };
        return Task.CompletedTask;
    }
}
