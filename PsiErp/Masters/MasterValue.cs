using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>What a cell holds, as it is kept: a text, a number, a flag or nothing.</summary>
public readonly record struct MasterValue
{
    private readonly string? _text;
    private readonly decimal? _number;
    private readonly bool? _flag;

    /// <summary>A text.</summary>
    public MasterValue(string text) => _text = text;

    /// <summary>A number, normalized.</summary>
    public MasterValue(decimal number) => _number = number;

    /// <summary>A flag.</summary>
    public MasterValue(bool flag) => _flag = flag;

    /// <summary>Writes it as JSON; null for nothing.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        if (_text is not null) json.WriteStringValue(_text);
        else if (_number is { } number) Json.WriteQuantity(json, number);
        else if (_flag is { } flag) json.WriteBooleanValue(flag);
        else json.WriteNullValue();
    }

    /// <summary>It as a member of a JSON object; null for nothing.</summary>
    public JsonNode? ToNode() =>
        _text is not null ? JsonValue.Create(_text) : _number is { } number ? JsonValue.Create(number) : JsonValue.Create(_flag);

    /// <inheritdoc/>
    public override string ToString() =>
        _text ?? _number?.ToString(CultureInfo.InvariantCulture) ?? (_flag is { } flag ? flag ? "true" : "false" : "");
}
