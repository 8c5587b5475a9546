using System.Globalization;
using System.Text.Json;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Masters;

/// <summary>Reads the known members of a product's data. Scripts may have left numbers as texts; what is none is left out.</summary>
internal static class ProductMembers
{
    private const int MaxDays = 36_500;

    /// <summary>What a record says of its product; that it is the one to describe its code is still to be seen.</summary>
    public static Product Read(Guid id, JsonElement data) => new()
    {
        Id = id,
        SkuCode = MasterData.CodeOf(data) is { Length: > 0 } code ? code : null,
        Name = Text(data, "name"),
        Unit = Text(data, "unit"),
        Decimals = Whole(data, "decimals", Quantity.Decimals),
        LeadTimeDays = Whole(data, "lead_time_days", MaxDays),
        MinimumOrder = Number(data, "minimum_order"),
        LotMultiple = Number(data, "lot_multiple"),
        SafetyStockDays = Number(data, "safety_stock_days", MaxDays),
        StandardStockDays = Number(data, "standard_stock_days", MaxDays),
        ShelfLifeDays = Whole(data, "shelf_life_days", MaxDays),
        Supplier = MasterErrors.TidyText(MasterErrors.Tidy(MasterData.TextOf(data, "supplier"))),
        UnitCost = Number(data, "unit_cost"),
        Category1 = Text(data, "category_1"),
        Category2 = Text(data, "category_2"),
        Category3 = Text(data, "category_3"),
    };

    private static string? Text(JsonElement data, string name) => MasterErrors.TidyText(MasterData.TextOf(data, name));

    private static int? Whole(JsonElement data, string name, int max) =>
        Number(data, name, max) is { } number && number == decimal.Truncate(number) ? (int)number : null;

    private static decimal? Number(JsonElement data, string name, decimal max = Quantity.Max) =>
        decimal.TryParse(MasterData.TextOf(data, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number >= 0 && number <= max
            ? Quantity.Normalize(Math.Round(number, Quantity.Decimals))
            : null;
}
