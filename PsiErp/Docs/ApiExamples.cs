using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PsiErp.Web;

namespace PsiErp.Docs;

/// <summary>
/// A call that works. Together, in their order, the examples are a story that tests live through; the document and
/// the cookbook show them.
/// </summary>
public sealed record ApiExample
{
    /// <summary>What the caller wants, as a heading.</summary>
    public required string Title { get; init; }

    public required string Method { get; init; }

    /// <summary>The route as the document has it.</summary>
    public required string Path { get; init; }

    /// <summary>Parameters of path and query; <c>{name}</c> stands for what an earlier example has kept.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The JSON body.</summary>
    public JsonNode? Json { get; init; }

    /// <summary>A file to upload, as seen from a checkout.</summary>
    public string? File { get; init; }

    public required int Status { get; init; }

    /// <summary>Members of the answer to keep, by the name they are kept under.</summary>
    public IReadOnlyDictionary<string, string> Keep { get; init; } = new Dictionary<string, string>();
}

/// <summary>The examples of the document.</summary>
public static class ApiExamples
{
    private static readonly Lazy<IReadOnlyList<ApiExample>> Known = new(Read);

    /// <summary>All of them, in the order in which they work.</summary>
    public static IReadOnlyList<ApiExample> All => Known.Value;

    /// <summary>Shows an operation's example, where it has one.</summary>
    internal static void Attach(OpenApiOperation operation, string method, string path)
    {
        if (All.FirstOrDefault(example => example.Method == method && example.Path == path) is not { } example) return;
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (example.Parameters.TryGetValue(parameter.Name!, out var value) && !value.Contains('{', StringComparison.Ordinal))
                parameter.Example = JsonValue.Create(value);
        }
        if (operation.RequestBody?.Content?.TryGetValue("application/json", out var body) == true) body.Example = example.Json?.DeepClone();
    }

    private static List<ApiExample> Read()
    {
        using var file = typeof(ApiExamples).Assembly.GetManifestResourceStream("PsiErp.Docs.examples.json")!;
        return JsonSerializer.Deserialize<List<ApiExample>>(file, Json.Options)!;
    }
}
