using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace PsiErp.Web;

/// <summary>
/// What a query parameter takes, for the description of the routes. Routes read parameters as text, so that a wrong one
/// is a 422 with a sentence: their types alone would tell nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
internal abstract class QueryValueAttribute(string description) : DescriptionAttribute(description)
{
    /// <summary>A new schema of its values.</summary>
    public abstract OpenApiSchema Schema { get; }
}

/// <summary>A day: <c>YYYY-MM-DD</c>.</summary>
internal sealed class DayValueAttribute(string description) : QueryValueAttribute(description)
{
    /// <inheritdoc/>
    public override OpenApiSchema Schema => new() { Type = JsonSchemaType.String, Format = "date" };
}

/// <summary>A quantity: exact, so not of the format double.</summary>
internal sealed class QuantityValueAttribute(string description) : QueryValueAttribute(description)
{
    /// <inheritdoc/>
    public override OpenApiSchema Schema => new() { Type = JsonSchemaType.Number };
}

/// <summary>A whole number of at least <paramref name="minimum"/>.</summary>
internal sealed class WholeValueAttribute(int minimum, string description) : QueryValueAttribute(description)
{
    /// <inheritdoc/>
    public override OpenApiSchema Schema => new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = $"{minimum}" };
}

/// <summary>Any text.</summary>
internal sealed class TextValueAttribute(string description) : QueryValueAttribute(description)
{
    /// <inheritdoc/>
    public override OpenApiSchema Schema => new() { Type = JsonSchemaType.String };
}

/// <summary>Metadata of a route: query parameters that begin alike and end with a field, each with any text.</summary>
/// <param name="Name">What the description calls them together.</param>
/// <param name="Prefix">What each begins with.</param>
/// <param name="Fields">What each may end with.</param>
/// <param name="Description">What they say.</param>
internal sealed record FieldParameters(string Name, string Prefix, string[] Fields, string Description);

/// <summary>One of a few words.</summary>
internal sealed class WordValueAttribute(string description, params string[] words) : QueryValueAttribute(description)
{
    /// <summary>Whether the first is meant when it is left out.</summary>
    public bool HasDefault { get; set; } = true;

    /// <inheritdoc/>
    public override OpenApiSchema Schema => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. words.Select(word => JsonValue.Create(word))],
        Default = HasDefault ? JsonValue.Create(words[0]) : null,
    };
}

/// <summary>The planning session that a path names.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
internal sealed class SessionInPathAttribute() : DescriptionAttribute("The planning session"), IFromRouteMetadata
{
    /// <inheritdoc/>
    public string Name => "session_id";
}

/// <summary>The planning session that a query names.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
internal sealed class SessionInQueryAttribute(string description = "The planning session")
    : DescriptionAttribute(description), IFromQueryMetadata
{
    /// <inheritdoc/>
    public string Name => "session_id";
}

/// <summary>
/// A body that is read leniently, so that what is missing is a 422 with a sentence. The members that it needs carry
/// <see cref="System.ComponentModel.DataAnnotations.RequiredAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RequestBodyAttribute : Attribute;
