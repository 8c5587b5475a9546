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
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace PsiErp.Tests.Hosting;

public sealed class TelemetryTests(PostgresApp app)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

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
            await client.Apply(session, new
            {
                sku_code = "TEA",
                warehouse_name = "東京DC",
                channel = "online",
                date = "2026-12-01",
                inbound_qty = 6
            });
            Assert.True(measured.Services.GetRequiredService<TracerProvider>().ForceFlush((int)Patience.TotalMilliseconds));
            Assert.True(measured.Services.GetRequiredService<MeterProvider>().ForceFlush((int)Patience.TotalMilliseconds));
        }

        var traces = await collector.Received(
            "traces", "psierp", "POST /api/psi/{session_id:guid}/upload", "import", "edit", "SELECT");
        var metrics = await collector.Received(
            "metrics", "psi.import.duration", "imported", "psi.import.rows", "psi.edits", "psi.sign_ins", "signed_in",
            "http.server.request.duration", "db.client");
        Assert.DoesNotContain(username, traces + metrics, StringComparison.Ordinal);
    }

    /// <summary>An OpenTelemetry collector that keeps what it is sent (OTLP over HTTP).</summary>
    private sealed class Collector(WebApplication server) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();
        private readonly SemaphoreSlim _news = new(0);

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

        /// <summary>What came of a signal, once it holds these texts. Protobuf has texts as they are.</summary>
        public async Task<string> Received(string signal, params string[] texts)
        {
            while (true)
            {
                var received = string.Concat(
                    _received.Where(sent => sent.Signal == signal).Select(sent => Encoding.UTF8.GetString(sent.Body)));
                if (texts.All(text => received.Contains(text, StringComparison.Ordinal))) return received;
                Assert.True(
                    await _news.WaitAsync(Patience, TestContext.Current.CancellationToken),
                    $"Of {signal} there is only: {received}");
            }
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();

        private async Task KeepAsync(string signal, HttpRequest request)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _received.Enqueue((signal, body.ToArray()));
            _news.Release();
        }
    }
}
