using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;
using PsiErp.Hosting;

namespace PsiErp.Security;

/// <summary>The framework's protection of tokens and secrets, whose keys all machines share through the database.</summary>
public static class Protection
{
    /// <summary>Registers it. It comes last, because what needs it registers it too.</summary>
    public static IServiceCollection AddProtection(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("PsiErp");
        services.AddSingleton<WrappedKeys>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, Keys>();
        // It reads the keys before the app serves; when somebody needs them is soon enough, and by then there are tables
        services.Remove(services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService"));
        return services;
    }

    private sealed class Keys(WrappedKeys keys, Settings settings) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options)
        {
            options.XmlRepository = keys;
            // They are wrapped as they are stored; without a key to wrap them with, the framework warns that they are not
            if (settings.SignKey is not null) options.XmlEncryptor = new NullXmlEncryptor();
        }
    }
}
