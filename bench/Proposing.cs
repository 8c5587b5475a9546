using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace PsiErp.Bench;

/// <summary>How long it takes to find, apply and undo proposals for 417 SKUs in 5 warehouses and 4 channels, and what they mend.</summary>
internal static class Proposing
{
    /// <summary>417 SKUs.</summary>
    public const int Rows = 417 * 20 * PlanFile.Days;

    private static readonly string[] Warehouses = ["東京DC", "大阪DC", "名古屋DC", "福岡DC", "札幌DC"];

    public static async Task Measure(
        Report report, string name, string folder, IReadOnlyDictionary<string, string> settings, PlanFile plan)
    {
        string session;
        Dictionary<string, int> before;
        Outcome policy;
        await using (var server = await Server.Start(folder, settings))
        {
            var client = await server.SignIn();
            session = await client.CreateSession("proposals");
            await client.Upload(session, plan);
            await DescribeWarehouses(client);
            before = await StockOutDays(client, session);
            policy = await Run(server, client, session, new { method = "policy", make = false });
        }
        // A process of its own, so that its memory is that of proposals, not of the upload before
        await using var fresh = await Server.Start(folder, settings);
        var planner = await fresh.SignIn();
        var idle = fresh.Memory("VmRSS");
        var least = await Run(fresh, planner, session, new { method = "least_cost", make = false });
        var both = await Run(fresh, planner, session, new { method = "least_cost", make = true });

        report.AtMost($"proposals, the first ones, {name}", least.Found, 3, "s", $"{least.Moves:N0} moves");
        report.AtMost($"proposals, move then make, {name}", both.Found, 3, "s", $"{both.Moves:N0} moves");
        report.AtMost($"applying them, {name}", both.Applied, 3, "s");
        report.AtMost($"undo of it, {name}", both.Undone, 3, "s");
        var worse = before.Keys.Count(sku => least.StockOutDays[sku] > policy.StockOutDays[sku]);
        report.AtMost($"SKUs worse than by policy, {name}", worse, 0, "SKUs");
        report.AtMost(
            $"stock-out days, least cost, {name}", least.StockOutDays.Values.Sum(), policy.StockOutDays.Values.Sum() * 0.8, "days",
            $"before {before.Values.Sum():N0}, by policy {policy.StockOutDays.Values.Sum():N0}");
        report.Note($"moved by policy, {name}", (double)policy.Units, $"units in {policy.Moves:N0} moves for {policy.Cost:N0}");
        report.Note($"moved by least cost, {name}", (double)least.Units, $"units in {least.Moves:N0} moves for {least.Cost:N0}");
        report.Note($"memory before the solver, {name}", idle, "MB");
        report.AtMost($"memory with the solver, {name}", least.Memory, 260, "MB");
        report.Note("published", SizeOf(Path.Combine(folder, "app")), "MB");
    }

    private static double SizeOf(string path) =>
        Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) / 1e6;

    private static async Task<Outcome> Run(Server server, Client client, string session, object how)
    {
        var request = JsonSerializer.SerializeToNode(new
        {
            session_id = session,
            start = $"{PlanFile.FirstDay:yyyy-MM-dd}",
            end = $"{PlanFile.FirstDay.AddDays(PlanFile.Days - 1):yyyy-MM-dd}",
        })!.AsObject();
        foreach (var (member, value) in JsonSerializer.SerializeToNode(how)!.AsObject()) request[member] = value?.DeepClone();
        var (proposed, found) = await Send(client, HttpMethod.Post, "/api/transfer-plans/recommend", request);
        var memory = server.Memory("VmRSS");
        var id = proposed.GetProperty("plan").GetProperty("plan_id").GetString();
        var lines = proposed.GetProperty("lines").EnumerateArray().Select(line => (
            From: line.GetProperty("from_warehouse").GetString()!, To: line.GetProperty("to_warehouse").GetString()!,
            Qty: line.GetProperty("qty").GetDecimal())).ToList();
        var (answer, applied) = await Send(client, HttpMethod.Patch, $"/api/transfer-plans/{id}", new { status = "applied" });
        var days = await StockOutDays(client, session);
        var change = answer.GetProperty("change_id").GetString();
        var (_, undone) = await Send(client, HttpMethod.Post, $"/api/psi/{session}/changes/{change}/undo", null);
        return new Outcome(
            found, applied, undone, lines.Count, lines.Sum(line => line.Qty),
            lines.Sum(line => line.From == line.To ? 0 : line.Qty * CostOf(line.From, line.To) + 500), memory, days);
    }

    private static async Task DescribeWarehouses(Client client)
    {
        foreach (var (warehouse, i) in Warehouses.Select((warehouse, i) => (warehouse, i)))
        {
            var region = i is 0 or 4 ? "東日本" : "西日本";
            await Send(client, HttpMethod.Post, "/api/warehouses", new { warehouse_name = warehouse, region });
        }
        await Send(client, HttpMethod.Post, "/api/channels", new { channel = "EC" });
        foreach (var warehouse in Warehouses)
        {
            await Send(client, HttpMethod.Put, $"/api/warehouses/{Uri.EscapeDataString(warehouse)}", new { main_channel = "EC" });
            foreach (var other in Warehouses.Where(other => other != warehouse))
            {
                await Send(client, HttpMethod.Post, "/api/lanes", new
                {
                    from_warehouse = warehouse,
                    to_warehouse = other,
                    transit_days = 1 + Distance(warehouse, other) % 3,
                    cost_per_unit = CostOf(warehouse, other),
                    cost_per_move = 500,
                });
            }
        }
    }

    private static int Distance(string from, string to) => Math.Abs(Array.IndexOf(Warehouses, from) - Array.IndexOf(Warehouses, to));

    private static decimal CostOf(string from, string to) => 10 + 5 * Distance(from, to);

    private static async Task<Dictionary<string, int>> StockOutDays(Client client, string session)
    {
        await using var stream = await client.Http.GetStreamAsync($"/api/psi/{session}/daily");
        var days = new Dictionary<string, int>();
        await foreach (var series in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream))
        {
            var sku = series.GetProperty("sku_code").GetString()!;
            var without = series.GetProperty("daily").EnumerateArray().Count(day => day.GetProperty("stock_closing").GetDecimal() < 0);
            days[sku] = days.GetValueOrDefault(sku) + without;
        }
        return days;
    }

    private static async Task<(JsonElement Answer, double Seconds)> Send(Client client, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        var watch = Stopwatch.StartNew();
        using var answer = await client.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answered {answer.StatusCode}: {text}");
        return (text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, watch.Elapsed.TotalSeconds);
    }

    /// <summary>What came of proposals: seconds, and days without stock by SKU when they were applied.</summary>
    private sealed record Outcome(
        double Found, double Applied, double Undone, int Moves, decimal Units, decimal Cost, double Memory,
        Dictionary<string, int> StockOutDays);
}
