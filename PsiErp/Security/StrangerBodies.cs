using Microsoft.AspNetCore.Http.Features;

namespace PsiErp.Security;

/// <summary>Bodies of those who are not signed in: they have a name, a password or a code to send, and no files.</summary>
internal static class StrangerBodies
{
    private const long Max = 64 * 1024;

    /// <summary>Bounds them before anything is read or spooled; more is 413. It comes after authentication.</summary>
    public static void Bound(WebApplication app) => app.Use((context, next) =>
    {
        if (context.User.Identity is { IsAuthenticated: true }) return next(context);
        if (context.Request.ContentLength > Max)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }
        // A body that does not say how long it is ends where it becomes too long
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = Max;
        return next(context);
    });
}
