using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net.Mime;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Data;
using PsiErp.Web;

namespace PsiErp.Accounts;

/// <summary>The JSON routes for signing in and out, and those of users and the audit log.</summary>
public static class AccountsApi
{
    /// <summary>Far more than any name and password.</summary>
    private const int MaxBody = 16 * 1024;

    /// <summary>Of routes for those, too, who must do something else first.</summary>
    private static readonly object[] OpenToAll =
        [new BeforeOwnPasswordAttribute(), new BeforeSecondFactorAttribute(), new ForReadersAttribute()];

    /// <summary>Maps the routes at <c>/auth</c> and, the same, at <c>/api/auth</c>.</summary>
    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        MapAt(routes.MapGroup("/auth"));
        MapAt(routes.MapGroup("/api/auth"));
        routes.MapUsers();
        routes.MapAudit();
        return routes;
    }

    private static void MapAt(RouteGroupBuilder auth)
    {
        auth.WithTags("Auth").WithMetadata(new RequestSizeLimitAttribute(MaxBody));

        auth.MapPost("/login", LoginAsync).AllowAnonymous().WithMetadata(new SignsInAttribute(), new ForReadersAttribute())
            .WithSummary("Begins a session and sets its cookie")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        auth.MapPost("/totp", CompleteAsync).AllowAnonymous().WithMetadata(new SignsInAttribute(), new ForReadersAttribute())
            .WithSummary("Completes a login that answered next: totp, with a code or a recovery code")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        auth.MapGet("/me", Me).RequireAuthorization().WithMetadata(OpenToAll)
            .WithSummary("Who is signed in")
            .ProducesProblem(StatusCodes.Status401Unauthorized);

        auth.MapGet("/sign-ins", SignInsAsync).RequireAuthorization()
            .WithSummary("One's own sign-ins, last used first")
            .Produces<SignInBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity);

        auth.MapPost("/logout", LogoutAsync).AllowAnonymous().WithMetadata(new ForReadersAttribute())
            .WithSummary("Ends the session, also for copies of its cookie; where it has ended already, clears the cookies");

        auth.MapPost("/password", ChangePasswordAsync).RequireAuthorization().WithMetadata(OpenToAll)
            .WithSummary("Changes one's own password, ends one's other sessions, and sets this one's cookie anew")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<LoginAnswer>, ProblemHttpResult>> LoginAsync(
        LoginRequest login, SignIns signIns, SignInCookie cookie, HttpContext context, CancellationToken ct)
    {
        switch (await signIns.SignInAsync(login.Username, login.Password, ClientOrigin.Of(context), ct))
        {
            case SignInOutcome.SignedIn signedIn:
                return Done(signedIn, cookie.Append(context.Response, signedIn.Session));
            case SignInOutcome.CodeNeeded needed:
                cookie.AppendPending(context.Response, needed.Pending);
                return TypedResults.Ok(new LoginAnswer("totp", CsrfToken: null));
            case var refused:
                return Refuse(refused, context.Response, "invalid credentials");
        }
    }

    private static async Task<Results<Ok<LoginAnswer>, ProblemHttpResult>> CompleteAsync(
        CodeRequest body, SignIns signIns, SignInCookie cookie, HttpContext context, CancellationToken ct)
    {
        var outcome = await signIns.CompleteAsync(cookie.ReadPending(context.Request), body.Code, ClientOrigin.Of(context), ct);
        if (outcome is not SignInOutcome.SignedIn signedIn) return Refuse(outcome, context.Response, "invalid code");

        return Done(signedIn, cookie.Complete(context.Response, signedIn.Session));
    }

    private static Ok<LoginAnswer> Done(SignInOutcome.SignedIn signedIn, string? csrfToken) =>
        TypedResults.Ok(new LoginAnswer(signedIn.MustSetUpSecondFactor ? "totp_setup" : "authenticated", csrfToken));

    private static ProblemHttpResult Refuse(SignInOutcome refused, HttpResponse response, string wrong)
    {
        switch (refused)
        {
            case SignInOutcome.Malformed malformed:
                return Problems.Invalid(CredentialError.ByField(malformed.Errors));
            case SignInOutcome.TooManyAttempts blocked:
                response.Headers.RetryAfter = blocked.Seconds.ToString(CultureInfo.InvariantCulture);
                return TypedResults.Problem(
                    "too many failed attempts, please try again later", statusCode: StatusCodes.Status429TooManyRequests);
            case SignInOutcome.Busy busy:
                response.Headers.RetryAfter = busy.Seconds.ToString(CultureInfo.InvariantCulture);
                return TypedResults.Problem(
                    "Too many are signing in at the moment; try again shortly.", statusCode: StatusCodes.Status503ServiceUnavailable);
            case SignInOutcome.TooLate:
                return TypedResults.Problem("log in again first", statusCode: StatusCodes.Status401Unauthorized);
            default:
                return TypedResults.Problem(wrong, statusCode: StatusCodes.Status401Unauthorized);
        }
    }

    // Nobody inactive is ever signed in
    private static Ok<Me> Me(Actor actor, ClaimsPrincipal user) =>
        TypedResults.Ok(new Me(actor.Id, actor.Username, IsActive: true, actor.IsAdmin, !AccessRules.MayChange(user)));

    private static async Task<IResult> SignInsAsync(
        [WordValue("As what", "json", "csv", "xlsx")] string? format, LiveSignIns signIns, Caller by, CancellationToken ct)
    {
        var query = new QueryText();
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        var rows = (await signIns.OfUserAsync(by.UserId, ct)).Select(signIn => SignInBody.Of(signIn, by));
        return await ListFile.AnswerAsync(kind, by.Username, "-sign-ins", rows, ct);
    }

    private static async Task<NoContent> LogoutAsync(
        LiveSignIns sessions, SignInCookie cookie, HttpContext context, CancellationToken ct)
    {
        if (context.User.Identity is { IsAuthenticated: true }) await sessions.SignOutAsync(Caller.Of(context), ct);
        cookie.Delete(context.Response);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(
        PasswordRequest body, OwnPassword passwords, SignInCookie cookie, Caller by, HttpContext context, CancellationToken ct)
    {
        var (refused, renewed) = await passwords.ChangeAsync(by, body.CurrentPassword, body.NewPassword, ct);
        // Not 401, which would tell clients that their session has ended
        if (refused is SignInOutcome.InvalidCredentials) return Problems.Invalid("current_password", "The current password is wrong.");
        if (refused is not null) return Refuse(refused, context.Response, "");

        cookie.Renew(context.Response, renewed);
        return TypedResults.NoContent();
    }
}

