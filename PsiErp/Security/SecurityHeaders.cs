using System.Net;

namespace PsiErp.Security;

/// <summary>
/// Puts the security headers on every answer of the application: pages, JSON, static files, redirects and errors alike.
/// </summary>
/// <remarks>
/// They are written when an answer starts, because an error handler clears what was set before; and by the first of all
/// startup filters, because the framework's host filtering answers by itself.
/// </remarks>
internal sealed class SecurityHeaders : IStartupFilter
{
    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    private static readonly Func<object, Task> WhenStarting = static context =>
    {
        Add((HttpContext)context);
        return Task.CompletedTask;
    };

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, proceed) =>
        {
            context.Response.OnStarting(WhenStarting, context);
            return proceed(context);
        });
        next(app);
    };

    private static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = ContentSecurityPolicy.Plain;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // What nobody declared cacheable, such as our static files, is somebody's data
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
        if (context.Request.IsHttps && !IsLoopback(context.Request.Host.Host))
            headers.StrictTransportSecurity = "max-age=31536000";
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
