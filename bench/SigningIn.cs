using System.Diagnostics;
using System.Net.Http.Json;

namespace PsiErp.Bench;

/// <summary>What signing in costs, and what a burst of sign-ins costs everybody else.</summary>
internal static class SigningIn
{
    private const int WarmUps = 10;
    private const int Samples = 50;
    private const int AtOnce = 200;

    public static async Task Measure(Report report, Server server)
    {
        var others = await server.SignIn();
        var session = await others.CreateSession("sign-in");
        var times = new List<double>();
        for (var round = -WarmUps; round < Samples; round++)
        {
            var watch = Stopwatch.StartNew();
            (await server.SignIn()).Http.Dispose();
            if (round >= 0) times.Add(watch.Elapsed.TotalMilliseconds);
        }
        report.AtMost("sign-in, median", Report.Median(times), 150, "ms");
        report.Note("sign-in, 95 %", Report.Percentile(times, 0.95), "ms");

        string[] users = [.. Enumerable.Range(0, AtOnce).Select(number => $"burst-{number}-{Guid.NewGuid():N}")];
        foreach (var username in users) await others.AddUser(username);
        server.TakePeakMemory();
        var started = Stopwatch.StartNew();
        var burst = Task.WhenAll(users.Select(username => SignIn(server, username)));
        string[] paths = ["/sessions", "/account", "/api/sessions", $"/api/psi/{session}/summary", "/auth/me"];
        var answers = new List<double>();
        while (!burst.IsCompleted)
        {
            foreach (var path in paths) answers.Add((await others.Get(path)).Milliseconds);
        }
        var succeeded = (await burst).Count(isOk => isOk);
        report.AtLeast($"{AtOnce} sign-ins at once succeed", succeeded, AtOnce, $"of {AtOnce}", $"{started.Elapsed.TotalSeconds:0.0} s");
        report.AtMost("memory of them, peak", server.TakePeakMemory(), 350, "MB");
        report.AtMost("others meanwhile, 95 %", Report.Percentile(answers, 0.95), 300, "ms", $"{answers.Count} answers");
    }

    private static async Task<bool> SignIn(Server server, string username)
    {
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        using var answer = await http.PostAsJsonAsync("/auth/login", new { username, Server.Password });
        return answer.IsSuccessStatusCode;
    }
}
