using System.Diagnostics;

namespace PsiErp.Hosting;

/// <summary>
/// Gives every request an id, which goes into its log lines, into <c>X-Request-ID</c> of its answer, into problem
/// details and onto error pages; and writes a line when it is done, a warning when that took long.
/// </summary>
/// <remarks>A line holds nothing about people: no query, which may name them, no address, no user.</remarks>
internal sealed partial class RequestLog(RequestDelegate next, Settings settings, ILogger<RequestLog> log)
{
    private const string Header = "X-Request-ID";
    private const int MaxLength = 64;

    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        // As it came: a page that explains an error answers at an address of its own
        var path = context.Request.Path;
        context.TraceIdentifier = GivenId(context.Request) ?? Guid.NewGuid().ToString("N");
        context.Response.OnStarting(SendId, context);
        using var scope = log.BeginScope("RequestId:{RequestId}", context.TraceIdentifier);
        try
        {
            await next(context);
        }
        finally
        {
            Write(context, path, Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>The id that a client or a router in front has given, when it is fit to be repeated.</summary>
    private static string? GivenId(HttpRequest request)
    {
        var id = request.Headers[Header].ToString();
        return id.Length is > 0 and <= MaxLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? id : null;
    }

    private static Task SendId(object state)
    {
        var context = (HttpContext)state;
        context.Response.Headers[Header] = context.TraceIdentifier;
        return Task.CompletedTask;
    }

    private void Write(HttpContext context, PathString path, TimeSpan took)
    {
        // Balancers ask every few seconds, and know the answer
        if (path.StartsWithSegments("/health")) return;
        var level = IsSlow(context, took) ? LogLevel.Warning : LogLevel.Information;
        if (!log.IsEnabled(level)) return;
        // Percent-encoded, so that no address can begin a line of its own
        var (method, address) = (context.Request.Method, path.ToUriComponent());
        var (status, milliseconds) = (context.Response.StatusCode, (long)took.TotalMilliseconds);
        if (level == LogLevel.Warning) Slow(log, method, address, status, milliseconds);
        else Done(log, method, address, status, milliseconds);
    }

    /// <summary>An upload takes as long as its file needs, a stream as long as somebody looks: no reason to worry.</summary>
    private bool IsSlow(HttpContext context, TimeSpan took) =>
        settings.SlowRequest > TimeSpan.Zero && took >= settings.SlowRequest && context.Response.ContentType != "text/event-stream"
        && context.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) != true;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Path} {Status} in {Milliseconds} ms")]
    private static partial void Done(ILogger log, string method, string path, int status, long milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slow request: {Method} {Path} {Status} in {Milliseconds} ms")]
    private static partial void Slow(ILogger log, string method, string path, int status, long milliseconds);
}
