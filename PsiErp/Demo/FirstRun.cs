using PsiErp.Accounts;
using PsiErp.Data.Providers;

namespace PsiErp.Demo;

/// <summary>What a newcomer finds who has just run the program: somebody to sign in as, and a plan to look at.</summary>
public static class FirstRun
{
    /// <summary>In Development, puts a first user and the demo plan into an embedded database that has none.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken ct)
    {
        if (!app.Environment.IsDevelopment() || !app.Services.GetRequiredService<IDatabase>().IsEmbedded) return;

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FirstAdmin>().EnsureAsync(ct);
        await scope.ServiceProvider.GetRequiredService<DemoSession>().EnsureAsync(ct);
    }
}
