using Microsoft.AspNetCore.Mvc;
using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>Query parameters that name series: case-insensitive substrings of their keys.</summary>
internal readonly record struct SeriesQuery(
    [FromQuery(Name = "sku_code")] string? SkuCode,
    [FromQuery(Name = "warehouse_name")] string? WarehouseName,
    [FromQuery(Name = "channel")] string? Channel)
{
    public SeriesFilter ToFilter() => new(SkuCode, WarehouseName, Channel);
}
