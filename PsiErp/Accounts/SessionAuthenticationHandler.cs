using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace PsiErp.Accounts;

/// <summary>
/// Knows a request's user by the session cookie, for pages and JSON routes alike, and answers those who are not
/// signed in or lack a right: JSON routes with problem details, pages by way of the login page.
/// </summary>
public sealed class SessionAuthenticationHandler(
    SignIns signIns,
    SessionCookie cookie,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string SchemeName = "session";

    private bool IsForRoutes => Request.Path.StartsWithSegments("/api") || Request.Path.StartsWithSegments("/auth");

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // The page that explains an error must not meet it again when the database is what failed
        if (Context.Features.Get<IExceptionHandlerFeature>() is not null) return AuthenticateResult.NoResult();
        if (cookie.Read(Request) is not { Length: > 0 } token) return AuthenticateResult.NoResult();
        if (await signIns.FindAsync(token, Context.RequestAborted) is not { } session)
            return AuthenticateResult.Fail("The session is forged or has ended");

        if (session.IsExtended) cookie.Extend(Response, token);
        return AuthenticateResult.Success(new AuthenticationTicket(Principal(session.Actor), Scheme.Name));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsForRoutes)
            return TypedResults.Problem("Sign in first.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);

        var login = LoginAddress.For(Request);
        if (!LoginAddress.IsHtmx(Request))
        {
            Response.Redirect(login);
        }
        else
        {
            // The whole page has to go there, not the fragment that was asked for
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers["HX-Redirect"] = login;
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (IsForRoutes)
            return TypedResults.Problem("You may not do this.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(Context);

        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static ClaimsPrincipal Principal(Actor actor)
    {
        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, actor.Id.ToString()));
        identity.AddClaim(new Claim(ClaimTypes.Name, actor.Username));
        if (actor.IsAdmin) identity.AddClaim(new Claim(ClaimTypes.Role, Actor.AdminRole));
        return new ClaimsPrincipal(identity);
    }
}
