using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace PsiErp.Docs;

/// <summary>
/// What query parameters take. Routes read them as text, so that a wrong one is a 422 with a sentence; their names mean the
/// same everywhere.
/// </summary>
internal static class ApiParameters
{
    private static readonly Dictionary<string, (Func<OpenApiSchema> Schema, string Description)> Known = new()
    {
        ["session_id"] = (() => new() { Type = JsonSchemaType.String, Format = "uuid" }, "The planning session"),
        ["id"] = (() => new() { Type = JsonSchemaType.String, Format = "uuid" }, "The id"),
        ["sku_code"] = (Text, "Part of the SKU code; upper or lower case and width make no difference"),
        ["warehouse_name"] = (Text, "Part of the warehouse's name"),
        ["channel"] = (Text, "Part of the channel's name"),
        ["search"] = (Text, "Part of the title, the description, or the creator's or last changer's user name"),
        ["username"] = (Text, "Part of the name of who changed it"),
        ["start_date"] = (Date, "First day"),
        ["end_date"] = (Date, "Last day"),
        ["updated_at"] = (Text, "A day (changed on that day) or an ISO 8601 time (changed since then)"),
        ["starting_inventory"] = (ApiSchemas.Quantity, "Stock before the first day; left out, what the data says, else 0"),
        ["limit"] = (() => Whole(1), "How many at most"),
        ["offset"] = (() => Whole(0), "How many to leave out first"),
        ["mode"] = (() => Word("merge", "replace-dates", "replace-all"), "What happens to the rows that are there"),
        ["format"] = (() => Word("csv", "xlsx"), "The kind of file"),
        ["alert"] = (() => Word("any", "stock_out", "shortage", "over", "none"), "Only series with this alert"),
        ["sort"] = (Text, "The column; a leading - turns the order round"),
        ["include_audit"] = (() => new() { Type = JsonSchemaType.Boolean }, "Also who and when"),
    };

    /// <summary>Completes a parameter of an operation.</summary>
    public static void Complete(OpenApiParameter parameter)
    {
        if (!Known.TryGetValue(parameter.Name ?? "", out var known)) return;
        parameter.Schema = known.Schema();
        parameter.Description ??= known.Description;
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Date() => new() { Type = JsonSchemaType.String, Format = "date" };

    private static OpenApiSchema Whole(int minimum) => new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = $"{minimum}" };

    /// <summary>One of a few words; the first is meant when it is left out.</summary>
    private static OpenApiSchema Word(params string[] words) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. words.Select(word => JsonValue.Create(word))],
        Default = JsonValue.Create(words[0]),
    };
}
