using PsiErp.Planning;

namespace PsiErp.Data;

/// <summary>What PsiErp reads in the record of a product, typed, beside the record: plans are joined with it, lists sorted by it.</summary>
public sealed class Product
{
    /// <summary>The id of its record.</summary>
    public required Guid Id { get; init; }

    /// <summary>The SKU that it describes; null where the record has no code, or a newer record has the same.</summary>
    public string? SkuCode { get; set; }

    public string? Name { get; init; }

    /// <summary>What one of it is called.</summary>
    public string? Unit { get; init; }

    /// <summary>Decimals that its quantities are shown with, 0 to 6.</summary>
    public int? Decimals { get; init; }

    public int? LeadTimeDays { get; init; }
    public decimal? MinimumOrder { get; init; }
    public decimal? LotMultiple { get; init; }

    /// <summary>The safety stock in days of average sales.</summary>
    public decimal? SafetyStockDays { get; init; }

    /// <summary>The standard stock in days of average sales.</summary>
    public decimal? StandardStockDays { get; init; }

    public int? ShelfLifeDays { get; init; }
    public string? Supplier { get; init; }

    /// <summary>What one of it is worth.</summary>
    public decimal? UnitCost { get; init; }

    public string? Category1 { get; init; }
    public string? Category2 { get; init; }
    public string? Category3 { get; init; }

    /// <summary>By how many days of sales its levels follow where the source reports none.</summary>
    public LevelDays Levels => new(SafetyStockDays, StandardStockDays);
}

/// <summary>A SKU whose days of stock have changed: the plans that it is in are to be summarized anew.</summary>
public sealed class LevelChange
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string SkuCode { get; init; }
}
