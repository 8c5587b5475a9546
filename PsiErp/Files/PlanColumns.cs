namespace PsiErp.Files;

/// <summary>The column names of the plan files, as they are written and as problems name them.</summary>
public static class PlanColumns
{
    public const string SkuCode = "sku_code";
    public const string SkuName = "sku_name";
    public const string Category1 = "category_1";
    public const string Category2 = "category_2";
    public const string Category3 = "category_3";
    public const string FwRank = "fw_rank";
    public const string SsRank = "ss_rank";
    public const string WarehouseName = "warehouse_name";
    public const string Channel = "channel";
    public const string Date = "date";
    public const string StockAtAnchor = "stock_at_anchor";
    public const string InboundQty = "inbound_qty";
    public const string OutboundQty = "outbound_qty";
    public const string NetFlow = "net_flow";
    public const string StockClosing = "stock_closing";
    public const string SafetyStock = "safety_stock";
    public const string MovableStock = "movable_stock";
    public const string StdStock = "stdstock";
    public const string Gap = "gap";
    public const string Production = "production";
    public const string Sales = "sales";
    public const string Inventory = "inventory";

    /// <summary>The wide format in the order in which it is exported.</summary>
    public static readonly string[] Wide =
    [
        SkuCode, SkuName, Category1, Category2, Category3, FwRank, SsRank, WarehouseName, Channel, Date, StockAtAnchor,
        InboundQty, OutboundQty, NetFlow, StockClosing, SafetyStock, MovableStock, StdStock, Gap,
    ];

    public static readonly string[] SeriesKey = [SkuCode, WarehouseName, Channel];
    public static readonly string[] WideRequired = [.. SeriesKey, Date];
    public static readonly string[] DailyRequired = [Date, Production, Sales];
    public static readonly string[] Daily = [.. DailyRequired, Inventory];

    /// <summary>What a plan keeps of a day; a wide file has at least one of them.</summary>
    public static readonly string[] Quantities = [StockAtAnchor, InboundQty, OutboundQty, StockClosing, SafetyStock, StdStock];

    /// <summary>What describes a series.</summary>
    public static readonly string[] Descriptions = [SkuName, Category1, Category2, Category3, FwRank, SsRank];

    /// <summary>Computed from the others, and not kept.</summary>
    public static readonly string[] Derived = [NetFlow, MovableStock, Gap];

    /// <summary>All that somebody may tell of a file: which column it is, or which value it has.</summary>
    public static readonly string[] Tellable = [.. Wide.Except(Derived), .. Daily.Except(Wide)];

    /// <summary>What the daily format calls the wide format's columns.</summary>
    public static string? DailyNameOf(string wide) => wide switch
    {
        Date => Date,
        InboundQty => Production,
        OutboundQty => Sales,
        StockClosing => Inventory,
        _ => null,
    };

    /// <summary>What the wide format calls a column of either.</summary>
    public static string WideNameOf(string name) => name switch
    {
        Production => InboundQty,
        Sales => OutboundQty,
        Inventory => StockClosing,
        _ => name,
    };

    /// <summary>How the cells of a column of either format are read.</summary>
    public static ColumnKind KindOf(string name) => name switch
    {
        SkuCode or WarehouseName or Channel => ColumnKind.Key,
        SkuName or Category1 or Category2 or Category3 => ColumnKind.Text,
        FwRank or SsRank => ColumnKind.Rank,
        Date => ColumnKind.Date,
        _ => ColumnKind.Quantity,
    };

    /// <summary>The column that a property of <see cref="WidePlanLine"/> fills: <c>Category1</c> is <c>category_1</c>.</summary>
    public static string NameOf(string property) =>
        Wide.First(name => name.Replace("_", "").Equals(property, StringComparison.OrdinalIgnoreCase));
}
