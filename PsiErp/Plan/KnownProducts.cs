using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>Looks products up by their SKUs.</summary>
public sealed class KnownProducts(PsiDb db)
{
    /// <summary>So few are looked up at once, without asking first whether there are any.</summary>
    private const int Few = 20;

    private bool? _hasAny;

    /// <summary>Those of some SKUs; what the product master does not know is left out. Looked up in the index of their SKUs.</summary>
    public async Task<Dictionary<string, Product>> OfAsync(IEnumerable<string> skuCodes, CancellationToken ct)
    {
        string[] codes = [.. skuCodes.Distinct()];
        if (codes.Length == 0 || (codes.Length > Few && !(_hasAny ??= await db.Products.AnyAsync(ct)))) return [];
        return await db.Products.AsNoTracking().Where(product => product.SkuCode != null && codes.Contains(product.SkuCode))
            .ToDictionaryAsync(product => product.SkuCode!, ct);
    }

    /// <summary>By how many days of sales levels follow, of all SKUs that have such days.</summary>
    public async Task<IReadOnlyDictionary<string, LevelDays>> LevelsAsync(CancellationToken ct) => await db.Products
        .Where(product => product.SkuCode != null && (product.SafetyStockDays != null || product.StandardStockDays != null))
        .Select(product => new { product.SkuCode, product.SafetyStockDays, product.StandardStockDays })
        .ToDictionaryAsync(product => product.SkuCode!, product => new LevelDays(product.SafetyStockDays, product.StandardStockDays), ct);

    /// <summary>Whether it is known of any SKU what one costs.</summary>
    public Task<bool> HasCostsAsync(CancellationToken ct) =>
        db.Products.AnyAsync(product => product.SkuCode != null && product.UnitCost != null, ct);
}
