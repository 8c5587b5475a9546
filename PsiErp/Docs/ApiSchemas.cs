using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PsiErp.Masters;
using PsiErp.Web;

namespace PsiErp.Docs;

/// <summary>What the types alone don't tell of the wire.</summary>
internal static class ApiSchemas
{
    /// <summary>The name of a type in the document; files are described where they stand.</summary>
    public static string? NameOf(JsonTypeInfo type) =>
        type.Type == typeof(Stream) || type.Type == typeof(IFormFile) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    /// <summary>Completes the schema of a type.</summary>
    public static Task CompleteAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(decimal) || type == typeof(decimal?))
        {
            schema.Type = type == typeof(decimal) ? JsonSchemaType.Number : JsonSchemaType.Number | JsonSchemaType.Null;
            schema.Format = null;
            schema.Pattern = null;
        }
        if (type == typeof(JsonElement) || type == typeof(JsonElement?)) schema.Type = JsonSchemaType.Object;
        if (type == typeof(JsonNode)) schema.Type = JsonSchemaType.Object | JsonSchemaType.Null;
        if (type == typeof(Threshold)) schema.Type = JsonSchemaType.String | JsonSchemaType.Number;
        if (type.IsAssignableTo(typeof(ProblemDetails))) schema.AdditionalPropertiesAllowed = true;
        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object) TellRequired(schema, context.JsonTypeInfo);
        return Task.CompletedTask;
    }

    /// <summary>Members that are left out when they are null aren't required, nor are optional ones of a body.</summary>
    private static void TellRequired(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (!type.Type.IsDefined(typeof(RequestBodyAttribute), inherit: false))
        {
            foreach (var member in type.Properties.Where(IsLeftOutWhenNull)) schema.Required?.Remove(member.Name);
            return;
        }
        schema.Required = type.Properties.Where(Has<RequiredAttribute>).Select(member => member.Name).ToHashSet();
        foreach (var name in schema.Required)
        {
            if (schema.Properties?[name] is OpenApiSchema member) member.Type &= ~JsonSchemaType.Null;
        }
    }

    private static bool Has<T>(JsonPropertyInfo member) => member.AttributeProvider?.IsDefined(typeof(T), inherit: true) == true;

    private static bool IsLeftOutWhenNull(JsonPropertyInfo member) => member.AttributeProvider?
        .GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
        .OfType<JsonIgnoreAttribute>().Any(ignore => ignore.Condition == JsonIgnoreCondition.WhenWritingNull) == true;
}
