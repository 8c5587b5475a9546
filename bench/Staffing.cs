using System.Diagnostics;
using System.Globalization;

namespace PsiErp.Bench;

/// <summary>A department at work: a hundred planners on two processes behind nginx, each on some plan of several.</summary>
internal static class Staffing
{
    private const int Planners = 100;
    private const int Plans = 4;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Day = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Rush = TimeSpan.FromSeconds(30);

    /// <summary>Two imports an hour, as many times faster as planners think faster here than at their desks.</summary>
    private static readonly TimeSpan ImportEvery = TimeSpan.FromSeconds(75);

    private static readonly string[] Orders = ["alert", "sku_code", "-lowest_stock", "days_of_supply", "-closing"];
    private static readonly string[] Filters = ["", "alert=stock_out", "alert=shortage", "alert=over", "q=sku-0001", "alert=edited"];

    public static async Task Measure(
        Report report, Database database, string folder, PlanFile plan, PlanFile tomorrow)
    {
        var settings = new Dictionary<string, string>(database.Settings) { ["TRUSTED_PROXIES"] = "127.0.0.1" };
        await using var first = await Server.Start(folder, settings);
        await using var second = await Server.Start(folder, settings);
        await using var site = await Proxy.Start(folder, first.Address, second.Address);
        var admin = await first.SignIn();
        List<string> sessions = [];
        for (var number = 1; number <= Plans; number++)
        {
            sessions.Add(await admin.CreateSession($"plan {number}"));
            await admin.Upload(sessions[^1], plan);
        }
        database.Settle();
        List<Client> planners = [];
        for (var number = 1; planners.Count < Planners; number++) planners.Add(await Hire(admin, site, $"planner-{number}"));

        var shift = new Shift(sessions, plan);
        await shift.Work(planners, Warm, thinking: true);
        shift.Begin();
        Server[] servers = [first, second];
        foreach (var server in servers) server.TakePeakMemory();
        var (before, connections, watch) = (ProcessTimes(servers), 0, Stopwatch.StartNew());
        var work = shift.Work(planners, Day, thinking: true);
        var imports = shift.Import(admin, [tomorrow, plan], Day, ImportEvery);
        while (!work.IsCompleted)
        {
            connections = Math.Max(connections, database.Connections());
            await Task.WhenAny(work, Task.Delay(1_000));
        }
        await Task.WhenAll(work, imports);
        report.Heading($"{Planners} planners, {Day.TotalMinutes:0} minutes, two processes behind nginx");
        Tell(report, shift, watch.Elapsed, before, ProcessTimes(servers));
        report.AtMost("answers that were no success", shift.Failures, 0, "");
        report.Note("memory of the processes, peak", string.Join(" and ", servers.Select(server => $"{server.TakePeakMemory():0} MB")));
        report.Note("connections to PostgreSQL, most at once", connections, "");

        report.Heading("the same without a pause between clicks, sixteen at a time");
        shift.Begin();
        (before, watch) = (ProcessTimes(servers), Stopwatch.StartNew());
        await shift.Work(planners[..16], Rush, thinking: false);
        Tell(report, shift, watch.Elapsed, before, ProcessTimes(servers));
        report.AtMost("answers that were no success", shift.Failures, 0, "");
    }

    private static async Task<Client> Hire(Client admin, Proxy site, string username)
    {
        await admin.AddUser(username);
        var planner = await Server.SignIn(site.Address, username);
        // Without it a page's address may mean the prototype's route of the same path
        planner.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return planner;
    }

    private static void Tell(
        Report report, Shift shift, TimeSpan time, Dictionary<string, double> before, Dictionary<string, double> after)
    {
        foreach (var (kind, times) in shift.Times.OrderBy(kind => kind.Key))
        {
            double Of(double share) => Report.Percentile(times, share);
            report.Note($"{kind}, {times.Count}", string.Create(CultureInfo.InvariantCulture,
                $"50 % {Of(0.5):0.0}, 95 % {Of(0.95):0.0}, 99 % {Of(0.99):0.0} ms"));
        }
        report.Note("answers", shift.Times.Values.Sum(times => times.Count) / time.TotalSeconds, "/s");
        report.Note("processors busy", string.Join(", ", after.Select(process => string.Create(CultureInfo.InvariantCulture,
            $"{process.Key} {(process.Value - before.GetValueOrDefault(process.Key)) / time.TotalSeconds:0.00}"))));
    }

    /// <summary>The seconds of processors that everybody concerned has used by now.</summary>
    private static Dictionary<string, double> ProcessTimes(Server[] servers)
    {
        var times = servers.Index().ToDictionary(server => $"PsiErp {server.Index + 1}", server => server.Item.ProcessorSeconds);
        times["PostgreSQL"] = Processes.Seconds("postgres");
        times["nginx"] = Processes.Seconds("nginx");
        times["planners"] = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        return times;
    }

    /// <summary>What planners do, and how long they waited for what.</summary>
    private sealed class Shift(IReadOnlyList<string> sessions, PlanFile plan)
    {
        public Dictionary<string, List<double>> Times { get; } = [];
        public int Failures { get; private set; }

        /// <summary>Forgets what was measured before.</summary>
        public void Begin()
        {
            Times.Clear();
            Failures = 0;
        }

        public Task Work(IReadOnlyList<Client> planners, TimeSpan time, bool thinking)
        {
            var watch = Stopwatch.StartNew();
            return Task.WhenAll(planners.Select(async (planner, number) =>
            {
                var (random, session) = (new Random(number), sessions[number % sessions.Count]);
                while (true)
                {
                    if (thinking) await Task.Delay(random.Next(3_000, 9_000));
                    if (watch.Elapsed > time) return;
                    await Click(planner, session, random);
                }
            }));
        }

        /// <summary>Takes over an extract of one plan after the other.</summary>
        public async Task Import(Client admin, PlanFile[] files, TimeSpan time, TimeSpan every)
        {
            var watch = Stopwatch.StartNew();
            for (var number = 0; watch.Elapsed < time; number++)
            {
                var (session, file) = (sessions[number % sessions.Count], files[number / sessions.Count % files.Length]);
                await Measure("import", () => admin.Upload(session, file));
                await Task.Delay(every);
            }
        }

        private Task Click(Client planner, string session, Random random)
        {
            var sku = PlanFile.Sku(random.Next(plan.Skus));
            return random.Next(100) switch
            {
                < 25 => Get("worklist", planner,
                    $"/sessions/{session}?{Filters[random.Next(Filters.Length)]}&sort={Orders[random.Next(Orders.Length)]}"),
                < 30 => Get("figures", planner, $"/api/psi/{session}/figures"),
                < 35 => Get("log", planner, $"/sessions/{session}/log"),
                < 75 => Get("grid", planner, $"/sessions/{session}/psi?sku={sku}"),
                _ => Measure("edit", () => planner.Edit(session, PlanFile.Cell(random, plan.Skus), random.Next(100_000))),
            };
        }

        private Task Get(string kind, Client planner, string path) => Measure(kind, () => planner.Get(path, "br, gzip"));

        private async Task Measure(string kind, Func<Task> ask)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                await ask();
                lock (Times)
                {
                    if (!Times.TryGetValue(kind, out var times)) Times[kind] = times = [];
                    times.Add(watch.Elapsed.TotalMilliseconds);
                }
            }
            catch (Exception problem) when (problem is InvalidOperationException or HttpRequestException or TaskCanceledException)
            {
                Console.Error.WriteLine($"  {kind}: {problem.Message}");
                lock (Times) Failures++;
            }
        }
    }
}
