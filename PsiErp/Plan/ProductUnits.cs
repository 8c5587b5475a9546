using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Masters;

namespace PsiErp.Plan;

/// <summary>What the product master says of a SKU's quantities.</summary>
/// <param name="Unit">What one of it is called.</param>
/// <param name="Cost">What one of it is worth.</param>
public readonly record struct ProductUnit(string? Unit, decimal? Cost);

/// <summary>Looks units and costs up in the product master.</summary>
public sealed class ProductUnits(PsiDb db)
{
    /// <summary>Those of some SKUs; what the master does not know is left out.</summary>
    /// <remarks>Looked up in the index (master_type, code). Of several records of a code the newest holds.</remarks>
    public async Task<Dictionary<string, ProductUnit>> OfAsync(IReadOnlyCollection<string> skuCodes, CancellationToken ct)
    {
        if (skuCodes.Count == 0) return [];
        var records = await db.MasterRecords.AsNoTracking()
            .Where(record => record.MasterType == MasterTypes.Products && skuCodes.Contains(record.Code))
            .OrderBy(record => record.CreatedAt).Select(record => new { record.Code, record.Data }).ToListAsync(ct);
        var units = new Dictionary<string, ProductUnit>();
        foreach (var record in records) units[record.Code] = Read(record.Data);
        return units;
    }

    private static ProductUnit Read(string data)
    {
        using var product = JsonDocument.Parse(data);
        var root = product.RootElement;
        var unit = root.TryGetProperty("unit", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        return new ProductUnit(unit, root.TryGetProperty("unit_cost", out var cost) ? ReadCost(cost) : null);
    }

    /// <summary>Forms and imports may have left it a text.</summary>
    private static decimal? ReadCost(JsonElement cost) => cost.ValueKind switch
    {
        JsonValueKind.Number when cost.TryGetDecimal(out var number) => number,
        JsonValueKind.String when decimal.TryParse(cost.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            => number,
        _ => null,
    };
}
