using System.Security.Cryptography;
using System.Text.Json;
using PsiErp.Web;

namespace PsiErp.Masters;

/// <summary>
/// Tells versions of a record apart: a hash of what the wire says of it, so that nothing has to be stored, and who puts
/// something back to what it was has changed nothing.
/// </summary>
public static class RecordTag
{
    private const int Bytes = 12;

    /// <summary>The tag of a record, with the quotes of an <c>ETag</c>.</summary>
    public static string Of<T>(T value) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, Json.Options)).AsSpan(0, Bytes))}\"";
}

/// <summary>Which version of a record a change is meant for.</summary>
/// <param name="Tags">Tags, any of which will do, or <c>*</c>; null when any version will do.</param>
public sealed record SeenVersion(IReadOnlyList<string>? Tags)
{
    /// <summary>Whatever it is by now.</summary>
    public static readonly SeenVersion Any = new((IReadOnlyList<string>?)null);

    /// <summary>What a request says by <c>If-Match</c>.</summary>
    public static ValueTask<SeenVersion> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        return new(header.Count == 0 ? Any : new SeenVersion([.. header.ToString().Split(',', StringSplitOptions.TrimEntries)]));
    }

    /// <summary>What a form has seen; any version when it does not say.</summary>
    public static SeenVersion Of(string? tag) => string.IsNullOrEmpty(tag) ? Any : new([tag]);

    /// <summary>Whether a record is one of those.</summary>
    public bool Is<T>(T value) => Tags is null || Tags.Contains("*") || Tags.Contains(RecordTag.Of(value));
}
