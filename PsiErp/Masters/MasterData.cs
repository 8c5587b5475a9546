using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PsiErp.Data;

namespace PsiErp.Masters;

/// <summary>
/// What is known of a product, customer or supplier: a JSON object with any members. Those that PsiErp knows are read by
/// their names; all others are kept.
/// </summary>
public sealed class MasterData
{
    /// <summary>Most bytes of the object.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int UsualBytes = 1024;
    private const int UsualCharacters = 256;

    /// <summary>Most characters of a code or name that lists show.</summary>
    private const int MaxShown = 255;

    /// <summary>So that whoever looks into the table sees text of every script; answers are written as all others are.</summary>
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the thread writes objects with: a file makes tens of thousands of them.</summary>
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json)? _writer;

    private MasterData(string text, JsonElement members) => (Text, Members) = (text, members);

    /// <summary>The object without white space.</summary>
    public string Text { get; }

    /// <summary>The object.</summary>
    public JsonElement Members { get; }

    /// <summary>The member <c>code</c>, as plans would have it; empty where there is none.</summary>
    public string Code => CodeOf(Members);

    /// <summary>The member <c>name</c>; empty where there is none.</summary>
    public string Name => Cut(TextOf(Members, "name")?.Trim() ?? "");

    /// <summary>The values inside, folded for searching.</summary>
    public string SearchKey
    {
        get
        {
            var texts = new StringBuilder(UsualCharacters);
            Gather(Members, texts);
            return SeriesFilter.Fold(texts.ToString());
        }
    }

    /// <summary>A record of this data.</summary>
    public MasterRecord ToRecord(string type, Guid id, DateTimeOffset createdAt, DateTimeOffset updatedAt) => new()
    {
        Id = id,
        MasterType = type,
        Code = Code,
        Name = Name,
        Data = Text,
        SearchKey = SearchKey,
        CreatedAt = createdAt,
        UpdatedAt = updatedAt,
    };

    /// <summary>The member <c>code</c> of data, as plans would have it; empty where there is none.</summary>
    public static string CodeOf(JsonElement data) => Cut(MasterErrors.Tidy(TextOf(data, "code")));

    /// <summary>Data that has been kept before.</summary>
    public static JsonElement Parse(string text) => JsonElement.Parse(text);

    /// <summary>Looks whether data can be kept.</summary>
    /// <param name="data">As it was sent.</param>
    /// <param name="problem">What is wrong, in a sentence.</param>
    /// <returns>The data; null when it can't be kept.</returns>
    public static MasterData? Read(JsonElement? data, out string? problem)
    {
        if (data is not { ValueKind: JsonValueKind.Object } members)
        {
            problem = "Send data, a JSON object.";
            return null;
        }
        problem = ProblemOf(members);
        if (problem is not null) return null;

        if (Write(members.WriteTo) is not { } bytes)
        {
            problem = $"data has more than {MaxBytes / 1024} KiB.";
            return null;
        }
        return new MasterData(Encoding.UTF8.GetString(bytes.WrittenSpan), members);
    }

    /// <summary>Data whose texts have been looked at, by what writes it; null when they are more than can be kept.</summary>
    public static MasterData? Of(Action<Utf8JsonWriter> write) => Write(write) is { } bytes
        ? new MasterData(Encoding.UTF8.GetString(bytes.WrittenSpan), JsonElement.Parse(bytes.WrittenSpan))
        : null;

    /// <summary>A member as text: strings as they are, numbers as they are written; null for all else.</summary>
    public static string? TextOf(JsonElement members, string name) => members.TryGetProperty(name, out var member) ? TextOf(member) : null;

    /// <summary>A value as text; null for what is neither text nor number.</summary>
    public static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>The bytes of an object without white space, until the thread writes the next one; null when they are too many.</summary>
    private static ArrayBufferWriter<byte>? Write(Action<Utf8JsonWriter> write)
    {
        var (bytes, json) = _writer ?? NewWriter();
        bytes.ResetWrittenCount();
        json.Reset();
        // What fails in the midst, or is too large, leaves nothing that is used again
        _writer = null;
        write(json);
        json.Flush();
        if (bytes.WrittenCount > MaxBytes) return null;
        _writer = (bytes, json);
        return bytes;
    }

    private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json) NewWriter()
    {
        var bytes = new ArrayBufferWriter<byte>(UsualBytes);
        return (bytes, new Utf8JsonWriter(bytes, Readable));
    }

    private static string? ProblemOf(JsonElement members)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var member in members.EnumerateObject())
            {
                if (!names.Add(member.Name)) return $"data has the member '{Shorten(member.Name)}' twice.";
                if (HasNul(member)) return "data can't hold NUL characters.";
            }
            return null;
        }
        catch (InvalidOperationException)
        {
            return "data has a text with half a character (a lone surrogate).";
        }
    }

    private static bool HasNul(JsonProperty member) => member.Name.Contains('\0') || HasNul(member.Value);

    private static bool HasNul(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Contains('\0'),
        JsonValueKind.Array => value.EnumerateArray().Any(HasNul),
        JsonValueKind.Object => value.EnumerateObject().Any(HasNul),
        _ => false,
    };

    private static void Gather(JsonElement value, StringBuilder texts)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray()) Gather(element, texts);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Gather(member.Value, texts);
                break;
            case JsonValueKind.String or JsonValueKind.Number:
                texts.Append(TextOf(value)).Append('\n');
                break;
        }
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string Cut(string text)
    {
        if (text.Length <= MaxShown) return text;
        // Half a surrogate pair can't be stored
        return text[..(char.IsHighSurrogate(text[MaxShown - 1]) ? MaxShown - 1 : MaxShown)];
    }
}
