using System.Net.Mime;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using PsiErp.Accounts;
using PsiErp.Hosting;
using PsiErp.Web;

namespace PsiErp.Security;

/// <summary>
/// What a JSON call that changes something must look like, so that no other web site can send it with a user's cookie.
/// Pages have the framework's antiforgery instead.
/// </summary>
internal static class JsonRequests
{
    /// <summary>Refuses calls from foreign sites with 403, and bodies that a plain HTML form could send with 415.</summary>
    public static void UseJsonRequestRules(this WebApplication app, Settings settings) => app.UseWhen(IsUnsafe, routes =>
        routes.Use((context, next) =>
            Origins.AreForeign(context.Request, settings)
                ? Refuse(context, StatusCodes.Status403Forbidden, "This call comes from a web site that is not in ALLOWED_ORIGINS.")
                : IsOfOtherType(context)
                    ? Refuse(context, StatusCodes.Status415UnsupportedMediaType,
                        "The body must be application/json in UTF-8, or multipart/form-data for an upload.")
                    : next(context)));

    /// <summary>
    /// With <c>CSRF_ENABLED</c>: refuses calls of a signed-in user without that sign-in's token. It comes after
    /// authentication, so that a session that has ended is still 401.
    /// </summary>
    public static void UseCsrfTokens(this WebApplication app, Settings settings)
    {
        if (!settings.CsrfEnabled) return;

        var cookie = app.Services.GetRequiredService<SignInCookie>();
        app.UseWhen(IsUnsafe, routes => routes.Use((context, next) =>
            IsActingUser(context) && !cookie.HasCsrfToken(context.Request)
                ? Refuse(context, StatusCodes.Status403Forbidden, $"Send the sign-in's CSRF token in the header {settings.CsrfHeaderName}.")
                : next(context)));
    }

    /// <summary>
    /// Asks for a session also where there is no route, or none of that method or type: a stranger learns nothing of
    /// what is under <c>/api</c>. It comes after authentication.
    /// </summary>
    public static void UseSignInEverywhere(this WebApplication app) => app.UseWhen(IsStrangerAtNoRoute, refused =>
        refused.Run(context => context.ChallengeAsync()));

    private static bool IsStrangerAtNoRoute(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api")
        && context.User.Identity is not { IsAuthenticated: true }
        && context.GetEndpoint()?.Metadata.Any(data => data is IAuthorizeData or IAllowAnonymous) != true;

    private static bool IsUnsafe(HttpContext context)
    {
        var method = context.Request.Method;
        return !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method)
            && !HttpMethods.IsTrace(method) && Problems.IsJsonRoute(context.Request.Path);
    }

    private static bool IsActingUser(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true }
        && context.GetEndpoint()?.Metadata.GetMetadata<SignsInAttribute>() is null;

    private static bool IsOfOtherType(HttpContext context)
    {
        var type = context.Request.ContentType;
        if (type is null && context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
            return false;
        if (!MediaTypeHeaderValue.TryParse(type, out var parsed)) return true;
        if (!IsJson(parsed)) return !Is(parsed, "multipart/form-data") && !Is(parsed, "text/calendar");

        // Said by the type itself; the framework does not understand it in quotes
        context.Request.ContentType = MediaTypeNames.Application.Json;
        return false;
    }

    /// <summary>Whether it is JSON in UTF-8 (RFC 8259, 8.1); of others, such as UTF-7, the framework might know nothing.</summary>
    private static bool IsJson(MediaTypeHeaderValue type) => Is(type, "application/json")
        && (type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static Task Refuse(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
