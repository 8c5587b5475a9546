using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace PsiErp.Security;

/// <summary>How much, and for how long, a single client may ask of the server.</summary>
internal static class ServerLimits
{
    /// <summary>Bodies of every route that does not say otherwise; uploads have a limit of their own.</summary>
    private const long MaxBody = 16 * 1024 * 1024;

    /// <summary>
    /// Sets the server's limits. A body may take as long as it needs, for uploads are large and lines slow, but it has to
    /// keep coming: a trickle that only holds a connection open is cut off.
    /// </summary>
    public static void SetLimits(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = MaxBody;
        // The days of a SKU, so that writing them need not wait for the client to read
        limits.MaxResponseBufferSize = 512 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeaderCount = 100;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));
    }
}
