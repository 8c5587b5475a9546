using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using PsiErp.Planning;

namespace PsiErp.Web;

/// <summary>How the wire writes things: snake_case, quantities exact and without trailing zeros.</summary>
public static class Json
{
    /// <summary>Text of every script as it is, in UTF-8; what HTML would take for markup stays escaped.</summary>
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>How answers that are written by hand begin.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = Encoder };

    /// <summary>The same options for what is written by hand.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Registers the wire's JSON options for the routes.</summary>
    public static IServiceCollection AddWireJson(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));

    /// <summary>Writes a quantity as a number.</summary>
    public static void WriteQuantity(Utf8JsonWriter writer, decimal value)
    {
        Span<byte> text = stackalloc byte[Quantity.MaxFormatted];
        writer.WriteRawValue(text[..Quantity.Format(value, text)], skipInputValidation: true);
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        return options;
    }

    private static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.Encoder = Encoder;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new QuantityConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }

    /// <summary>Decimals as JSON numbers, never through a binary float.</summary>
    private sealed class QuantityConverter : JsonConverter<decimal>
    {
        /// <inheritdoc/>
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDecimal();

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            WriteQuantity(writer, value);
    }
}
