namespace PsiErp.Security;

/// <summary>Registers what protects every request.</summary>
internal static class SecurityServices
{
    /// <summary>Adds the security headers, the host filter and the rules for other sites.</summary>
    public static void AddSecurity(this IServiceCollection services, Settings settings, IHostEnvironment environment)
    {
        services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, SecurityHeaders>());
        services.AddAllowedHosts(settings, environment);
        services.AddOrigins(settings);
    }
}
