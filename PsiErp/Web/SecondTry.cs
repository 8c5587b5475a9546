using System.Diagnostics;
using PsiErp.Data.Providers;

namespace PsiErp.Web;

/// <summary>
/// Answers a read once more when the database broke a connection that had been kept for it: after the database has been
/// restarted or the network was cut, the first to ask would otherwise be told of it. So it is when a replica failed. What may change
/// something is never repeated.
/// </summary>
internal sealed partial class SecondTry(
    RequestDelegate next, IDatabase database, IServiceScopeFactory scopes, ILogger<SecondTry> log)
{
    /// <summary>Whoever has waited so long already is told, rather than kept waiting twice as long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
            return;
        }
        catch (Exception problem) when (ReplicaReads.HaveFailed(context) || database.IsUnreachable(problem))
        {
            var isOfReplica = ReplicaReads.HaveFailed(context);
            if (!isOfReplica) database.ForgetConnections(context.RequestServices, problem);
            if (!IsRepeatable(context) || (!isOfReplica && Stopwatch.GetElapsedTime(started) > Patience)) throw;
            Again(log, problem.GetBaseException().Message);
        }
        await TryAgainAsync(context);
    }

    private static bool IsRepeatable(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && !HasBegun(context.Response) && !context.RequestAborted.IsCancellationRequested;

    /// <summary>Also what compression or a writer still keeps back would come before a second answer.</summary>
    private static bool HasBegun(HttpResponse response) =>
        response.HasStarted || response.Headers.ContentEncoding.Count > 0
        || response.BodyWriter is { CanGetUnflushedBytes: true, UnflushedBytes: > 0 };

    /// <summary>With services of its own: those of the first try remember how it failed, the sign-in handler among them.</summary>
    private async Task TryAgainAsync(HttpContext context)
    {
        var first = context.RequestServices;
        await using var scope = scopes.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        context.Response.StatusCode = StatusCodes.Status200OK;
        try
        {
            await next(context);
        }
        finally
        {
            context.RequestServices = first;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Reads once more, since the connection to the database broke or a replica failed: {Reason}")]
    private static partial void Again(ILogger log, string reason);
}
