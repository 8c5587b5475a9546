using System.Net;
using PsiErp.Hosting;

namespace PsiErp.Security;

/// <summary>
/// Puts the security headers on every answer of the application: pages, JSON, static files, redirects and errors alike.
/// </summary>
/// <remarks>
/// They are written when an answer starts, because an error handler clears what was set before; and by the first of all
/// startup filters, because the framework's host filtering answers by itself.
/// </remarks>
internal sealed class SecurityHeaders(Settings settings) : IStartupFilter
{
    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
            + "payment=(), usb=()";

    private readonly string _strictTransport = settings.HstsIncludesSubdomains ? "max-age=31536000; includeSubDomains" : "max-age=31536000";

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        Func<object, Task> whenStarting = context =>
        {
            Add((HttpContext)context);
            return Task.CompletedTask;
        };
        app.Use((context, proceed) =>
        {
            context.Response.OnStarting(whenStarting, context);
            return proceed(context);
        });
        next(app);
    };

    private void Add(HttpContext context)
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
            headers.StrictTransportSecurity = _strictTransport;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
