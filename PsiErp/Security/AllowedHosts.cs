using Microsoft.AspNetCore.HostFiltering;

namespace PsiErp.Security;

/// <summary>
/// Which names the site answers to. A foreign <c>Host</c> header, as in a DNS rebinding attack, is refused with 400.
/// </summary>
internal static class AllowedHosts
{
    /// <summary>
    /// Sets up the framework's host filtering, which comes before the pipeline. A developer's machine may be called
    /// anything.
    /// </summary>
    public static void AddAllowedHosts(this IServiceCollection services, Settings settings, IHostEnvironment environment)
    {
        if (environment.IsDevelopment() || settings.AllowedHosts.Count == 0) return;

        services.Configure<HostFilteringOptions>(options =>
        {
            options.AllowedHosts = [.. settings.AllowedHosts];
            options.AllowEmptyHosts = false;
        });
    }

    /// <summary>Says so when any host goes.</summary>
    public static void WarnOfAny(WebApplication app, Settings settings)
    {
        if (!app.Environment.IsDevelopment() && settings.AllowedHosts.Count == 0)
            app.Logger.LogWarning("ALLOWED_HOSTS is not set: requests for any host name are answered");
    }
}
