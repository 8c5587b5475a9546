using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PsiErp.Accounts;
using PsiErp.Edits;
using PsiErp.Sessions;

namespace PsiErp.Docs;

/// <summary>What the types alone don't tell of the wire.</summary>
internal static class ApiSchemas
{
    /// <summary>
    /// Bodies are read leniently, so that what is missing is a 422 with a sentence; these are the members that they need.
    /// </summary>
    private static readonly Dictionary<Type, string[]> Needed = new()
    {
        [typeof(LoginRequest)] = ["username", "password"],
        [typeof(CodeRequest)] = ["code"],
        [typeof(PasswordRequest)] = ["current_password", "new_password"],
        [typeof(NewUser)] = ["username", "password"],
        [typeof(ChangedUser)] = [],
        [typeof(NewSession)] = ["title"],
        [typeof(SessionCopy)] = ["title"],
        [typeof(EditsBody)] = ["edits"],
        [typeof(EditBody)] = ["sku_code", "warehouse_name", "channel", "date"],
        [typeof(SeenBody)] = [],
    };

    /// <summary>The name of a type in the document; files are described where they stand.</summary>
    public static string? NameOf(JsonTypeInfo type) =>
        type.Type == typeof(Stream) || type.Type == typeof(IFormFile) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    /// <summary>A quantity: exact, so not of the format double.</summary>
    public static OpenApiSchema Quantity() => new() { Type = JsonSchemaType.Number };

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
        if (type.IsAssignableTo(typeof(ProblemDetails))) schema.AdditionalPropertiesAllowed = true;
        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object) TellRequired(schema, context.JsonTypeInfo);
        return Task.CompletedTask;
    }

    /// <summary>Members that are left out when they are null aren't required, nor are optional ones of a body.</summary>
    private static void TellRequired(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (Needed.TryGetValue(type.Type, out var needed))
        {
            schema.Required = needed.ToHashSet();
            foreach (var name in needed)
            {
                if (schema.Properties?[name] is OpenApiSchema member) member.Type &= ~JsonSchemaType.Null;
            }
            return;
        }
        foreach (var member in type.Properties.Where(IsLeftOutWhenNull)) schema.Required?.Remove(member.Name);
    }

    private static bool IsLeftOutWhenNull(JsonPropertyInfo member) => member.AttributeProvider?
        .GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
        .OfType<JsonIgnoreAttribute>().Any(ignore => ignore.Condition == JsonIgnoreCondition.WhenWritingNull) == true;
}
