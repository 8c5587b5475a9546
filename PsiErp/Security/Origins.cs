using Microsoft.Extensions.Primitives;
using PsiErp.Hosting;
using PsiErp.Web;

namespace PsiErp.Security;

/// <summary>Which web sites a request may come from: our own, and the front ends in <c>ALLOWED_ORIGINS</c>.</summary>
internal static class Origins
{
    /// <summary>What front ends may read of an answer besides its body.</summary>
    private static readonly string[] Readable = ["X-Total-Count", "Retry-After", "Content-Disposition"];

    /// <summary>Registers what browsers are told about other sites.</summary>
    public static void AddOrigins(this IServiceCollection services, Settings settings) => services.AddCors(cors => cors
        .AddDefaultPolicy(policy => policy
            .WithOrigins([.. settings.AllowedOrigins])
            .AllowCredentials()
            .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
            .AllowAnyHeader()
            .WithExposedHeaders([.. Readable, settings.CsrfHeaderName])
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));

    /// <summary>Answers front ends' preflights and lets them read the JSON routes' answers, errors included.</summary>
    public static void UseOrigins(this WebApplication app) => app.UseWhen(context => Problems.IsJsonRoute(context.Request.Path), routes =>
    {
        // Also where CORS adds nothing: a cache must not hand one site's answer to another
        routes.Use((context, next) =>
        {
            context.Response.OnStarting(VaryByOrigin, context.Response);
            return next(context);
        });
        routes.UseCors();
    });

    /// <summary>Whether a browser says that another site than these sends the request. Scripts outside browsers say nothing.</summary>
    public static bool AreForeign(HttpRequest request, Settings settings)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0
            ? request.Headers["Sec-Fetch-Site"] == "cross-site"
            : !IsOwn(origin.ToString(), request) && !settings.AllowedOrigins.Contains(origin.ToString());
    }

    private static bool IsOwn(string origin, HttpRequest request)
    {
        var scheme = request.Scheme;
        if (!origin.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return false;
        if (!origin.AsSpan(scheme.Length).StartsWith("://", StringComparison.Ordinal)) return false;

        var host = new HostString(origin[(scheme.Length + 3)..]);
        return string.Equals(host.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
            && PortOf(host, request) == PortOf(request.Host, request);
    }

    private static int PortOf(HostString host, HttpRequest request) => host.Port ?? (request.IsHttps ? 443 : 80);

    private static readonly Func<object, Task> VaryByOrigin = static state =>
    {
        var headers = ((HttpResponse)state).Headers;
        if (!headers.Vary.Contains("Origin")) headers.Vary = StringValues.Concat(headers.Vary, "Origin");
        return Task.CompletedTask;
    };
}
