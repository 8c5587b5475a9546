using Microsoft.AspNetCore.DataProtection;

namespace PsiErp.Data;

/// <summary>The framework's protection of tokens and secrets, whose keys all machines share through the database.</summary>
public static class Protection
{
    /// <summary>Registers it. It comes last, because what needs it registers it too.</summary>
    public static IServiceCollection AddProtection(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("PsiErp").PersistKeysToDbContext<PsiDb>();
        // It reads the keys before the app serves; when somebody needs them is soon enough, and by then there are tables
        services.Remove(services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService"));
        return services;
    }
}
