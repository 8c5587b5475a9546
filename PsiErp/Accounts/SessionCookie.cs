using Microsoft.Net.Http.Headers;

namespace PsiErp.Accounts;

/// <summary>The cookie that carries the session token, with the attributes that the settings give it.</summary>
public sealed class SessionCookie(Settings settings)
{
    /// <summary>The token that a request carries, if any.</summary>
    public string? Read(HttpRequest request) => request.Cookies[settings.CookieName];

    /// <summary>Gives a client its token.</summary>
    public void Append(HttpResponse response, string token)
    {
        var options = Attributes();
        options.MaxAge = settings.SessionTtl;
        response.Cookies.Append(settings.CookieName, token, options);
    }

    /// <summary>Gives a client its token again, for as long as a new one, unless the answer itself sets or clears it.</summary>
    public void Extend(HttpResponse response, string token) => response.OnStarting(() =>
    {
        if (!IsIn(response)) Append(response, token);
        return Task.CompletedTask;
    });

    /// <summary>Takes the token from a client.</summary>
    public void Delete(HttpResponse response) => response.Cookies.Delete(settings.CookieName, Attributes());

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
