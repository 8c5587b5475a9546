using System.Data.Common;
using PsiErp.Data;
using PsiErp.Data.Providers;
using PsiErp.Hosting;

namespace PsiErp.Web;

/// <summary>Says that what a route or page reads may come from a read replica: lists and files that are dear to make.</summary>
public sealed class ReadsReplica;

/// <summary>
/// Has requests read from the replica where it has everything that was committed before they asked. Comes after authorization:
/// who is signed in is asked of the primary.
/// </summary>
internal sealed class ReplicaReads(RequestDelegate next, IDatabase database)
{
    private static readonly object Failed = new();

    /// <summary>Whether the replica failed this request, so that the primary has to answer it.</summary>
    public static bool HaveFailed(HttpContext context) => context.Items.ContainsKey(Failed);

    public Task InvokeAsync(HttpContext context) => MayAsk(context) ? ReadAsync(context) : next(context);

    private bool MayAsk(HttpContext context) =>
        database.HasReplica && context.GetEndpoint()?.Metadata.GetMetadata<ReadsReplica>() is not null
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) && !HaveFailed(context);

    private async Task ReadAsync(HttpContext context)
    {
        var services = context.RequestServices;
        await using var read = await database.ReadFromReplicaAsync(
            services.GetRequiredService<PsiDb>(), services, context.RequestAborted);
        Telemetry.ReadWithReplica(read is not null);
        try
        {
            await next(context);
        }
        catch (Exception problem) when (read is not null && IsOfDatabase(problem))
        {
            read.Report(problem);
            context.Items[Failed] = true;
            throw;
        }
    }

    private static bool IsOfDatabase(Exception? problem)
    {
        for (; problem is not null; problem = problem.InnerException)
        {
            if (problem is DbException) return true;
        }
        return false;
    }
}

/// <summary>Marks routes.</summary>
internal static class ReplicaRoutes
{
    /// <summary>Lets a route read from the replica.</summary>
    public static RouteHandlerBuilder ReadsReplica(this RouteHandlerBuilder route) => route.WithMetadata(new ReadsReplica());
}
