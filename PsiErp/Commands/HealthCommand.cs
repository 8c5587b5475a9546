using System.CommandLine;
using PsiErp.Hosting;

namespace PsiErp.Commands;

/// <summary>
/// <c>PsiErp health</c>: what a container's or a service's supervisor runs where there is no curl.
/// </summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var health = new Command("health", "Asks the PsiErp that serves on this machine's PORT whether it is ready");
        health.SetAction((_, ct) => AskAsync(ct));
        return health;
    }

    private static async Task<int> AskAsync(CancellationToken ct)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        try
        {
            var settings = Settings.Read(environment, isDevelopment: true);
            using var http = new HttpClient { Timeout = Patience };
            using var answer = await http.GetAsync($"http://localhost:{settings.Port}/health/ready", ct);
            await Console.Error.WriteLineAsync(answer.IsSuccessStatusCode ? "Ready." : "Not ready.");
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception problem) when (problem is SettingsException or HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }
}
