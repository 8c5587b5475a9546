using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PsiErp.Bench;

/// <summary>A product master of 50,000: taken in from a file, listed, searched, sorted, and written as a file.</summary>
internal static class Mastering
{
    private const int Products = 50_000;
    private const int Few = 5_000;
    private const int Rounds = 15;

    private static readonly string[] Orders =
    [
        "code", "-code", "name", "unit", "lead_time_days", "-minimum_order", "lot_multiple", "safety_stock_days", "-standard_stock_days",
        "supplier", "-unit_cost", "category_1", "-category_2", "-updated_at",
    ];

    private static readonly int[] Pages = [1, 2, 3, 50, 250, 500];
    private static readonly string[] Formats = ["csv", "xlsx"];
    private static readonly string[] Searches = ["sku-0001", "緑茶 12", "supplier 7", "飲料", "4999", "nothing like this", "S"];

    public static async Task Measure(Report report, string name, string folder, IReadOnlyDictionary<string, string> settings)
    {
        await using var server = await Server.Start(folder, settings);
        var client = await server.SignIn();
        await Import(client, "customers", 100, 100);
        server.TakePeakMemory();
        await Import(client, "suppliers", Few, Few);
        var few = server.TakePeakMemory();
        var seconds = await Import(client, "products", Products, Products);
        report.AtMost($"{Products:N0} products from a file, {name}", seconds, 3, "s");
        report.AtMost($"memory of it, more than of {Few:N0}, {name}", server.TakePeakMemory() - few, 96, "MB");
        report.AtMost($"the same file again, {name}", await Import(client, "products", Products, 0), 3, "s");

        // Without it the page's address means the prototype's route of the same path
        client.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        await Times(report, client, $"list of products, any page, {name}",
            [.. Pages.Select(page => $"?p={page}")]);
        await Times(report, client, $"list of products, any order, {name}", [.. Orders.Select(order => $"?sort={order}")]);
        await Times(report, client, $"list of products, searched, {name}",
            [.. Searches.Select(text => $"?search={Uri.EscapeDataString(text)}")]);
        await Times(report, client, $"list of products, searched, any order, {name}",
            [.. Orders.Select(order => $"?search={Uri.EscapeDataString("緑茶 1")}&sort={order}")]);

        server.TakePeakMemory();
        foreach (var format in Formats)
        {
            var (milliseconds, bytes) = await client.Get($"/api/masters/products/export?format={format}");
            report.Note($"all products, {format}, {bytes / 1024.0 / 1024.0:0.#} MB, {name}", milliseconds / 1000, "s");
        }
        report.AtMost($"memory of all of it, peak, {name}", server.TakePeakMemory(), 512, "MB");
    }

    /// <summary>Each list some times, after it was asked for before.</summary>
    private static async Task Times(Report report, Client client, string what, IReadOnlyList<string> lists)
    {
        var times = new List<double>();
        for (var round = -3; round < Rounds; round++)
        {
            foreach (var list in lists)
            {
                var (milliseconds, _) = await client.Get($"/masters/products{list}", "br, gzip");
                if (round >= 0) times.Add(milliseconds);
            }
        }
        report.AtMost($"{what}, median", Report.Median(times), 30, "ms");
        report.Note($"{what}, 95 %", Report.Percentile(times, 0.95), "ms");
    }

    /// <summary>Takes a file in.</summary>
    /// <returns>How many seconds it took.</returns>
    private static async Task<double> Import(Client client, string type, int rows, int created)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(File(rows)), "file", $"{type}.csv" } };
        var watch = Stopwatch.StartNew();
        using var answer = await client.Http.PostAsync($"/api/masters/{type}/import", form);
        var seconds = watch.Elapsed.TotalSeconds;
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || JsonDocument.Parse(text).RootElement.GetProperty("created").GetInt32() != created)
            throw new InvalidOperationException($"The file of {type} answered {answer.StatusCode}: {text}");
        return seconds;
    }

    private static byte[] File(int rows)
    {
        var text = new StringBuilder("code,name,unit,decimals,lead_time_days,minimum_order,lot_multiple,safety_stock_days,")
            .Append("standard_stock_days,supplier,unit_cost,category_1,category_2,colour\n");
        var random = new Random(8);
        string[] categories = ["飲料", "食品", "雑貨", "衣料"];
        for (var i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{PlanFile.Sku(i)},緑茶 {random.Next(rows)} 500ml,個,0,{random.Next(1, 60)},")
                .Append(CultureInfo.InvariantCulture, $"{random.Next(1, 100) * 10},{random.Next(1, 20)},{random.Next(1, 30)},")
                .Append(CultureInfo.InvariantCulture, $"{random.Next(30, 60)},Supplier {random.Next(200)},{random.Next(1, 100_000) / 10m},")
                .Append(CultureInfo.InvariantCulture, $"{categories[random.Next(4)]},分類 {random.Next(40)},色{random.Next(9)}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
