using System.Diagnostics;

namespace PsiErp.Tests.Fixtures;

/// <summary>
/// A PostgreSQL server of one's own, which may be stopped, killed and followed by a replica. It is gone with the test process,
/// however that ends.
/// </summary>
public sealed class PrivatePostgres : IDisposable
{
    private readonly Process _process;

    private PrivatePostgres(Process process, string url) => (_process, Url) = (process, url);

    /// <summary>Where it is.</summary>
    public string Url { get; }

    /// <summary>Starts one with these settings; skips the test where none is installed.</summary>
    public static PrivatePostgres Start(params string[] settings)
    {
        if (TryStart(out var server, settings) is { } problem) Assert.Skip(problem);
        return server!;
    }

    /// <returns>Why there is none; null when there is.</returns>
    public static string? TryStart(out PrivatePostgres? server, params string[] settings)
    {
        server = null;
        var start = new ProcessStartInfo("bash", [Path.Combine(AppContext.BaseDirectory, "private-postgres"), .. settings])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            var process = Process.Start(start)!;
            if (process.StandardOutput.ReadLine() is not { } url) return process.StandardError.ReadToEnd().Trim();
            server = new PrivatePostgres(process, url);
            return null;
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            return $"PostgreSQL needs bash to start, or PSI_TEST_DATABASE_URL: {problem.Message}";
        }
    }

    /// <summary>Has something done to the server, or to its replica: <c>private-postgres</c> lists what.</summary>
    /// <returns>What it answers: of <c>standby</c>, the replica's URL.</returns>
    public async Task<string> DoAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "nothing";
        Assert.False(answer.StartsWith("FAILED", StringComparison.Ordinal), answer);
        return answer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }
}
