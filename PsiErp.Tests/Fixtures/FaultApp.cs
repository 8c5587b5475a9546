using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PsiErp.Data.Providers;

namespace PsiErp.Tests.Fixtures;

/// <summary>PsiErp with a PostgreSQL that something happens to.</summary>
/// <param name="url">Where it is.</param>
/// <param name="settings">Further settings.</param>
public sealed class FaultApp(string url, params (string Name, string Value)[] settings) : PsiApp
{
    /// <summary>What it logs.</summary>
    public LogLines Log { get; } = new();

    /// <summary>Its clock.</summary>
    public MovedClock Clock { get; } = new();

    /// <inheritdoc/>
    protected internal override IReadOnlyDictionary<string, string> DatabaseSettings =>
        new Dictionary<string, string>(settings.Select(one => KeyValuePair.Create(one.Name, one.Value))) { ["DATABASE_URL"] = url };

    /// <inheritdoc/>
    protected override bool IsShared => false;

    /// <inheritdoc/>
    public override IDatabase CreateEmptyDatabase() => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureLogging(logging => logging.AddProvider(Log));
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
    }
}
