using System.Globalization;
using System.Text;

namespace PsiErp.Bench;

/// <summary>
/// A plan that looks like a planner's: each SKU in 5 warehouses and 4 channels, 60 days each. Equal arguments make equal
/// files; files that differ only in their seed have the same keys and other quantities; a shift makes them begin so many days later.
/// </summary>
internal sealed record PlanFile
{
    /// <summary>Days of a series.</summary>
    public const int Days = 60;

    /// <summary>The first of them.</summary>
    public static readonly DateOnly FirstDay = new(2026, 12, 1);

    private static readonly string[] Warehouses = ["東京DC", "大阪DC", "名古屋DC", "福岡DC", "札幌DC"];
    private static readonly string[] Channels = ["EC", "卸", "直営店", "輸出"];
    private static readonly string[] Ranks = ["A", "B", "C", "AA"];

    /// <summary>The file that is uploaded, in the wide format.</summary>
    public required string Path { get; init; }

    /// <summary>The names of its columns.</summary>
    public string Header { get; } = "sku_code,sku_name,warehouse_name,channel,date,category_1,category_2,category_3,fw_rank,ss_rank,"
        + "stock_at_anchor,inbound_qty,outbound_qty,net_flow,stock_closing,safety_stock,movable_stock,stdstock,gap";

    /// <summary>The same rows as psi_base has them, for <c>\copy</c>.</summary>
    public required string CopyPath { get; init; }

    public required int Rows { get; init; }

    public int Skus => (Rows + (SeriesPerSku * Days) - 1) / (SeriesPerSku * Days);

    private static int SeriesPerSku => Warehouses.Length * Channels.Length;

    public static PlanFile Create(string folder, string name, int rows, int seed, int shift = 0)
    {
        var plan = new PlanFile
        {
            Path = System.IO.Path.Combine(folder, $"{name}.csv"),
            CopyPath = System.IO.Path.Combine(folder, $"{name}-copy.csv"),
            Rows = rows,
        };
        using var wide = new StreamWriter(plan.Path, append: false, new UTF8Encoding(false), 1 << 16);
        using var copy = new StreamWriter(plan.CopyPath, append: false, new UTF8Encoding(false), 1 << 16);
        wide.Write($"{plan.Header}\n");
        var random = new Random(seed);
        for (var series = 0; series * Days < rows; series++)
            WriteSeries(wide, copy, series, Math.Min(Days, rows - (series * Days)), random, FirstDay.AddDays(shift));
        return plan;
    }

    /// <summary>The code of a SKU of the plan.</summary>
    public static string Sku(int number) => $"SKU-{number:00000}";

    /// <summary>The key of a cell of the plan.</summary>
    public static (string Sku, string Warehouse, string Channel, DateOnly Date) Cell(Random random, int skus) =>
        (Sku(random.Next(skus)), Warehouses[random.Next(Warehouses.Length)], Channels[random.Next(Channels.Length)],
            FirstDay.AddDays(random.Next(Days)));

    private static void WriteSeries(StreamWriter wide, StreamWriter copy, int series, int days, Random random, DateOnly first)
    {
        var sku = series / SeriesPerSku;
        var keys = string.Create(CultureInfo.InvariantCulture,
            $"{Sku(sku)},商品 {sku % 97:00}-{sku} ミネラルウォーター,{Warehouses[series / Channels.Length % Warehouses.Length]},"
                + $"{Channels[series % Channels.Length]}");
        var groups = $"飲料,カテゴリ{sku % 12},小分類{sku % 60},{Ranks[sku % Ranks.Length]},{Ranks[sku / 7 % Ranks.Length]}";
        var demand = random.Next(5, 400);
        int safety = demand * 3, standard = demand * 7, stock = demand * random.Next(4, 15);
        for (var day = 0; day < days; day++)
        {
            var date = first.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var sales = random.Next(demand / 2, (demand * 3 / 2) + 1);
            var production = day % 7 == series % 7 ? demand * random.Next(5, 10) : 0;
            var closing = stock + production - sales;
            wide.Write(string.Create(CultureInfo.InvariantCulture,
                $"{keys},{date},{groups},{stock},{production},{sales},{production - sales},{closing},{safety},{closing - safety},"
                    + $"{standard},{stock - standard}\n"));
            copy.Write(string.Create(CultureInfo.InvariantCulture,
                $"00000000-0000-0000-0000-000000000001,{series},{date},{stock},{production},{sales},{closing},{safety},{standard}\n"));
            stock = closing;
        }
    }
}
