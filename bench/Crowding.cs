using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace PsiErp.Bench;

/// <summary>What those who misuse the program, or only have a slow line, cost everybody else.</summary>
internal static class Crowding
{
    private const int SlowReaders = 20;
    private const int Planners = 100;
    private const int BytesPerSecond = 2_500;
    private const int Overrides = 20_000;
    private const int WarmUp = 60;
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(30);

    /// <summary>Readers of a few KB a second on long answers, and planners at work beside them.</summary>
    public static async Task MeasureSlowReaders(Report report, string database, Server server, PlanFile plan)
    {
        var admin = await server.SignIn();
        var session = await admin.CreateSession("crowd");
        await admin.Upload(session, plan);
        await Edit(admin, session, plan);
        using var stop = new CancellationTokenSource();
        var planners = new List<Client>();
        while (planners.Count < Planners) planners.Add(await server.SignIn());
        string[] cookies = [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(number => SignInAs(server, admin, $"slow-{number}")))];
        string[] paths = [$"/api/psi-edits?session_id={session}", $"/api/psi/{session}/log?limit=5000"];
        var readers = Enumerable.Range(0, SlowReaders)
            .Select(number => ReadSlowly(server, cookies[number % cookies.Length], paths[number / 4 % paths.Length], stop.Token)).ToList();

        // What the first pages of a process cost is measured as its start
        for (var page = 0; page < WarmUp; page++) await planners[page % Planners].Get(Page(session, page % plan.Skus));

