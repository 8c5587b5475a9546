using PsiErp.Hosting;

namespace PsiErp.Security;

/// <summary>Registers what protects every request.</summary>
internal static class SecurityServices
{
    /// <summary>Adds the security headers and the rules for other sites.</summary>
    public static void AddSecurity(this IServiceCollection services, Settings settings)
    {
        services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, SecurityHeaders>());
        services.AddOrigins(settings);
        services.AddUserLimits();
    }
}
