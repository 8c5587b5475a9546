using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net.Mime;
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
        users.MapGet("/", ListAsync).WithSummary("Users by name")
            .Produces<UserBody[]>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, ListFile.Xlsx)
            .ProducesValidationProblem(422);
        users.MapPost("/", CreateAsync).WithSummary("Create a user").ProducesProblem(409).ProducesValidationProblem(422);
        users.MapPut("/{id:guid}", ChangeAsync).WithSummary("Change the members sent")
            .WithDescription("A new password or deactivation ends the user's sessions. The last active admin stays one. "
                + "One's own password is changed at /auth/password.")
            .ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem(422);
    }

    private static async Task<IResult> ListAsync(
        [Description("Part of the user name")] string? search,
        [WordValue("As what; a file also says when each signed in last", "json", "csv", "xlsx")] string? format,
        Users users, CancellationToken ct)
    {
        var query = new QueryText();
        var kind = query.Word("format", format, ListFile.Formats);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        var found = await users.Find(search).ToListAsync(ct);
        return kind == "json"
            ? TypedResults.Ok(found.Select(user => UserBody.Of(user.User)))
            : await ListFile.OfAsync(kind, "users", "", found.Select(UserRow.Of).ToAsyncEnumerable(), ct);
    }

    private static async Task<Results<Created<UserBody>, ProblemHttpResult>> CreateAsync(
        NewUser body, Users users, Caller by, CancellationToken ct) =>
        await users.CreateAsync(body.Username, body.Password, body.ToRights(), by, ct) switch
        {
            UserOutcome.Done done => TypedResults.Created($"/api/users/{done.User.Id}", UserBody.Of(done.User)),
            var refused => Refuse(refused),
        };

    private static async Task<Results<Ok<UserBody>, ProblemHttpResult>> ChangeAsync(
        Guid id, ChangedUser body, Users users, Caller by, CancellationToken ct) =>
        await users.ChangeAsync(id, body.ToChange(), by, ct) switch
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
/// <param name="IsReadOnly">Whether they may look at everything and change nothing; an admin can't be.</param>
/// <param name="MustChangePassword">Whether they have to choose another password before anything else.</param>
[RequestBody]
public sealed record NewUser(
    [property: Required] string? Username, [property: Required] string? Password, bool? IsAdmin, bool? IsReadOnly,
    bool? MustChangePassword)
{
    internal UserRights ToRights() => new(IsAdmin ?? false, IsReadOnly ?? false, MustChangePassword ?? false);
}

/// <summary>Members of a user to change; those left out stay.</summary>
[RequestBody]
public sealed record ChangedUser(bool? IsActive, bool? IsAdmin, string? Password, bool? IsReadOnly, bool? MustChangePassword)
{
    internal UserChange ToChange() => new(IsActive, IsAdmin, Password, IsReadOnly, MustChangePassword);
}

/// <summary>A user as the wire has it.</summary>
public sealed record UserBody(Guid Id, string Username, bool IsActive, bool IsAdmin, DateTimeOffset CreatedAt, bool IsReadOnly)
{
    internal static UserBody Of(User user) => new(user.Id, user.Username, user.IsActive, user.IsAdmin, user.CreatedAt, user.IsReadOnly);
}

/// <summary>A user as a row of a file.</summary>
/// <param name="HasSecondFactor">Whether signing in takes a code, too.</param>
/// <param name="LastSignInAt">Blank when they never did.</param>
public sealed record UserRow(
    Guid Id, string Username, bool IsActive, bool IsAdmin, bool IsReadOnly, bool HasSecondFactor, DateTimeOffset? LastSignInAt,
    DateTimeOffset CreatedAt)
{
    internal static UserRow Of(UserOverview overview) => new(
        overview.User.Id, overview.User.Username, overview.User.IsActive, overview.User.IsAdmin, overview.User.IsReadOnly,
        overview.User.TotpSecret is not null, overview.LastSignIn, overview.User.CreatedAt);
}
