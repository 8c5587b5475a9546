using System.Security.Cryptography;

namespace PsiErp.Security;

/// <summary>
/// What a browser may load and run for an answer: our own files, nothing inline but the import map, which carries a
/// nonce. Nothing is <c>unsafe-*</c>, so that injected markup stays without effect.
/// </summary>
internal static class ContentSecurityPolicy
{
    /// <summary>The policy of every answer without an import map.</summary>
    public const string Plain = "default-src 'none'; script-src 'self'" + Rest;

    private const string Rest = "; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    private static readonly object NonceKey = new();

    /// <summary>The nonce of this answer, made when a page first asks for it, and put into the answer's policy.</summary>
    public static string Nonce(HttpContext context)
    {
        if (context.Items[NonceKey] is not string nonce)
            context.Items[NonceKey] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'self' 'nonce-{nonce}'{Rest}";
        return nonce;
    }
}
