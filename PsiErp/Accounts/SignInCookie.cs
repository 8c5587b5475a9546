using PsiErp.Hosting;

namespace PsiErp.Accounts;

/// <summary>
/// The cookie that carries the session token, with the attributes that the settings give it; with <c>CSRF_ENABLED</c>
/// also the one beside it that carries the CSRF token, which scripts may read.
/// </summary>
public sealed class SignInCookie(Settings settings, CsrfTokens csrf, TimeProvider time)
{
    /// <summary>The token that a request carries, if any.</summary>
    public string? Read(HttpRequest request) => request.Cookies[settings.CookieName];

    /// <summary>Gives a client its token.</summary>
    /// <returns>The CSRF token that goes with it, which is also in a cookie and a header; null when none is needed.</returns>
    public string? Append(HttpResponse response, NewToken session)
    {
        var (token, expiresAt) = session;
        var lifetime = TimeSpan.FromSeconds(Math.Ceiling((expiresAt - time.GetUtcNow()).TotalSeconds));
        Set(response, settings.CookieName, token, lifetime);
        if (!settings.CsrfEnabled) return null;

        var csrfToken = csrf.For(token);
        Set(response, settings.CsrfCookieName, csrfToken, lifetime, isForScripts: true);
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

    /// <summary>Gives a client its token again, until its sign-in's new end, unless the answer itself sets or clears it.</summary>
    public void Extend(HttpResponse response, NewToken session) => response.OnStarting(() =>
    {
        if (!IsIn(response)) Append(response, session);
        return Task.CompletedTask;
    });

    /// <summary>Gives a client the token that its sign-in goes on with; nothing, when that has ended.</summary>
    public void Renew(HttpResponse response, NewToken? renewed)
    {
        if (renewed is not null) Append(response, renewed);
    }

    /// <summary>Takes the tokens from a client.</summary>
    public void Delete(HttpResponse response)
    {
        response.Cookies.Delete(settings.CookieName, Attributes());
        if (settings.CsrfEnabled) response.Cookies.Delete(settings.CsrfCookieName, Attributes());
    }

    /// <summary>The proof of a first step that a request carries, if any.</summary>
    public string? ReadPending(HttpRequest request) => request.Cookies[PendingName];

    /// <summary>Gives a client the proof of its first step.</summary>
    public void AppendPending(HttpResponse response, string pending) =>
        Set(response, PendingName, pending, PendingSignIn.Lifetime);

    /// <summary>Gives a client its token in place of the proof of its first step.</summary>
    /// <returns>As <see cref="Append"/>.</returns>
    public string? Complete(HttpResponse response, NewToken session)
    {
        response.Cookies.Delete(PendingName, Attributes());
        return Append(response, session);
    }

    private string PendingName => settings.CookieName + "_pending";

    private bool IsIn(HttpResponse response) => response.Headers.SetCookie
        .Any(cookie => cookie!.StartsWith(settings.CookieName + "=", StringComparison.Ordinal));

    /// <summary>
    /// Writes a cookie as the prototype spelled it, which the framework does in other words and another order: scripts
    /// without a cookie jar read the header as text. Tokens need no encoding.
    /// </summary>
    private void Set(HttpResponse response, string name, string token, TimeSpan lifetime, bool isForScripts = false)
    {
        string?[] parts =
        [
            $"{name}={token}",
            $"Max-Age={(long)lifetime.TotalSeconds}",
            "Path=/",
            isForScripts ? null : "HttpOnly",
            settings.CookieSameSite == SameSiteMode.Unspecified ? null : $"SameSite={settings.CookieSameSite}",
            settings.CookieSecure ? "Secure" : null,
            settings.CookieDomain is { } domain ? $"Domain={domain}" : null,
        ];
        response.Headers.Append("Set-Cookie", string.Join("; ", parts.OfType<string>()));
    }

    private CookieOptions Attributes() => new()
    {
        Path = "/",
        Domain = settings.CookieDomain,
        HttpOnly = true,
        Secure = settings.CookieSecure,
        SameSite = settings.CookieSameSite,
    };
}
