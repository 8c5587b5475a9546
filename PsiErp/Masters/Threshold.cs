using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PsiErp.Masters;

/// <summary>A number that may be sent as one or as text, and is answered as text with 6 decimals, as the prototype did.</summary>
/// <param name="Value">The number; null when the text is none.</param>
[JsonConverter(typeof(Converter))]
public sealed record Threshold(decimal? Value)
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <inheritdoc/>
    public override string ToString() => Value?.ToString("F6", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Reads a text.</summary>
    public static Threshold Parse(string? text) =>
        new(decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var value) ? value : null);

    private sealed class Converter : JsonConverter<Threshold>
    {
        /// <inheritdoc/>
        public override Threshold Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.Number => new Threshold(reader.TryGetDecimal(out var value) ? value : null),
                JsonTokenType.String => Parse(reader.GetString()),
                _ => throw new JsonException(),
            };

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, Threshold value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
