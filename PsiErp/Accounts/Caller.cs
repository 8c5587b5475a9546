using System.Globalization;
using System.Security.Claims;

namespace PsiErp.Accounts;

/// <summary>Who does something to an account, by which sign-in and from where.</summary>
/// <param name="UserId">The signed-in person.</param>
/// <param name="Username">Their name, or what stands for it in the audit log.</param>
/// <param name="SignInId">Their sign-in.</param>
/// <param name="Origin">Where the request comes from; null for the command line.</param>
public sealed record Caller(Guid UserId, string Username, Guid SignInId, ClientOrigin? Origin)
{
    /// <summary>Whoever may run the program on the host.</summary>
    public static readonly Caller CommandLine = new(Guid.Empty, "(command line)", Guid.Empty, null);

    /// <summary>The person behind an authenticated request.</summary>
    /// <exception cref="InvalidOperationException">The request is anonymous: its endpoint lacks authorization.</exception>
    public static Caller Of(HttpContext context)
    {
        var actor = Actor.Of(context.User);
        var signIn = Guid.Parse(context.User.FindFirstValue(ClaimTypes.Sid)!, CultureInfo.InvariantCulture);
        return new Caller(actor.Id, actor.Username, signIn, ClientOrigin.Of(context));
    }

    /// <summary>Binds route handlers' parameters of this type.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => new(Of(context));
}
