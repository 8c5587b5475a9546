using Microsoft.Extensions.Primitives;
using PsiErp.Hosting;
using PsiErp.Web;

namespace PsiErp.Security;

/// <summary>
/// Which names the site answers to. A foreign <c>Host</c> header, as in a DNS rebinding attack, is refused with 400.
/// </summary>
/// <remarks>
/// Not the framework's host filtering, which knows no exception: load balancers ask for <c>/health</c> by an address that
/// nobody can list, and what it answers depends on no name.
/// </remarks>
internal static class AllowedHosts
{
    private const string Refusal = "This server does not answer to the host name of this request; ALLOWED_HOSTS lists those that it "
        + "answers to.";

    /// <summary>Refuses other names, outside Development: a developer's machine may be called anything.</summary>
    public static void UseAllowedHosts(this WebApplication app, Settings settings)
    {
        if (app.Environment.IsDevelopment()) return;
        if (settings.AllowedHosts.Count == 0) app.Logger.LogWarning("ALLOWED_HOSTS is not set: requests for any host name are answered");
        if (settings.AllowedHosts is [] || settings.AllowedHosts.Contains("*")) return;

        StringSegment[] names = [.. settings.AllowedHosts.Select(name => new HostString(name).ToUriComponent())];
        app.UseWhen(
            context =>
                !context.Request.Path.StartsWithSegments("/health") && !HostString.MatchesAny(context.Request.Host.Value ?? "", names),
            refused => refused.Run(RefuseAsync));
    }

    private static async Task RefuseAsync(HttpContext context)
    {
        if (Problems.IsJsonRoute(context.Request.Path))
        {
            await TypedResults.Problem(Refusal, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await context.Response.WriteAsync(Refusal);
    }
}
