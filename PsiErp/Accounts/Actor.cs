using System.Security.Claims;

namespace PsiErp.Accounts;

/// <summary>The signed-in person on whose behalf something is done.</summary>
/// <param name="Id">Their user.</param>
/// <param name="Username">Their name.</param>
/// <param name="IsAdmin">Whether they are an admin.</param>
/// <param name="Origin">Where the request comes from; null for what the program does in their name.</param>
public sealed record Actor(Guid Id, string Username, bool IsAdmin, ClientOrigin? Origin = null)
{
    /// <summary>The role claim of admins.</summary>
    public const string AdminRole = "admin";

    /// <summary>The person behind an authenticated request.</summary>
    /// <exception cref="InvalidOperationException">The request is anonymous: its endpoint lacks authorization.</exception>
    public static Actor Of(HttpContext context) =>
        Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? new Actor(id, context.User.Identity?.Name ?? "", context.User.IsInRole(AdminRole), ClientOrigin.Of(context))
            : throw new InvalidOperationException("This endpoint needs a signed-in user");

    /// <summary>Binds route handlers' parameters of this type.</summary>
    public static ValueTask<Actor> BindAsync(HttpContext context) => new(Of(context));
}
