namespace PsiErp.Demo;

/// <summary>A made-up product.</summary>
/// <param name="Code">SKU code.</param>
/// <param name="Name">Japanese or English, as in a real company.</param>
/// <param name="Category1">Broadest category.</param>
/// <param name="Category2">Narrower.</param>
/// <param name="Category3">Narrowest.</param>
/// <param name="Rank">A sells most.</param>
/// <param name="PerDay">Units sold on an average day over all places.</param>
internal sealed record DemoSku(
    string Code, string Name, string Category1, string Category2, string Category3, string Rank, int PerDay)
{
    /// <summary>Whether plans have its levels; of the others the masters say for how many days of sales they are.</summary>
    public bool HasLevelsInPlan => Category1 != DemoCatalog.LevelsInDays;
}

/// <summary>Where and through which channel the demo sells.</summary>
/// <param name="Share">Part of the SKU's sales, in percent.</param>
internal sealed record DemoPlace(string Warehouse, string Channel, int Share);

/// <summary>What the demo company sells, and where.</summary>
internal static class DemoCatalog
{
    /// <summary>The category whose safety and standard stock follow from days of sales.</summary>
    public const string LevelsInDays = "食器";

    public static readonly DemoPlace[] Places =
    [
        new("東京DC", "online", 22), new("東京DC", "retail", 18), new("東京DC", "卸", 12),
        new("大阪DC", "online", 12), new("大阪DC", "retail", 10), new("大阪DC", "卸", 8),
        new("Fukuoka DC", "online", 7), new("Fukuoka DC", "retail", 6), new("Fukuoka DC", "卸", 5),
    ];

    public static readonly DemoSku[] Skus =
    [
        new("MAT-030", "抹茶パウダー 30g", "食品", "茶", "抹茶", "A", 240),
        new("MAT-100", "抹茶パウダー 100g", "食品", "茶", "抹茶", "A", 160),
        new("MAT-500", "抹茶パウダー 業務用 500g", "食品", "茶", "抹茶", "B", 60),
        new("MAT-LAT", "Matcha latte mix 200g", "食品", "茶", "抹茶", "B", 90),
        new("SEN-080", "煎茶 80g", "食品", "茶", "煎茶", "A", 180),
        new("SEN-200", "煎茶 徳用 200g", "食品", "茶", "煎茶", "B", 80),
        new("SEN-TB2", "煎茶ティーバッグ 20袋", "食品", "茶", "煎茶", "A", 150),
        new("HOJ-080", "ほうじ茶 80g", "食品", "茶", "ほうじ茶", "B", 100),
        new("HOJ-TB2", "ほうじ茶ティーバッグ 20袋", "食品", "茶", "ほうじ茶", "B", 110),
        new("GEN-100", "玄米茶 100g", "食品", "茶", "玄米茶", "C", 55),
        new("GYO-050", "玉露 50g", "食品", "茶", "玉露", "C", 25),
        new("TEA-500", "緑茶 500ml", "飲料", "茶", "ペット", "A", 420),
        new("TEA-2L0", "緑茶 2L", "飲料", "茶", "ペット", "A", 260),
        new("BAR-500", "麦茶 500ml", "飲料", "茶", "ペット", "B", 190),
        new("COF-250", "Cold brew coffee 250ml", "飲料", "コーヒー", "缶", "B", 140),
        new("WAT-550", "Mineral water 550ml", "飲料", "水", "ペット", "A", 380),
        new("YUZ-300", "ゆずドリンク 300ml", "飲料", "果汁", "びん", "C", 45),
        new("COK-012", "抹茶クッキー 12枚", "食品", "菓子", "焼菓子", "A", 130),
        new("COK-024", "抹茶クッキー 24枚", "食品", "菓子", "焼菓子", "B", 60),
        new("DOR-006", "どら焼き 6個", "食品", "菓子", "和菓子", "B", 75),
        new("YOK-001", "ようかん 1本", "食品", "菓子", "和菓子", "C", 35),
        new("SEN-BEI", "Rice crackers assorted", "食品", "菓子", "米菓", "B", 95),
        new("KON-150", "こんぺいとう 150g", "食品", "菓子", "和菓子", "C", 30),
        new("CHO-MAT", "Matcha chocolate bar", "食品", "菓子", "チョコ", "A", 170),
        new("SOAP-12", "石けん 12個", "日用品", "浴用", "石けん", "B", 70),
        new("SOAP-03", "石けん 3個", "日用品", "浴用", "石けん", "A", 150),
        new("BTH-010", "入浴剤 10包", "日用品", "浴用", "入浴剤", "C", 40),
        new("TWL-FAC", "今治フェイスタオル", "日用品", "布", "タオル", "B", 65),
        new("TWL-BTH", "Imabari bath towel", "日用品", "布", "タオル", "C", 28),
        new("FUR-070", "ふろしき 70cm", "日用品", "布", "ふろしき", "C", 22),
        new("CUP-SET", "湯のみ 2客セット", "食器", "陶器", "湯のみ", "C", 18),
        new("CHA-WAN", "抹茶碗", "食器", "陶器", "茶碗", "C", 12),
        new("TPT-400", "Teapot cast iron 400ml", "食器", "鉄器", "急須", "C", 14),
        new("WSK-080", "茶筅 80本立", "食器", "竹", "茶筅", "B", 34),
        new("SPN-BAM", "Bamboo tea scoop", "食器", "竹", "茶杓", "C", 20),
        new("KIT-900", "Starter kit, blue", "ギフト", "セット", "入門", "B", 48),
        new("KIT-901", "Starter kit, green", "ギフト", "セット", "入門", "B", 44),
        new("KIT-902", "Starter kit, red (new)", "ギフト", "セット", "入門", "C", 30),
        new("BOX-77", "Gift box M", "ギフト", "箱", "化粧箱", "B", 85),
        new("BOX-99", "Gift box L", "ギフト", "箱", "化粧箱", "C", 36),
        new("OSE-500", "お歳暮セット 5,000円", "ギフト", "セット", "季節", "A", 120),
    ];
}
