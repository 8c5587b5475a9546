using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace PsiErp.Bench;

/// <summary>Open screens of one plan while planners change it: how long what is committed takes to each of them.</summary>
internal static class Watching
{
    private const int Screens = 200;
    private const int ScreensOfAUser = 25;
    private const int EditsPerSecond = 20;
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(20);

    public static async Task Measure(Report report, string database, Server server, PlanFile plan)
    {
        var admin = await server.SignIn();
        var session = await admin.CreateSession("watched");
        await admin.Upload(session, plan);
        using var stop = new CancellationTokenSource();
        var screens = new List<Screen>();
        for (var user = 0; screens.Count < Screens; user++)
        {
            await admin.AddUser($"watcher-{user}");
            var http = (await Server.SignIn(server.Address, $"watcher-{user}")).Http;
            for (var i = 0; i < ScreensOfAUser && screens.Count < Screens; i++) screens.Add(await Screen.Open(http, session, stop.Token));
        }
        server.TakePeakMemory();

        // When each change was answered: it is committed by then, and may have been heard of earlier
        var (committed, random) = (new ConcurrentDictionary<string, long>(), new Random(1));
        var edits = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (var i = 0; watch.Elapsed < Load; i++)
        {
            edits.Add(Edit(admin, session, PlanFile.Cell(random, plan.Skus), i, committed));
            var rest = TimeSpan.FromSeconds((i + 1d) / EditsPerSecond) - watch.Elapsed;
            if (rest > TimeSpan.Zero) await Task.Delay(rest);
        }
        await Task.WhenAll(edits);
        var patience = Stopwatch.StartNew();
        while (screens.Sum(screen => screen.Heard.Count) < Screens * committed.Count && patience.Elapsed < TimeSpan.FromSeconds(10))
            await Task.Delay(50);
        var memory = server.TakePeakMemory();
        await stop.CancelAsync();
        await Task.WhenAll(screens.Select(screen => screen.Reading));

        List<double> times =
        [
            .. from screen in screens
               from heard in screen.Heard
               where committed.ContainsKey(heard.Key)
               select Math.Max(0, Stopwatch.GetElapsedTime(committed[heard.Key], heard.Value).TotalMilliseconds),
        ];
        var note = $"{committed.Count} edits, {times.Count} events";
        report.AtMost($"commit → {Screens} screens, {database}, median", Report.Median(times), 300, "ms", note);
        report.AtMost($"commit → {Screens} screens, {database}, 95 %", Report.Percentile(times, 0.95), 1_000, "ms");
        report.AtMost($"events that did not come, {database}", Screens * committed.Count - times.Count, 0, "");
        report.AtMost($"memory with {Screens} screens, {database}", memory, 300, "MB");
    }

    private static async Task Edit(
        Client planner, string session, (string Sku, string Warehouse, string Channel, DateOnly Date) cell, int number,
        ConcurrentDictionary<string, long> committed)
    {
        var change = await planner.Edit(session, cell, 100_000 + number);
        committed[change!] = Stopwatch.GetTimestamp();
    }

    /// <summary>An open stream of events, and when it told of which change.</summary>
    private sealed class Screen
    {
        public ConcurrentDictionary<string, long> Heard { get; } = [];
        public Task Reading { get; private set; } = Task.CompletedTask;

        public static async Task<Screen> Open(HttpClient http, string session, CancellationToken ct)
        {
            var answer = await http.GetAsync($"/api/psi/{session}/events", HttpCompletionOption.ResponseHeadersRead, ct);
            answer.EnsureSuccessStatusCode();
            var screen = new Screen();
            screen.Reading = screen.Read(answer, ct);
            return screen;
        }

        private async Task Read(HttpResponseMessage answer, CancellationToken ct)
        {
            const string Data = "data: ";
            using var closing = answer;
            try
            {
                using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
                while (await lines.ReadLineAsync(ct) is { } line)
                {
                    if (!line.StartsWith(Data, StringComparison.Ordinal)) continue;
                    var at = Stopwatch.GetTimestamp();
                    using var told = JsonDocument.Parse(line.AsMemory(Data.Length));
                    if (told.RootElement.TryGetProperty("change_id", out var change) && change.GetString() is { } id) Heard.TryAdd(id, at);
                }
            }
            catch (OperationCanceledException)
            {
                // Read until it was told to stop
            }
        }
    }
}
