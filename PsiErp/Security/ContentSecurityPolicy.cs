using System.Security.Cryptography;

namespace PsiErp.Pages;

/// <summary>
/// Sends a policy with every answer: only our own files, nothing inline but the import map, which carries the nonce.
/// </summary>
internal sealed class ContentSecurityPolicy(RequestDelegate next)
{
    private static readonly object NonceKey = new();

    /// <summary>The nonce of the answer to a request.</summary>
    public static string Nonce(HttpContext context) => (string)context.Items[NonceKey]!;

    public Task InvokeAsync(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items[NonceKey] = nonce;
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        return next(context);
    }
}
