namespace PsiErp.Masters;

/// <summary>The known members of every kind of master data, in the order of lists, forms and files.</summary>
public static class MasterColumns
{
    private const int MaxDays = 3650;
    private const int MaxDecimals = 6;

    /// <summary>Of products.</summary>
    public static readonly IReadOnlyList<MasterColumn> Products =
    [
        new("code", CellForm.Name) { IsKey = true, IsRequired = true, Label = "sku", InPlans = "sku_code" },
        new("name", CellForm.Text) { InPlans = "sku_name" },
        new("unit", CellForm.Text),
        new("decimals", CellForm.Whole) { Max = MaxDecimals, IsMinor = true },
        new("lead_time_days", CellForm.Whole) { Max = MaxDays },
        new("minimum_order", CellForm.Amount),
        new("lot_multiple", CellForm.Amount) { IsPositive = true },
        new("safety_stock_days", CellForm.Amount) { Max = MaxDays },
        new("standard_stock_days", CellForm.Amount) { Max = MaxDays },
        new("shelf_life_days", CellForm.Whole) { Max = 36_500, IsMinor = true },
        new("supplier", CellForm.Name) { Suggests = MasterTypes.Suppliers },
        new("unit_cost", CellForm.Amount),
        new("category_1", CellForm.Text),
        new("category_2", CellForm.Text),
        new("category_3", CellForm.Text) { IsMinor = true },
    ];

    /// <summary>Of customers and suppliers.</summary>
    public static readonly IReadOnlyList<MasterColumn> Partners =
    [
        new("code", CellForm.Name) { IsKey = true, IsRequired = true },
        new("name", CellForm.Text),
        new("contact", CellForm.Text),
        new("region", CellForm.Text),
        new("note", CellForm.Note),
    ];

    /// <summary>Of warehouses.</summary>
    public static readonly IReadOnlyList<MasterColumn> Warehouses =
    [
        new("warehouse_name", CellForm.Name) { IsKey = true, IsRequired = true },
        new("region", CellForm.Text),
        new("main_channel", CellForm.Name) { Suggests = MasterKinds.Channels, MustExist = true },
    ];

    /// <summary>Of channels.</summary>
    public static readonly IReadOnlyList<MasterColumn> Channels =
    [
        new("channel", CellForm.Name) { IsKey = true, IsRequired = true },
        new("display_name", CellForm.Text),
    ];

    /// <summary>Of lanes.</summary>
    public static readonly IReadOnlyList<MasterColumn> Lanes =
    [
        new("from_warehouse", CellForm.Name) { IsKey = true, IsRequired = true, Suggests = MasterKinds.Warehouses },
        new("to_warehouse", CellForm.Name) { IsKey = true, IsRequired = true, Suggests = MasterKinds.Warehouses },
        new("transit_days", CellForm.Whole) { IsRequired = true, Max = MaxDays },
        new("cost_per_unit", CellForm.Amount),
        new("cost_per_move", CellForm.Amount),
        new("lot_size", CellForm.Amount) { IsPositive = true },
    ];

    /// <summary>Of the grid's rows.</summary>
    public static readonly IReadOnlyList<MasterColumn> Metrics =
    [
        new("name", CellForm.Name) { IsKey = true, IsRequired = true, Label = "metric" },
        new("is_editable", CellForm.Flag),
        new("display_order", CellForm.Whole) { IsRequired = true, Max = int.MaxValue },
    ];

    /// <summary>Of ranks.</summary>
    public static readonly IReadOnlyList<MasterColumn> Ranks =
    [
        new("rank_type", CellForm.Rank) { IsKey = true, IsRequired = true },
        new("category_1", CellForm.Name) { IsKey = true, IsRequired = true },
        new("category_2", CellForm.Name) { IsKey = true, IsRequired = true },
        new("threshold", CellForm.Amount) { IsRequired = true },
    ];

    /// <summary>What people call the columns, all of them.</summary>
    public static IEnumerable<string> Labels { get; } =
        new[] { Products, Partners, Warehouses, Channels, Lanes, Metrics, Ranks }.SelectMany(columns => columns)
            .Select(column => column.Label).Distinct();
}
