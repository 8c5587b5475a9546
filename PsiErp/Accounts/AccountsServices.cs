using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PsiErp.Accounts;

/// <summary>Registers everything about users and their sessions.</summary>
public static class AccountsServices
{
    /// <summary>Adds the use cases, and session cookies as the way that requests are authenticated.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PasswordHasher>();
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<CsrfTokens>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<PendingSignIn>();
        services.AddSingleton<SignInTurns>();
        services.AddScoped<AuditLog>();
        services.AddScoped<LoginLimit>();
        services.AddScoped<LiveSessions>();
        services.AddScoped<RecoveryCodes>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<SignIns>();
        services.AddScoped<Users>();
        services.AddScoped<OwnPassword>();
        services.AddScoped<FirstAdmin>();
        services.AddAuthorization(AccessRules.Add);
        services.AddAuthentication(SessionAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthenticationHandler>(
                SessionAuthenticationHandler.SchemeName, configureOptions: null);
        return services;
    }
}
