using System.Text.Json;
using PsiErp.Accounts;
using PsiErp.Masters;

namespace PsiErp.Demo;

/// <summary>What is known of the demo's products, suppliers, warehouses, channels and ways. What is there already stays as it is.</summary>
public sealed class DemoMasters(MasterWrite write, MasterRecords records, Warehouses warehouses, Channels channels, Lanes lanes)
{
    private static readonly ChannelBody[] Channels =
        [new("online", "ネット / Web shop"), new("retail", "小売 / Shops"), new("卸", "卸 / Wholesale")];

    private static readonly WarehouseBody[] Warehouses =
    [
        new("東京DC", "関東", "online"), new("大阪DC", "関西", "online"), new("Fukuoka DC", "九州", "online"),
    ];

    private static readonly LaneBody[] Lanes =
    [
        new("東京DC", "大阪DC", 1, 12, 8_000, 10), new("大阪DC", "東京DC", 1, 12, 8_000, 10), new("東京DC", "Fukuoka DC", 3, 25, 14_000, 20),
        new("Fukuoka DC", "東京DC", 3, 25, 14_000, 20), new("大阪DC", "Fukuoka DC", 2, 18, 10_000, 10),
        new("Fukuoka DC", "大阪DC", 2, 18, 10_000, 10),
    ];

    private static readonly (string Category, string Code, string Name, int LeadTime, int Lot, int Minimum, int Cost)[] Supply =
    [
        ("茶", "S-UJI", "宇治茶園 / Uji Tea Farm", 5, 20, 100, 420), ("コーヒー", "S-COF", "Kobe Coffee", 10, 24, 240, 110),
        ("水", "S-WAT", "富士の水 / Fuji Water", 4, 48, 480, 45), ("果汁", "S-YUZ", "高知ゆず農園", 8, 12, 60, 160),
        ("菓子", "S-KAS", "京の菓子処 / Kyoto Sweets", 6, 12, 60, 380), ("浴用", "S-SOA", "Osaka Soap Works", 9, 10, 100, 210),
        ("布", "S-IMA", "今治タオル / Imabari Towels", 21, 10, 50, 640), ("陶器", "S-ARI", "有田の窯 / Arita Pottery", 30, 2, 10, 2_100),
        ("鉄器", "S-NAN", "Nanbu Ironware", 40, 1, 6, 4_800), ("竹", "S-TKY", "高山の茶筅師 / Takayama Whisks", 45, 5, 20, 1_900),
        ("セット", "S-SET", "Packing room", 3, 5, 20, 1_500), ("箱", "S-BOX", "箱屋 / Box Makers", 12, 25, 100, 90),
    ];

    /// <summary>Adds what is missing, all of it or nothing.</summary>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Cancels.</param>
    public Task AddAsync(Caller by, CancellationToken ct) => write.TogetherAsync(
        async () =>
        {
            foreach (var channel in Channels) await channels.CreateAsync(channel, by, ct);
            foreach (var warehouse in Warehouses) await warehouses.CreateAsync(warehouse, by, ct);
            foreach (var lane in Lanes) await lanes.CreateAsync(lane, by, ct);
            foreach (var (_, code, name, leadTime, _, _, _) in Supply)
                await PutAsync(MasterTypes.Suppliers, new { code, name, lead_time_days = leadTime }, by, ct);
            foreach (var sku in DemoCatalog.Skus) await PutAsync(MasterTypes.Products, ProductOf(sku), by, ct);
            return true;
        },
        ct);

    private Task<MasterOutcome<MasterBody>> PutAsync(string type, object data, Caller by, CancellationToken ct) =>
        records.CreateAsync(type, JsonSerializer.SerializeToElement(data), by, ct, isOnly: true);

    private static Dictionary<string, object?> ProductOf(DemoSku sku)
    {
        var supply = Supply.First(one => one.Category == sku.Category2);
        var product = new Dictionary<string, object?>
        {
            ["code"] = sku.Code,
            ["name"] = sku.Name,
            ["unit"] = "個",
            ["lead_time_days"] = supply.LeadTime,
            ["minimum_order"] = supply.Minimum,
            ["lot_multiple"] = supply.Lot,
            ["supplier"] = supply.Code,
            ["unit_cost"] = supply.Cost,
            ["category_1"] = sku.Category1,
            ["category_2"] = sku.Category2,
            ["category_3"] = sku.Category3,
        };
        if (!sku.HasLevelsInPlan) (product["safety_stock_days"], product["standard_stock_days"]) = (4, 12);
        return product;
    }
}
