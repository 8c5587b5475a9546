using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PsiErp.Accounts;

/// <summary>Registers everything about users and their sign-ins.</summary>
public static class AccountsServices
{
    /// <summary>Adds the use cases, and the cookie of a sign-in as the way that requests are authenticated.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PasswordHasher>();
        services.AddSingleton<SignInTokens>();
        services.AddSingleton<CsrfTokens>();
        services.AddSingleton<SignInCookie>();
        services.AddSingleton<PendingSignIn>();
        services.AddSingleton<SignInTurns>();
        services.AddScoped<AuditLog>();
        services.AddScoped<LoginLimit>();
        services.AddScoped<FailedCodes>();
        services.AddScoped<LiveSignIns>();
        services.AddScoped<RecoveryCodes>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<SignIns>();
        services.AddScoped<Users>();
        services.AddScoped<OwnPassword>();
        services.AddScoped<FirstAdmin>();
        // That somebody was challenged is in the request's own line of the log: 401 or 403
        services.AddLogging(logging => logging.AddFilter(typeof(SignInHandler).FullName, LogLevel.Warning));
        services.AddAuthorization(AccessRules.Add);
        services.AddAuthentication(SignInHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SignInHandler>(
                SignInHandler.SchemeName, configureOptions: null);
        return services;
    }
}
