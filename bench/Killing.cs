using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace PsiErp.Bench;

/// <summary>
/// Whether a plan survives when the app is killed in the middle of an import: of its load, its taking over, its undo, its clean-up.
/// </summary>
internal static class Killing
{
    private const int Kills = 12;

    private static readonly string[] Steps = ["load", "commit", "undo", "redo"];

    public static async Task Measure(
        Report report, string name, string folder, IReadOnlyDictionary<string, string> settings,
        PlanFile today, PlanFile tomorrow)
    {
        var server = await Server.Start(folder, settings);
        try
        {
            var client = await server.SignIn();
            var session = await client.CreateSession("kill");
            await client.Upload(session, today);
            var (before, after, seconds) = await Rehearse(client, session, tomorrow);

            int interrupted = 0, intact = 0;
            for (var kill = 0; kill < Kills; kill++)
            {
                var step = Steps[kill % Steps.Length];
                var random = new Random(kill);
                // A third of the kills come after the answer, when old versions are being removed
                var isUnderWay = await KillDuring(server, client, session, tomorrow, step, seconds[step] * 1.5 * random.NextDouble());
                if (isUnderWay) interrupted++;
                await server.DisposeAsync();
                server = await Server.Start(folder, settings);
                client = await server.SignIn();
                var found = await Fingerprint(client, session);
                var (earlier, later) = step switch { "load" => (before, before), "undo" => (after, before), _ => (before, after) };
                // What was answered holds; what was not holds or does not, but not in part
                if (found == later || (isUnderWay && found == earlier)) intact++;
                await client.Upload(session, today, "replace-all");
            }
            report.AtLeast($"plan intact after kill -9, {name}", intact, Kills, $"of {Kills}", $"{interrupted} interrupted");

            await client.Upload(session, tomorrow);
            report.AtLeast($"next upload works, {name}", await Fingerprint(client, session) == after ? 1 : 0, 1, "of 1");
            await client.DeleteSession(session);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>Goes through the steps of an import once, and ends where it began.</summary>
    /// <returns>The plan before and after the import, and how many seconds each step takes.</returns>
    private static async Task<(string Before, string After, Dictionary<string, double> Seconds)> Rehearse(
        Client client, string session, PlanFile tomorrow)
    {
        var before = await Fingerprint(client, session);
        var after = "";
        var seconds = new Dictionary<string, double>();
        string? import = null;
        foreach (var step in Steps)
        {
            var watch = Stopwatch.StartNew();
            import = await Take(client, session, tomorrow, step, import);
            seconds[step] = watch.Elapsed.TotalSeconds;
            if (step == "commit") after = await Fingerprint(client, session);
        }
        await Take(client, session, tomorrow, "undo", import);
        return (before, after, seconds);
    }

    /// <summary>Takes the steps up to one, during which the app is killed.</summary>
    /// <returns>Whether that step was still under way.</returns>
    private static async Task<bool> KillDuring(
        Server server, Client client, string session, PlanFile tomorrow, string last, double after)
    {
        string? import = null;
        foreach (var step in Steps.TakeWhile(step => step != last)) import = await Take(client, session, tomorrow, step, import);
        var taken = Take(client, session, tomorrow, last, import);
        await Task.WhenAny(taken, Task.Delay(TimeSpan.FromSeconds(after)));
        if (taken.IsCompleted) await Task.Delay(TimeSpan.FromSeconds(after / 4));
        var isUnderWay = !taken.IsCompleted;
        server.Kill();
        try
        {
            await taken;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            return isUnderWay;
        }
        return false;
    }

    /// <returns>The import.</returns>
    private static async Task<string?> Take(Client client, string session, PlanFile plan, string step, string? import)
    {
        var path = step switch
        {
            "load" => $"/api/psi/{session}/upload?preview=true",
            "commit" => $"/api/psi/{session}/imports/{import}/commit",
            _ => $"/api/psi/{session}/imports/{step}",
        };
        await using var file = File.OpenRead(plan.Path);
        using var form = new MultipartFormDataContent { { new StreamContent(file, 1 << 16), "file", "plan.csv" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = step == "load" ? form : null };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await client.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{path} answered {answer.StatusCode}: {text}");
        return step == "load" ? JsonDocument.Parse(text).RootElement.GetProperty("import_id").GetString() : import;
    }

    /// <summary>A hash of every day of the session, as clients see them.</summary>
    private static async Task<string> Fingerprint(Client client, string session)
    {
        await using var days = await client.Http.GetStreamAsync($"/api/psi/{session}/daily");
        return Convert.ToHexString(await SHA256.HashDataAsync(days));
    }
}
