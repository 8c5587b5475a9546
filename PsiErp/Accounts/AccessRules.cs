using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace PsiErp.Accounts;

/// <summary>Open to those who are signed in but still have to set up a second factor.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BeforeSecondFactorAttribute : Attribute;

/// <summary>Signs somebody in, whoever is signed in already: it does not act for them, and needs nothing that proves them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SignsInAttribute : Attribute;

/// <summary>Open to those who are signed in but still have to change a password that others know.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BeforeOwnPasswordAttribute : Attribute;

/// <summary>Who may ask for what.</summary>
public static class AccessRules
{
    /// <summary>The policy of everything that manages users.</summary>
    public const string Admins = "admins";

    /// <summary>The claim of those who must set up a second factor before anything else.</summary>
    public const string MustSetUpSecondFactor = "must_set_up_second_factor";

    /// <summary>
    /// The claim of those who must change their password before anything else: it is <see cref="DefaultPassword"/>, or somebody
    /// else chose it.
    /// </summary>
    public const string MustChangePassword = "must_change_password";

    /// <summary>The claim of those who may look only; see <see cref="ReadOnlyUsers"/>.</summary>
    public const string ReadOnly = "read_only";

    /// <summary>The claim of admins that somebody still has the default password.</summary>
    public const string DefaultPassword = "default_password";

    /// <summary>The value of the claim <see cref="DefaultPassword"/> where it is one's own.</summary>
    public const string Own = "own";

    /// <summary>The claim of those whose password was given a few minutes ago; see <see cref="Caller.IsRecent"/>.</summary>
    public const string RecentSignIn = "recent_sign_in";

    /// <summary>Whether somebody may change anything but their own account.</summary>
    public static bool MayChange(ClaimsPrincipal user) => !user.HasClaim(claim => claim.Type == ReadOnly);

    /// <summary>Whether somebody must change their password before anything else, a second factor included.</summary>
    public static bool MustChange(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == MustChangePassword);

    /// <summary>Whether somebody must set up a second factor before anything else.</summary>
    public static bool IsIncomplete(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == MustSetUpSecondFactor);

    /// <summary>Adds the policies.</summary>
    public static void Add(AuthorizationOptions options)
    {
        options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(IsReady).Build();
        options.AddPolicy(Admins, policy => policy.Combine(options.DefaultPolicy).RequireRole(Actor.AdminRole));
    }

    private static bool IsReady(AuthorizationHandlerContext context)
    {
        var endpoint = (context.Resource as HttpContext)?.GetEndpoint()?.Metadata;
        return MustChange(context.User)
            ? endpoint?.GetMetadata<BeforeOwnPasswordAttribute>() is not null
            : !IsIncomplete(context.User) || endpoint?.GetMetadata<BeforeSecondFactorAttribute>() is not null;
    }
}
