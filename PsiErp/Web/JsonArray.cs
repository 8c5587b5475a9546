using System.Text.Json;

namespace PsiErp.Web;

/// <summary>
/// A JSON array that is written while its elements are read, so that neither waits for all of them nor holds them.
/// </summary>
/// <typeparam name="T">What is read.</typeparam>
/// <param name="elements">The elements.</param>
/// <param name="write">Writes one of them.</param>
internal sealed class JsonArray<T>(IAsyncEnumerable<T> elements, Action<Utf8JsonWriter, T> write)
    : IResult, IContentTypeHttpResult
{
    /// <summary>Bytes that may wait before they are sent.</summary>
    private const int FlushAt = 128 * 1024;

    /// <inheritdoc/>
    public string ContentType => "application/json; charset=utf-8";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, ct) = (httpContext.Response, httpContext.RequestAborted);
        await using var enumerator = elements.GetAsyncEnumerator(ct);
        // The first element is fetched before the first byte is sent: a database that is gone is still a clean 503
        var more = await enumerator.MoveNextAsync();
        response.ContentType = ContentType;
        await using var json = new Utf8JsonWriter(response.BodyWriter, Json.WriterOptions);
        json.WriteStartArray();
        var sent = 0L;
        for (; more; more = await enumerator.MoveNextAsync())
        {
            write(json, enumerator.Current);
            // The JSON writer calls bytes committed as soon as the response has them, which keeps them until it is flushed
            if (json.BytesCommitted + json.BytesPending - sent < FlushAt) continue;
            await json.FlushAsync(ct);
            await response.BodyWriter.FlushAsync(ct);
            sent = json.BytesCommitted;
        }
        json.WriteEndArray();
    }
}
