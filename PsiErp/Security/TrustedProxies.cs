using Microsoft.AspNetCore.HttpOverrides;
using PsiErp.Hosting;

namespace PsiErp.Security;

/// <summary>
/// Where a request really comes from, and whether over HTTPS: what the next proxy says of it, if that proxy is trusted.
/// </summary>
internal static class TrustedProxies
{
    /// <summary>
    /// Takes the last entry of <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>, which the proxy itself wrote; those
    /// before it are a client's word.
    /// </summary>
    public static void UseTrustedProxies(this WebApplication app, Settings settings)
    {
        // Without known proxies the framework would believe everybody
        if (settings.TrustedProxies.Count == 0) return;

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = 1,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.TrustedProxies) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }
}
