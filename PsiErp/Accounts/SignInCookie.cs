using Microsoft.Net.Http.Headers;
using PsiErp.Hosting;

namespace PsiErp.Accounts;

/// <summary>
/// The cookie that carries the session token, with the attributes that the settings give it; with <c>CSRF_ENABLED</c>
/// also the one beside it that carries the CSRF token, which scripts may read.
/// </summary>
public sealed class SignInCookie(Settings settings, CsrfTokens csrf)
{
    /// <summary>The token that a request carries, if any.</summary>
    public string? Read(HttpRequest request) => request.Cookies[settings.CookieName];

    /// <summary>Gives a client its token.</summary>
    /// <returns>The CSRF token that goes with it, which is also in a cookie and a header; null when none is needed.</returns>
    public string? Append(HttpResponse response, string token)
    {
        var options = Attributes();
        options.MaxAge = settings.SessionTtl;
        response.Cookies.Append(settings.CookieName, token, options);
        if (!settings.CsrfEnabled) return null;

        var csrfToken = csrf.For(token);
        options.HttpOnly = false;
        response.Cookies.Append(settings.CsrfCookieName, csrfToken, options);
        response.Headers[settings.CsrfHeaderName] = csrfToken;
        return csrfToken;
    }

    /// <summary>
    /// Whether a request carries the CSRF token of its session in the header. A cookie of the token, if there is one,
    /// must say the same.
    /// </summary>
    public bool HasCsrfToken(HttpRequest request) =>
        Read(request) is { } session
        && request.Headers[settings.CsrfHeaderName].ToString() is { Length: > 0 } token
        && csrf.IsFor(session, token)
        && (request.Cookies[settings.CsrfCookieName] ?? token) == token;

    /// <summary>Gives a client its token again, for as long as a new one, unless the answer itself sets or clears it.</summary>
    public void Extend(HttpResponse response, string token) => response.OnStarting(() =>
    {
        if (!IsIn(response)) Append(response, token);
        return Task.CompletedTask;
    });

    /// <summary>Takes the tokens from a client.</summary>
    public void Delete(HttpResponse response)
    {
        response.Cookies.Delete(settings.CookieName, Attributes());
        if (settings.CsrfEnabled) response.Cookies.Delete(settings.CsrfCookieName, Attributes());
    }

    /// <summary>The proof of a first step that a request carries, if any.</summary>
    public string? ReadPending(HttpRequest request) => request.Cookies[PendingName];

    /// <summary>Gives a client the proof of its first step.</summary>
    public void AppendPending(HttpResponse response, string pending)
    {
        var options = Attributes();
        options.MaxAge = PendingSignIn.Lifetime;
        response.Cookies.Append(PendingName, pending, options);
    }

    /// <summary>Gives a client its token in place of the proof of its first step.</summary>
    /// <returns>As <see cref="Append"/>.</returns>
    public string? Complete(HttpResponse response, string token)
    {
        response.Cookies.Delete(PendingName, Attributes());
        return Append(response, token);
    }

    private string PendingName => settings.CookieName + "_pending";

    private bool IsIn(HttpResponse response) => response.Headers[HeaderNames.SetCookie]
        .Any(cookie => cookie!.StartsWith(settings.CookieName + "=", StringComparison.Ordinal));

    private CookieOptions Attributes() => new()
    {
        Path = "/",
        Domain = settings.CookieDomain,
        HttpOnly = true,
        Secure = settings.CookieSecure,
        SameSite = settings.CookieSameSite,
    };
}
