using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using PsiErp.Tests.Pages;
using static PsiErp.Tests.Fixtures.Wire;

namespace PsiErp.Tests.Hosting;

/// <summary>
/// A database that went away and came back, and a network that was cut: whoever reads next notices nothing, whoever writes next is
/// told, and nobody waits for long. The app is never restarted.
/// </summary>
public sealed class BrokenConnectionTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("restart", "")]
    [InlineData("kill", "start")]
    public async Task FirstRead_AfterARestartOfTheDatabase_IsAnswered(string end, string begin)
    {
        using var postgres = PrivatePostgres.Start("fsync=off");
        await using var app = new FaultApp(postgres.Url);
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", closing: "7"));
        await HaveConnections(client, 8);

        await postgres.DoAsync(end);
        if (begin.Length > 0) await postgres.DoAsync(begin);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.GetAsync($"/api/psi/{session}/daily", Ct)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Contains(app.Log.All, line => line.Text.StartsWith("Reads once more", StringComparison.Ordinal));
        await client.GetPage($"/sessions/{session}");
    }

    [Fact]
    public async Task FirstRead_AfterTheNetworkWasCut_IsAnsweredAndAFirstWriteIsNotRepeated()
    {
        using var postgres = PrivatePostgres.Start("fsync=off");
        using var network = new TcpProxy(postgres.Url);
        await using var app = new FaultApp(network.Url);
        using var client = await app.SignedInClient();
        await HaveConnections(client, 4);

        network.Cut();
        using var read = await client.GetAsync("/api/sessions", Ct);
        await HaveConnections(client, 4);
        network.Cut();
        using var write = await client.PostAsJsonAsync("/api/sessions", new { title = "Once" }, Ct);
        var second = await Wire.CreateSession(client, "Twice");

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, write.StatusCode);
        Assert.Equal($"{second}", (string?)Assert.Single((await client.GetJson("/api/sessions")).AsArray())!["id"]);
    }

    [Fact]
    public async Task Network_TakesAndSaysNothing_IsToldInHalfAMinuteAndOnceOnly()
    {
        using var postgres = PrivatePostgres.Start("fsync=off");
        using var network = new TcpProxy(postgres.Url);
        await using var app = new FaultApp(network.Url);
        using var client = await app.SignedInClient();
        var session = await client.CreatePlan(Row("A", "2026-12-01", closing: "7"));
        await HaveConnections(client, 6);

        network.Silence();
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(
            client.GetAsync($"/api/psi/{session}/daily", Ct),
            client.GetAsync($"/sessions/{session}", Ct),
            client.PostAsJsonAsync("/api/sessions", new { title = "Never" }, Ct));
        var waited = watch.Elapsed;
        network.Restore();

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        // The others that were open say nothing either, and nobody meets them
        watch.Restart();
        await HaveConnections(client, 6);
        await Wire.CreateSession(client);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(12));
    }

    /// <summary>Has the app open connections, and keep them for later.</summary>
    private static async Task HaveConnections(PsiClient client, int count)
    {
        for (var i = 0; i < 3; i++) await Task.WhenAll(Enumerable.Range(0, count).Select(_ => client.GetJson("/api/sessions")));
    }
}
