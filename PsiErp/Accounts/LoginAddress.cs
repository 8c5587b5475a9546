namespace PsiErp.Accounts;

/// <summary>The address of the login page, with the way back.</summary>
internal static class LoginAddress
{
    /// <summary>Whether htmx asks, which follows redirects for a fragment of the page.</summary>
    public static bool IsHtmx(HttpRequest request) => request.Headers.ContainsKey("HX-Request");

    /// <summary>Where to sign in, and then come back to the page that was asked for or, by htmx or a form, asked from.</summary>
    public static string For(HttpRequest request) =>
        $"{request.PathBase}/login{ReturnQuery(request)}";

    /// <summary>The way back to the page that was asked for or, by htmx or a form, asked from, as a query.</summary>
    public static string ReturnQuery(HttpRequest request) => $"?returnUrl={Uri.EscapeDataString(ReturnUrl(request))}";

    private static string ReturnUrl(HttpRequest request)
    {
        var own = request.PathBase + request.Path;
        if (IsHtmx(request) && Uri.TryCreate(request.Headers["HX-Current-URL"], UriKind.Absolute, out var page))
            return page.Authority == request.Host.Value ? page.PathAndQuery : own;
        // A form's address may name a handler that answers no GET
        return HttpMethods.IsGet(request.Method) ? own + request.QueryString : own;
    }
}
