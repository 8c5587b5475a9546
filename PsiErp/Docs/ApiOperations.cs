using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PsiErp.Docs;

/// <summary>Completes operations: what is the same for all of them, and an example of each.</summary>
internal static partial class ApiOperations
{
    private const string Problem = "application/problem+json";

    /// <summary>Completes one operation.</summary>
    public static Task CompleteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? []) ApiParameters.Complete(parameter, context);
        foreach (var parameter in ApiParameters.ByField(context)) (operation.Parameters ??= []).Add(parameter);
        if (ApiDocument.NeedsSignIn(context))
        {
            operation.Security = ApiDocument.SignedIn(context.Document);
            AddProblem(operation, context, "401", "Unauthorized");
        }
        if (operation.RequestBody is not null) AddProblem(operation, context, "400", "Bad Request");
        if (Answer(operation, "422") is { } invalid) DescribeInvalid(invalid, context);
        if (Answer(operation, "429") is { } blocked) blocked.Headers = Header("Retry-After", "Seconds to wait");
        if (Answer(operation, "200") is { } list && operation.Parameters?.Any(parameter => parameter.Name == "limit") == true)
            list.Headers = Header("X-Total-Count", "How many there are without limit and offset");
        var path = PathOf(context);
        ApiExamples.Attach(operation, context.Description.HttpMethod!, path);
        // The page at /docs/api shows them once
        if (path.StartsWith("/api/auth/", StringComparison.Ordinal)) operation.AddExtension("x-scalar-ignore", new JsonNodeExtension(true));
        return Task.CompletedTask;
    }

    /// <summary>The path as the document has it: without the constraints of the route.</summary>
    private static string PathOf(OpenApiOperationTransformerContext context) =>
        "/" + Constraint().Replace(context.Description.RelativePath ?? "", "}").TrimEnd('/');

    private static OpenApiResponse? Answer(OpenApiOperation operation, string status) =>
        operation.Responses?.TryGetValue(status, out var answer) == true ? answer as OpenApiResponse : null;

    private static void AddProblem(OpenApiOperation operation, OpenApiOperationTransformerContext context, string status,
        string description)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Problem] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemDetails), context.Document) },
            },
        });
    }

    /// <summary>The problems of a body or query are named by member; those of a file have a shape of their own.</summary>
    private static void DescribeInvalid(OpenApiResponse invalid, OpenApiOperationTransformerContext context)
    {
        if (invalid.Content?.TryGetValue(Problem, out var body) == true
            && body.Schema is OpenApiSchemaReference { Reference.Id: nameof(ProblemDetails) })
            body.Schema = new OpenApiSchemaReference(nameof(HttpValidationProblemDetails), context.Document);
    }

    private static Dictionary<string, IOpenApiHeader> Header(string name, string description) => new()
    {
        [name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
    };

    [GeneratedRegex(":[a-z]+}")]
    private static partial Regex Constraint();
}
