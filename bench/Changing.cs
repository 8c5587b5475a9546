using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace PsiErp.Bench;

/// <summary>How long one thing done to every series takes, taking it back, and comparing it with what was, while others read.</summary>
internal static class Changing
{
    /// <summary>Four weeks of sales of all series.</summary>
    public static async Task Measure(Report report, string name, Server server, PlanFile plan)
    {
        var client = await server.SignIn();
        var session = await client.CreateSession("plan");
        await client.Upload(session, plan);
        var order = new
        {
            action = "scale",
            percent = 110,
            filter = new { },
            start_date = $"{PlanFile.FirstDay:yyyy-MM-dd}",
            end_date = $"{PlanFile.FirstDay.AddDays(27):yyyy-MM-dd}",
        };
        var (copy, copied) = await Post(client, $"/api/sessions/{session}/copy", new { title = "variant" });
        report.AtMost($"copy of {plan.Rows:N0} rows, {name}", copied, 3, "s");
        var variant = copy.GetProperty("id").GetString();

        await using (var readers = new Readers(await server.SignIn(), session, plan))
        {
            var (answer, seconds) = await Post(client, $"/api/psi/{variant}/actions/apply", order);
            var cells = answer.GetProperty("cells").GetInt32();
            report.AtMost($"action on {plan.Rows / PlanFile.Days:N0} series, {name}", seconds, 10, "s", $"{cells:N0} cells");
            report.AtMost($"beside it, daily of a SKU, 95 %, {name}", readers.Percentile(), 300, "ms");

            var path = $"/api/psi/{session}/compare?with={variant}&limit=500";
            report.AtMost($"compare, {name}", (await client.Get(path)).Milliseconds / 1000, 1.5, "s");
            readers.Forget();
            (_, seconds) = await Post(client, $"/api/psi/{variant}/changes/{answer.GetProperty("change_id").GetString()}/undo", null);
            report.AtMost($"undo of it, {name}", seconds, 10, "s");
            report.AtMost($"beside it, daily of a SKU, 95 %, {name}", readers.Percentile(), 300, "ms");
        }

        var watch = Stopwatch.StartNew();
        (await client.Http.DeleteAsync($"/api/sessions/{variant}")).EnsureSuccessStatusCode().Dispose();
        report.AtMost($"delete of a session, {name}", watch.Elapsed.TotalSeconds, 1, "s");
        watch.Restart();
        (await client.Http.DeleteAsync($"/api/sessions/deleted/{variant}")).EnsureSuccessStatusCode().Dispose();
        report.Note($"delete for good of {plan.Rows:N0} rows, {name}", watch.Elapsed.TotalSeconds, "s");
    }

    private static async Task<(JsonElement Answer, double Seconds)> Post(Client client, string path, object? body)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await client.Http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answered {answer.StatusCode}: {text}");
        return (JsonDocument.Parse(text).RootElement, watch.Elapsed.TotalSeconds);
    }

    /// <summary>Somebody who goes on reading.</summary>
    private sealed class Readers : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly List<double> _times = [];
        private readonly Task _reading;

        public Readers(Client client, string session, PlanFile plan) => _reading = Read(client, session, plan);

        public double Percentile()
        {
            lock (_times) return Report.Percentile(_times, 0.95);
        }

        public void Forget()
        {
            lock (_times) _times.Clear();
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _reading;
            _stop.Dispose();
        }

        private async Task Read(Client client, string session, PlanFile plan)
        {
            var random = new Random(6);
            while (!_stop.IsCancellationRequested)
            {
                var (milliseconds, _) = await client.Get($"/api/psi/{session}/daily?sku_code={PlanFile.Sku(random.Next(plan.Skus))}");
                lock (_times) _times.Add(milliseconds);
                await Task.Delay(20);
            }
        }
    }
}
