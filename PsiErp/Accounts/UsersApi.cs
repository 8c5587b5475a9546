using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Web;

namespace PsiErp.Accounts;

/// <summary>JSON routes of users, for admins.</summary>
internal static class UsersApi
{
    /// <summary>Maps <c>/api/users</c>.</summary>
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/users").WithTags("Users").RequireAuthorization(AccessRules.Admins)
            .ProducesProblem(401).ProducesProblem(403)
            .WithDescription("Changes need a sign-in of the last ten minutes, else 403.");
        users.MapGet("/", ListAsync).WithSummary("Users by name");
        users.MapPost("/", CreateAsync).WithSummary("Create a user").ProducesProblem(409).ProducesValidationProblem(422);
        users.MapPut("/{id:guid}", ChangeAsync).WithSummary("Change the members sent")
            .WithDescription("A new password or deactivation ends the user's sessions. The last active admin stays one. "
                + "One's own password is changed at /auth/password.")
            .ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
    }

    private static async Task<Ok<IEnumerable<UserBody>>> ListAsync(
        [Description("Part of the user name")] string? search, Users users, CancellationToken ct) =>
        TypedResults.Ok((await users.Find(search).ToListAsync(ct)).Select(found => UserBody.Of(found.User)));

    private static async Task<Results<Created<UserBody>, ProblemHttpResult>> CreateAsync(
        NewUser body, Users users, Caller by, CancellationToken ct) =>
        await users.CreateAsync(body.Username, body.Password, body.IsAdmin ?? false, by, ct) switch
        {
            UserOutcome.Done done => TypedResults.Created($"/api/users/{done.User.Id}", UserBody.Of(done.User)),
            var refused => Refuse(refused),
        };

    private static async Task<Results<Ok<UserBody>, ProblemHttpResult>> ChangeAsync(
        Guid id, ChangedUser body, Users users, Caller by, CancellationToken ct) =>
        await users.ChangeAsync(id, new UserChange(body.IsActive, body.IsAdmin, body.Password), by, ct) switch
        {
            UserOutcome.Done done => TypedResults.Ok(UserBody.Of(done.User)),
            var refused => Refuse(refused),
        };

    private static ProblemHttpResult Refuse(UserOutcome refused) => refused switch
    {
        UserOutcome.NotFound => Problems.NotFound("user"),
        UserOutcome.SignInTooOld => TypedResults.Problem(
            $"Sign in again first: managing users needs a sign-in of the last {LiveSignIns.RecentTime.TotalMinutes:0} minutes.",
            statusCode: StatusCodes.Status403Forbidden),
        UserOutcome.NotOnOneself => TypedResults.Problem(
            "Change your own password with POST /auth/password, which asks for the current one.",
            statusCode: StatusCodes.Status403Forbidden),
        UserOutcome.LastAdmin => Problems.Conflict("This is the last active admin; make another user an admin first."),
        UserOutcome.Invalid { Errors: [{ Problem: CredentialProblem.UsernameTaken or CredentialProblem.UsernameLooksTaken } taken] } =>
            Problems.Conflict(taken.Message),
        UserOutcome.Invalid invalid => Problems.Invalid(CredentialError.ByField(invalid.Errors)),
        _ => throw new ArgumentOutOfRangeException(nameof(refused), refused, null),
    };
}

/// <summary>A user to create.</summary>
/// <param name="Username">1 to 150 characters, unlike all others by more than case.</param>
/// <param name="Password">8 to 256 characters, and none of the commonest.</param>
/// <param name="IsAdmin">Whether they may manage users.</param>
[RequestBody]
public sealed record NewUser([property: Required] string? Username, [property: Required] string? Password, bool? IsAdmin);

/// <summary>Members of a user to change; those left out stay.</summary>
[RequestBody]
public sealed record ChangedUser(bool? IsActive, bool? IsAdmin, string? Password);

/// <summary>A user as the wire has it.</summary>
public sealed record UserBody(Guid Id, string Username, bool IsActive, bool IsAdmin, DateTimeOffset CreatedAt)
{
    internal static UserBody Of(User user) => new(user.Id, user.Username, user.IsActive, user.IsAdmin, user.CreatedAt);
}
