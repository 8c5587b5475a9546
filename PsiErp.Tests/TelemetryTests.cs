using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PsiErp.Tests;

public sealed class TelemetryTests(PostgresApp app)
{
    [Fact]
    public async Task Telemetry_EndpointIsSet_TracesAndMetricsArriveThere()
    {
        await using var collector = await Collector.StartAsync();
        var username = await app.CreateUser();
        await using (var measured = app.With(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            using var client = measured.AnonymousClient();
            await client.SignIn(username);
            var session = await client.CreatePlan(Wire.Row("TEA", "2026-12-01", inbound: "5"));
            await client.Apply(session, new { sku_code = "TEA", warehouse_name = "東京DC", channel = "online", date = "2026-12-01", inbound_qty = 6 });
        }

        // Protobuf has its texts as they are
        var traces = collector.Received("traces");
        Assert.All(["psierp", "POST /api/psi/{session_id:guid}/upload", "import", "edit", "SELECT"],
            text => Assert.Contains(text, traces, StringComparison.Ordinal));
        var metrics = collector.Received("metrics");
        Assert.All(
            ["psi.import.duration", "imported", "psi.import.rows", "psi.edits", "psi.sign_ins", "signed_in",
                "http.server.request.duration", "db.client"],
            text => Assert.Contains(text, metrics, StringComparison.Ordinal));
        Assert.DoesNotContain(username, traces + metrics, StringComparison.Ordinal);
    }

    /// <summary>An OpenTelemetry collector that keeps what it is sent (OTLP over HTTP).</summary>
    private sealed class Collector(WebApplication server) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();

        public string Address => server.Services.GetRequiredService<IServer>().Features
            .GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var server = builder.Build();
            var collector = new Collector(server);
            server.MapPost("/v1/{signal}", collector.KeepAsync);
            await server.StartAsync(TestContext.Current.CancellationToken);
            return collector;
        }

        public string Received(string signal) => string.Concat(
            _received.Where(sent => sent.Signal == signal).Select(sent => Encoding.UTF8.GetString(sent.Body)));

        public ValueTask DisposeAsync() => server.DisposeAsync();

        private async Task KeepAsync(string signal, HttpRequest request)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _received.Enqueue((signal, body.ToArray()));
        }
    }
}
