using PsiErp.Hosting;

namespace PsiErp.Accounts;

/// <summary>
/// The tokens that unsafe JSON calls carry with <c>CSRF_ENABLED</c>: the signature of the session token. A token of
/// another sign-in, or a cookie that another site managed to plant, is therefore worth nothing.
/// </summary>
public sealed class CsrfTokens(Settings settings)
{
    private readonly SigningKeys _keys = new(settings, "psierp csrf token");

    /// <summary>The token of a sign-in.</summary>
    /// <param name="sessionToken">The sign-in's session token.</param>
    public string For(string sessionToken) => _keys.Sign(sessionToken);

    /// <summary>Whether a token is that of a sign-in.</summary>
    public bool IsFor(string sessionToken, string token) => _keys.IsSignature(sessionToken, token);
}
