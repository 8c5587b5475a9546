namespace PsiErp.Demo;

/// <summary>
/// How a series of the demo departs from its weekly rhythm. Days are counted from the demo's day, which is 0: negative ones have been.
/// </summary>
internal sealed record DemoTurn
{
    /// <summary>Nothing happens.</summary>
    public static readonly DemoTurn None = new();

    /// <summary>Days on which more or less is sold, and how much of the usual.</summary>
    public (int From, int To, decimal Factor) Sales { get; init; } = (0, -1, 1);

    /// <summary>Days on which less comes in than was planned, and how much of it.</summary>
    public (int From, int To, decimal Factor) Deliveries { get; init; } = (0, -1, 1);

    /// <summary>Something that comes in besides: on which day, for how many days of sales.</summary>
    public (int Day, int DaysOfSales) Extra { get; init; }

    /// <summary>What the count of a day says, as a part of what flows explain: on the demo's day, and some days before.</summary>
    public (decimal Today, decimal Before) Count { get; init; } = (1, 1);

    /// <summary>Whether orders follow the stock once planners are thought to have reacted; else they go on as they were planned.</summary>
    public bool IsNoticed { get; init; } = true;

    /// <summary>Whether nobody has planned any sales or levels yet.</summary>
    public bool IsNew { get; init; }

    /// <summary>What tomorrow's extract brings: units for so many days of sales, on which day.</summary>
    public (int Day, int DaysOfSales) TomorrowsNews { get; init; }
}

/// <summary>What has happened at the demo company, so that there is something of every kind to see and to mend.</summary>
internal static class DemoStory
{
    /// <summary>The promotion that empties the web shop in Tokyo, while the shops there are full.</summary>
    public static readonly (string Sku, string Warehouse, string Channel, int From, int To) Promotion =
        ("MAT-030", "東京DC", "online", 3, 12);

    /// <summary>The day on which planners are thought to have reacted: from then on deliveries follow what really is in stock.</summary>
    public const int Reaction = 21;

    /// <summary>The day before the demo's day on which somebody counted.</summary>
    public const int Counted = -4;

    /// <summary>Whether a SKU is sold at a place at all.</summary>
    public static bool IsSold(DemoSku sku, DemoPlace place) => sku.Code != "KIT-902" || place.Channel == "online";

    /// <summary>What happens to a series.</summary>
    /// <param name="sku">Its SKU.</param>
    /// <param name="place">Its place.</param>
    /// <param name="number">Its number, by which some have bad luck.</param>
    public static DemoTurn Of(DemoSku sku, DemoPlace place, int number) => (sku.Code, place.Warehouse, place.Channel) switch
    {
        // A promotion in the web shop; the shops have got twice what they sell
        ("MAT-030", "東京DC", "online") => new() { Sales = (Promotion.From, Promotion.To, 2.6m), TomorrowsNews = (10, 6) },
        ("MAT-030", "東京DC", "retail") => new() { Extra = (-3, 18), IsNoticed = false },
        // A supplier is three weeks late, everywhere; tomorrow it says when it delivers
        ("SEN-080", _, _) => new() { Deliveries = (1, Reaction - 1, 0), TomorrowsNews = (11, 9) },
        // Made by hand, and ordered too late
        ("WSK-080", "大阪DC", _) => new() { Deliveries = (1, 40, 0) },
        // One warehouse waits for a ship, another one has it all
        ("TEA-500", "Fukuoka DC", "online") => new() { Deliveries = (1, Reaction - 1, 0) },
        ("TEA-500", "東京DC", "卸") => new() { Extra = (-2, 16), IsNoticed = false },
        // Somebody has counted
        ("COK-012", "大阪DC", "retail") => new() { Count = (0.74m, 1) },
        ("COK-012", "大阪DC", "online") => new() { Count = (1, 0.85m) },
        ("SOAP-03", "東京DC", "retail") => new() { Count = (1.12m, 1.05m) },
        // Nobody wants it as much as was thought
        ("TWL-BTH", _, _) => new() { Sales = (-99, 99, 0.4m), IsNoticed = false },
        // Always a little less than was ordered
        ("HOJ-080", "大阪DC", _) => new() { Deliveries = (0, Reaction - 1, 0.8m) },
        ("KIT-902", _, _) => new() { IsNew = true },
        ("GYO-050" or "CHO-MAT" or "BAR-500", _, _) => DemoTurn.None,
        _ when number % 45 == 7 => new() { Deliveries = (0, Reaction - 1, 0.78m) },
        _ when number % 60 == 11 => new() { Extra = (-2, 9) },
        _ => DemoTurn.None,
    };
}
