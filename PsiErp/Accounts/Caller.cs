using System.Globalization;
using System.Security.Claims;

namespace PsiErp.Accounts;

/// <summary>Who does something to an account, by which sign-in and from where.</summary>
/// <param name="UserId">The signed-in person.</param>
/// <param name="Username">Their name, or what stands for it in the audit log.</param>
/// <param name="SignInId">Their sign-in.</param>
/// <param name="Origin">Where the request comes from; null for the command line.</param>
/// <param name="IsRecent">
/// Whether they gave their password a few minutes ago at most: what a stolen cookie must not do needs that, or the password
/// again (<see cref="SignIns.ConfirmUnlessRecentAsync"/>).
/// </param>
public sealed record Caller(Guid UserId, string Username, Guid SignInId, ClientOrigin? Origin, bool IsRecent)
{
    /// <summary>Whoever may run the program on the host.</summary>
    public static readonly Caller CommandLine = new(Guid.Empty, "(command line)", Guid.Empty, null, IsRecent: true);

    /// <summary>The person behind an authenticated request.</summary>
    /// <exception cref="InvalidOperationException">The request is anonymous: its endpoint lacks authorization.</exception>
    public static Caller Of(HttpContext context)
    {
        var actor = Actor.Of(context);
        var signIn = Guid.Parse(context.User.FindFirstValue(ClaimTypes.Sid)!, CultureInfo.InvariantCulture);
        var isRecent = context.User.HasClaim(claim => claim.Type == AccessRules.RecentSignIn);
        return new Caller(actor.Id, actor.Username, signIn, actor.Origin, isRecent);
    }

    /// <summary>Binds route handlers' parameters of this type.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => new(Of(context));
}