        var (times, unhealthy) = (new List<double>(), 0);
        var watch = Stopwatch.StartNew();
        var work = planners.Select((planner, number) => Work(planner, session, plan, new Random(number), watch, times)).ToList();
        while (watch.Elapsed < Load)
        {
            using var health = await admin.Http.GetAsync("/health");
            if (!health.IsSuccessStatusCode) unhealthy++;
            await Task.Delay(200);
        }
        await Task.WhenAll(work);
        var stillReading = readers.Count(reader => !reader.IsCompleted);
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        report.AtLeast($"slow readers, {database}", stillReading, SlowReaders, $"of {SlowReaders} still reading");
        report.AtMost($"{Planners} planners beside them, 95 %", Report.Percentile(times, 0.95), 300, "ms",
            $"{times.Count} answers, median {Report.Median(times):0} ms");
        report.AtMost("/health not 200 meanwhile", unhealthy, 0, "times");
    }

    /// <summary>Memory through bodies that are all problems, the widest grid, and one user's exports and uploads at once.</summary>
    public static async Task MeasureMemory(Report report, string database, Server server, PlanFile plan)
    {
        var client = await server.SignIn();
        var session = await client.CreateSession("memory");
        await client.Upload(session, plan);
        var wide = await client.CreateSession("wide");
        await UploadWide(client, wide);

        server.TakePeakMemory();
        var nulls = $$"""{"edits":[{{string.Join(',', Enumerable.Repeat("null", (16 << 20) / 5 - 10))}}]}""";
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var body = new StringContent(nulls, Encoding.UTF8, "application/json");
            using var answer = await client.Http.PostAsync($"/api/psi/{session}/edits/apply", body);
            if (answer.StatusCode != HttpStatusCode.UnprocessableEntity) throw new InvalidOperationException($"Nulls: {answer.StatusCode}");
        }));
        report.AtMost($"16 MB of nulls as edits, four at once, {database}", server.TakePeakMemory(), 512, "MB");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var answer = await client.Http.GetAsync($"/sessions/{wide}/psi?sku=WIDE&from=1900-01-01&to=2200-12-31");
            answer.EnsureSuccessStatusCode();
        }));
        report.AtMost("grid of 40 warehouses × 2,500 days, four at once", server.TakePeakMemory(), 512, "MB");

        var exports = Enumerable.Range(0, 10).Select(async _ =>
        {
            var path = $"/api/psi/{session}/export?format=xlsx";
            using var answer = await client.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            await using var body = await answer.Content.ReadAsStreamAsync();
            await body.CopyToAsync(Stream.Null);
        });
        await Task.WhenAll(exports);
        // Two jobs of a user run at once and eight wait; more are refused
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => client.Upload(session, plan)));
        report.AtMost("ten exports as xlsx and three uploads of a user", server.TakePeakMemory(), 512, "MB");
    }

    /// <summary>Sign-ins while three uploads go into the embedded file.</summary>
    public static async Task MeasureSignInsBesideUploads(Report report, Server server, PlanFile plan, PlanFile tomorrow)
    {
        var client = await server.SignIn();
        string[] sessions = [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(number => client.CreateSession($"upload {number}")))];
        var uploads = Task.Run(async () =>
        {
            foreach (var file in new[] { plan, tomorrow }) await Task.WhenAll(sessions.Select(session => client.Upload(session, file)));
        });
        var times = new List<double>();
        while (!uploads.IsCompleted)
        {
            var watch = Stopwatch.StartNew();
            (await server.SignIn()).Http.Dispose();
            times.Add(watch.Elapsed.TotalSeconds);
            await Task.Delay(100);
        }
        await uploads;
        report.AtMost("sign-in beside three uploads, SQLite, longest", times.Max(), 2, "s", $"{times.Count} sign-ins");
    }

    private static async Task Edit(Client client, string session, PlanFile plan)
    {
        var random = new Random(5);
        for (var done = 0; done < Overrides; done += 5_000)
        {
            var edits = Enumerable.Range(0, 5_000).Select(_ => PlanFile.Cell(random, plan.Skus)).Distinct().Select(cell => new
            {
                sku_code = cell.Sku,
                warehouse_name = cell.Warehouse,
                channel = cell.Channel,
                date = cell.Date,
                inbound_qty = random.Next(100_000),
            });
            (await client.Http.PostAsJsonAsync($"/api/psi/{session}/edits/apply", new { edits })).EnsureSuccessStatusCode().Dispose();
        }
    }

    /// <summary>A planner looks at a SKU, thinks, changes a cell now and then.</summary>
    private static async Task Work(Client planner, string session, PlanFile plan, Random random, Stopwatch watch, List<double> times)
    {
        await Task.Delay(random.Next(3_000));
        while (watch.Elapsed < Load)
        {
            var answer = await planner.Get(Page(session, random.Next(plan.Skus)));
            lock (times) times.Add(answer.Milliseconds);
            await Task.Delay(random.Next(3_000, 9_000));
        }
    }

    private static string Page(string session, int sku) => $"/sessions/{session}/psi?sku={PlanFile.Sku(sku)}";

    private static async Task<string> SignInAs(Server server, Client admin, string username)
    {
        await admin.AddUser(username);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var answer = await http.PostAsJsonAsync("/auth/login", new { username, Server.Password });
        return answer.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").First().Split(';')[0];
    }

    /// <summary>Reads an answer a few KB at a time, with a small window so that the server can't send ahead.</summary>
    private static async Task ReadSlowly(Server server, string cookie, string path, CancellationToken ct)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
        try
        {
            await socket.ConnectAsync(server.Address.Host, server.Address.Port, ct);
            var request = $"GET {path} HTTP/1.1\r\nHost: {server.Address.Authority}\r\nCookie: {cookie}\r\n\r\n";
            await socket.SendAsync(Encoding.ASCII.GetBytes(request), ct);
            var buffer = new byte[BytesPerSecond / 4];
            while (await socket.ReceiveAsync(buffer, ct) > 0) await Task.Delay(250, ct);
        }
        catch (OperationCanceledException)
        {
            // Read until it was told to stop
        }
    }

    private static async Task UploadWide(Client client, string session)
    {
        var text = new StringBuilder("sku_code,warehouse_name,channel,date,inbound_qty,outbound_qty\n");
        var first = new DateOnly(2026, 1, 1);
        for (var warehouse = 0; warehouse < 40; warehouse++)
            for (var day = 0; day < 2_500; day++)
                text.Append(CultureInfo.InvariantCulture, $"WIDE,W{warehouse:00},EC,{first.AddDays(day):yyyy-MM-dd},{day % 7},{day % 5}\n");
        using var form = new MultipartFormDataContent { { new StringContent(text.ToString()), "file", "wide.csv" } };
        (await client.Http.PostAsync($"/api/psi/{session}/upload", form)).EnsureSuccessStatusCode().Dispose();
    }
}
