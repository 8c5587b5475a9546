using Microsoft.AspNetCore.Http.Features;

namespace PsiErp.Security;

/// <summary>Bodies of those who are not signed in: they have a name, a password or a code to send, and no files.</summary>
internal static class StrangerBodies
{
    private const long Max = 64 * 1024;

    /// <summary>Bounds them before anything is read; more is 413. It comes after authentication.</summary>
    public static void Bound(WebApplication app) => app.Use((context, next) =>
    {
        if (context.User.Identity is not { IsAuthenticated: true }
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body
            && !(body.MaxRequestBodySize <= Max))
            body.MaxRequestBodySize = Max;
        return next(context);
    });
}
