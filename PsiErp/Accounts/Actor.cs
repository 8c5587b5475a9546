using System.Security.Claims;

namespace PsiErp.Accounts;

/// <summary>The signed-in person on whose behalf something is done.</summary>
public sealed record Actor(Guid Id, string Username, bool IsAdmin)
{
    /// <summary>The role claim of admins.</summary>
    public const string AdminRole = "admin";

    /// <summary>The person behind an authenticated request.</summary>
    /// <exception cref="InvalidOperationException">The request is anonymous: its endpoint lacks authorization.</exception>
    public static Actor Of(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? new Actor(id, principal.Identity?.Name ?? "", principal.IsInRole(AdminRole))
            : throw new InvalidOperationException("This endpoint needs a signed-in user");

    /// <summary>Binds route handlers' parameters of this type.</summary>
    public static ValueTask<Actor> BindAsync(HttpContext context) => new(Of(context.User));
}
