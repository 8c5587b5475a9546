using System.Security.Cryptography;

namespace PsiErp.Security;

/// <summary>
/// What a browser may load and run for an answer: our own files, nothing inline but the import map, which carries a
/// nonce, and the styles of the API's reader, which carry another. Nothing is <c>unsafe-*</c>, so that injected markup stays
/// without effect.
/// </summary>
internal static class ContentSecurityPolicy
{
    /// <summary>The policy of every answer without an import map.</summary>
    public static readonly string Plain = With(null, null);

    private static readonly object ScriptKey = new();
    private static readonly object StyleKey = new();

    /// <summary>The nonce of this answer's inline scripts, made when a page first asks for it, and put into the answer's policy.</summary>
    public static string Nonce(HttpContext context) => NonceOf(context, ScriptKey);

    /// <summary>The same for style elements. Not that of scripts: a library reads it from where style sheets could, too.</summary>
    public static string StyleNonce(HttpContext context) => NonceOf(context, StyleKey);

    private static string NonceOf(HttpContext context, object key)
    {
        if (context.Items[key] is not string nonce)
            context.Items[key] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Response.Headers.ContentSecurityPolicy = With(context.Items[ScriptKey] as string, context.Items[StyleKey] as string);
        return nonce;
    }

    private static string With(string? scriptNonce, string? styleNonce) =>
        $"default-src 'none'; script-src 'self'{Source(scriptNonce)}; style-src 'self'{Source(styleNonce)}; img-src 'self' data:; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static string Source(string? nonce) => nonce is null ? "" : $" 'nonce-{nonce}'";
}
