namespace PsiErp.Security;

/// <summary>
/// A cookie that is always <c>Secure</c>. The framework's own "always" also refuses requests that reach the application
/// over HTTP, as they do behind a proxy that nobody named in <c>TRUSTED_PROXIES</c>.
/// </summary>
internal sealed class SecureCookie : CookieBuilder
{
    /// <inheritdoc/>
    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = true;
        return options;
    }
}
