using System.Diagnostics;

namespace PsiErp.Bench;

/// <summary>How long planners and their tools wait for an answer from a session of that size.</summary>
internal static class Reading
{
    /// <summary>Until the runtime has compiled for speed what it began with.</summary>
    private const int WarmUps = 300;
    private const int Samples = 200;
    private const int Clients = 16;
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(5);

    /// <summary>The days of one SKU in all its warehouses and channels, alone and with many clients at once.</summary>
    public static async Task MeasureDaily(Report report, Server server, Client client, string session, PlanFile plan)
    {
        var random = new Random(3);
        string Path() => $"/api/psi/{session}/daily?sku_code={PlanFile.Sku(random.Next(plan.Skus))}";
        var times = await Repeat(async () => (await client.Get(Path())).Milliseconds);
        report.AtMost("daily of a SKU, median", Report.Median(times), 10, "ms");
        report.Note("daily of a SKU, 95 %", Report.Percentile(times, 0.95), "ms");

        var clients = new List<Client>();
        while (clients.Count < Clients) clients.Add(await server.SignIn());
        // The first time warms up what one client alone does not
        await AnswersPerSecond();
        report.AtLeast($"daily of a SKU, {Clients} clients", await AnswersPerSecond(), 250, "/s");

        async Task<double> AnswersPerSecond()
        {
            var watch = Stopwatch.StartNew();
            var counts = await Task.WhenAll(clients.Select((one, number) => CountAnswers(one, number, watch)));
            return counts.Sum() / watch.Elapsed.TotalSeconds;
        }

        async Task<int> CountAnswers(Client one, int number, Stopwatch watch)
        {
            var own = new Random(number);
            var count = 0;
            for (; watch.Elapsed < Load; count++)
                await one.Get($"/api/psi/{session}/daily?sku_code={PlanFile.Sku(own.Next(plan.Skus))}");
            return count;
        }
    }

    /// <summary>A change of one cell, a different one each time.</summary>
    public static async Task MeasureEdit(Report report, Client client, string session, PlanFile plan)
    {
        var random = new Random(4);
        var times = await Repeat(async () =>
        {
            var cell = PlanFile.Cell(random, plan.Skus);
            var units = random.Next(100_000);
            var watch = Stopwatch.StartNew();
            await client.Edit(session, cell, units);
            return watch.Elapsed.TotalMilliseconds;
        });
        report.AtMost("edit of a cell, median", Report.Median(times), 10, "ms");
        report.Note("edit of a cell, 95 %", Report.Percentile(times, 0.95), "ms");
    }

    /// <summary>The page with the grid of a SKU.</summary>
    public static async Task MeasureGrid(Report report, Client client, string session, PlanFile plan)
    {
        var random = new Random(5);
        var size = 0L;
        try
        {
            var times = await Repeat(async () =>
            {
                var path = $"/sessions/{session}/psi?sku={PlanFile.Sku(random.Next(plan.Skus))}";
                var (milliseconds, bytes) = await client.Get(path, "br, gzip");
                size = Math.Max(size, bytes);
                return milliseconds;
            });
            report.AtMost("grid of a SKU, median", Report.Median(times), 40, "ms");
            report.Note("grid of a SKU, 95 %", Report.Percentile(times, 0.95), "ms");
            report.AtMost("grid of a SKU, compressed", size / 1024.0, 80, "KB");
        }
        catch (InvalidOperationException problem)
        {
            report.Missing("grid of a SKU", problem.Message);
        }
    }

    /// <summary>The whole plan in every form, on a machine as small as a host's smallest.</summary>
    public static async Task MeasureExport(Report report, Server server, Client client, string session)
    {
        foreach (var (what, path) in new[] { ("csv", "export?format=csv"), ("xlsx", "export?format=xlsx"), ("daily", "daily") })
        {
            server.TakePeakMemory();
            var (milliseconds, bytes) = await client.Get($"/api/psi/{session}/{path}");
            report.Note($"all rows, {what}, {bytes >> 20} MB", milliseconds / 1000, "s");
            report.AtMost($"memory of all rows, {what}, peak", server.TakePeakMemory(), 512, "MB");
        }
    }

    private static async Task<List<double>> Repeat(Func<Task<double>> measure)
    {
        for (var i = 0; i < WarmUps; i++) await measure();
        var times = new List<double>();
        while (times.Count < Samples) times.Add(await measure());
        return times;
    }
}
