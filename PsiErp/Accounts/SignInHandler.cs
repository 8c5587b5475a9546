using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using PsiErp.Hosting;

namespace PsiErp.Accounts;

/// <summary>
/// Knows a request's user by the session cookie, for pages and JSON routes alike, and answers those who are not
/// signed in or lack a right: JSON routes with problem details, pages by way of the login page.
/// </summary>
public sealed class SignInHandler(
    LiveSignIns sessions,
    SignInCookie cookie,
    Settings settings,
    IHostEnvironment environment,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string SchemeName = "session";

    /// <summary>Where a second factor is set up.</summary>
    private const string SecondFactorPage = "/account/second-factor";

    /// <summary>Where the password is changed.</summary>
    private const string PasswordPage = "/account/password";

    private bool IsForRoutes => Request.Path.StartsWithSegments("/api") || Request.Path.StartsWithSegments("/auth");

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // The page that explains an error must not meet it again when the database is what failed
        if (Context.Features.Get<IExceptionHandlerFeature>() is not null) return AuthenticateResult.NoResult();
        if (cookie.Read(Request) is not { Length: > 0 } token) return AuthenticateResult.NoResult();
        if (await sessions.FindAsync(token, Context.RequestAborted) is not { } session)
            return AuthenticateResult.Fail("The session is forged or has ended");

        if (session.IsExtended) cookie.Extend(Response, new NewToken(token, session.ExpiresAt));
        return AuthenticateResult.Success(new AuthenticationTicket(Principal(session), Scheme.Name));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsForRoutes)
            return TypedResults.Problem("Sign in first.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);

        GoTo(LoginAddress.For(Request), StatusCodes.Status401Unauthorized);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var (mustChange, isIncomplete) = (AccessRules.MustChange(Context.User), AccessRules.IsIncomplete(Context.User));
        if (IsForRoutes)
        {
            var detail = mustChange ? Context.User.HasClaim(AccessRules.MustChangePassword, AccessRules.DefaultPassword)
                    ? "Change the default password first, with POST /auth/password."
                    : "Change the password that you were given first, with POST /auth/password."
                : isIncomplete ? "Set up a second factor on the account page first."
                : "You may not do this.";
            return TypedResults.Problem(detail, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(Context);
        }
        if (mustChange) GoTo($"{Request.PathBase}{PasswordPage}{LoginAddress.ReturnQuery(Request)}", StatusCodes.Status403Forbidden);
        else if (isIncomplete) GoTo($"{Request.PathBase}{SecondFactorPage}", StatusCodes.Status403Forbidden);
        else Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>Leads a browser to a page: the whole of it, where htmx asked for a fragment.</summary>
    private void GoTo(string address, int statusForHtmx)
    {
        if (!LoginAddress.IsHtmx(Request))
        {
            Response.Redirect(address);
            return;
        }
        Response.StatusCode = statusForHtmx;
        Response.Headers["HX-Redirect"] = address;
    }

    private ClaimsPrincipal Principal(LiveSignIn session)
    {
        var actor = session.Actor;
        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, actor.Id.ToString()));
        identity.AddClaim(new Claim(ClaimTypes.Name, actor.Username));
        identity.AddClaim(new Claim(ClaimTypes.Sid, session.SignInId.ToString()));
        if (actor.IsAdmin) identity.AddClaim(new Claim(ClaimTypes.Role, Actor.AdminRole));
        if (session.IsRecent) identity.AddClaim(new Claim(AccessRules.RecentSignIn, ""));
        if (session.HasDefaultPassword && !environment.IsDevelopment())
            identity.AddClaim(new Claim(AccessRules.MustChangePassword, AccessRules.DefaultPassword));
        else if (session.MustChangePassword)
            identity.AddClaim(new Claim(AccessRules.MustChangePassword, ""));
        if (session.IsReadOnly && !actor.IsAdmin) identity.AddClaim(new Claim(AccessRules.ReadOnly, ""));
        if (session.IsDefaultPasswordInUse && actor.IsAdmin)
            identity.AddClaim(new Claim(AccessRules.DefaultPassword, session.HasDefaultPassword ? AccessRules.Own : ""));
        if (!session.HasSecondFactor && settings.RequiresSecondFactor(actor.IsAdmin))
            identity.AddClaim(new Claim(AccessRules.MustSetUpSecondFactor, ""));
        return new ClaimsPrincipal(identity);
    }
}