/// <summary>What <c>POST /auth/login</c> takes.</summary>
[RequestBody]
public sealed record LoginRequest([property: Required] string? Username, [property: Required] string? Password);

/// <summary>What <c>POST /auth/totp</c> takes.</summary>
/// <param name="Code">Of the authenticator app, or a recovery code.</param>
[RequestBody]
public sealed record CodeRequest([property: Required] string? Code);

/// <summary>What <c>POST /auth/password</c> takes.</summary>
[RequestBody]
public sealed record PasswordRequest([property: Required] string? CurrentPassword, [property: Required] string? NewPassword);

/// <summary>What <c>POST /auth/login</c> and <c>POST /auth/totp</c> answer.</summary>
/// <param name="Next">
/// What comes next: <c>authenticated</c>, nothing; <c>totp</c>, <c>POST /auth/totp</c>; <c>totp_setup</c>, the account page, where
/// a second factor must be set up.
/// </param>
/// <param name="CsrfToken">What unsafe calls must carry, or null when they need nothing.</param>
public sealed record LoginAnswer(string Next, string? CsrfToken);

/// <summary>What <c>GET /auth/me</c> answers.</summary>
public sealed record Me(Guid Id, string Username, bool IsActive, bool IsAdmin, bool IsReadOnly);

/// <summary>One's own sign-in on the wire: where one is signed in, since when, and when it was used last.</summary>
/// <param name="IsCurrent">Whether it is the one that asks.</param>
public sealed record SignInBody(
    Guid Id, string? UserAgent, string? Address, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, bool IsCurrent)
{
    internal static SignInBody Of(SignIn signIn, Caller by) => new(
        signIn.Id, signIn.UserAgent, signIn.Address, signIn.CreatedAt, signIn.LastSeenAt, signIn.Id == by.SignInId);
}
