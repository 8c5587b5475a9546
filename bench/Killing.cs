using System.Security.Cryptography;

namespace PsiErp.Bench;

/// <summary>Whether a plan survives when the app is killed in the middle of an upload.</summary>
internal static class Killing
{
    private const int Kills = 10;

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
            var seconds = await client.Upload(session, today);
            var before = await Fingerprint(client, session);

            int interrupted = 0, intact = 0;
            for (var kill = 1; kill <= Kills; kill++)
            {
                if (await KillDuringUpload(server, client, session, tomorrow, seconds * kill / (Kills + 1))) interrupted++;
                await server.DisposeAsync();
                server = await Server.Start(folder, settings);
                client = await server.SignIn();
                if (await Fingerprint(client, session) == before) intact++;
                else await client.Upload(session, today, "replace-all");
            }
            report.AtLeast($"plan intact after kill -9, {name}", intact, Kills, $"of {Kills}", $"{interrupted} interrupted");

            await client.Upload(session, tomorrow);
            var changed = await Fingerprint(client, session) != before;
            report.AtLeast($"next upload works, {name}", changed ? 1 : 0, 1, "of 1");
            await client.DeleteSession(session);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <returns>Whether the upload was still under way.</returns>
    private static async Task<bool> KillDuringUpload(
        Server server, Client client, string session, PlanFile plan, double after)
    {
        var upload = client.Upload(session, plan);
        await Task.WhenAny(upload, Task.Delay(TimeSpan.FromSeconds(after)));
        var isUnderWay = !upload.IsCompleted;
        server.Kill();
        try
        {
            await upload;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            return isUnderWay;
        }
        return false;
    }

    /// <summary>A hash of every day of the session, as clients see them.</summary>
    private static async Task<string> Fingerprint(Client client, string session)
    {
        await using var days = await client.Http.GetStreamAsync($"/api/psi/{session}/daily");
        return Convert.ToHexString(await SHA256.HashDataAsync(days));
    }
}
