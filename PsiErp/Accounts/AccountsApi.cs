using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace PsiErp.Accounts;

/// <summary>The JSON routes for signing in and out (API.md, "Auth").</summary>
public static class AccountsApi
{
    /// <summary>Far more than any name and password.</summary>
    private const int MaxBody = 16 * 1024;

    /// <summary>Maps the routes at <c>/auth</c> and, the same, at <c>/api/auth</c>.</summary>
    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        MapAt(routes.MapGroup("/auth"));
        MapAt(routes.MapGroup("/api/auth"));
        return routes;
    }

    private static void MapAt(RouteGroupBuilder auth)
    {
        auth.WithTags("Auth").WithMetadata(new RequestSizeLimitAttribute(MaxBody));

        auth.MapPost("/login", LoginAsync).AllowAnonymous()
            .WithSummary("Begins a session and sets its cookie")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

        auth.MapGet("/me", Me).RequireAuthorization()
            .WithSummary("Who is signed in")
            .ProducesProblem(StatusCodes.Status401Unauthorized);

        auth.MapPost("/logout", LogoutAsync).RequireAuthorization()
            .WithSummary("Ends the session, also for copies of its cookie")
            .ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static async Task<Results<Ok<LoginAnswer>, ProblemHttpResult>> LoginAsync(
        LoginRequest login, SignIns signIns, SessionCookie cookie, HttpContext context, CancellationToken ct)
    {
        switch (await signIns.SignInAsync(login.Username, login.Password, ClientOrigin.Of(context), ct))
        {
            case SignInOutcome.SignedIn signedIn:
                return TypedResults.Ok(new LoginAnswer("authenticated", cookie.Append(context.Response, signedIn.Token)));
            case SignInOutcome.Malformed malformed:
                return Problems.Invalid(malformed.Errors);
            case SignInOutcome.TooManyAttempts blocked:
                context.Response.Headers.RetryAfter =
                    Math.Ceiling(blocked.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return TypedResults.Problem(
                    "too many failed attempts, please try again later", statusCode: StatusCodes.Status429TooManyRequests);
            default:
                return TypedResults.Problem("invalid credentials", statusCode: StatusCodes.Status401Unauthorized);
        }
    }

    // Nobody inactive is ever signed in
    private static Ok<Me> Me(Actor actor) =>
        TypedResults.Ok(new Me(actor.Id, actor.Username, IsActive: true, actor.IsAdmin));

    private static async Task<NoContent> LogoutAsync(
        SignIns signIns, SessionCookie cookie, HttpContext context, CancellationToken ct)
    {
        await signIns.SignOutAsync(cookie.Read(context.Request)!, ct);
        cookie.Delete(context.Response);
        return TypedResults.NoContent();
    }
}

/// <summary>What <c>POST /auth/login</c> takes.</summary>
public sealed record LoginRequest(string? Username, string? Password);

/// <summary>What <c>POST /auth/login</c> answers.</summary>
/// <param name="Next">What comes next: <c>authenticated</c>, nothing.</param>
/// <param name="CsrfToken">What unsafe calls must carry, or null when they need nothing.</param>
public sealed record LoginAnswer(string Next, string? CsrfToken);

/// <summary>What <c>GET /auth/me</c> answers.</summary>
public sealed record Me(Guid Id, string Username, bool IsActive, bool IsAdmin);
