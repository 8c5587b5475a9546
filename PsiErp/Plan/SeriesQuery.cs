using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>Query parameters that name series: case-insensitive substrings of their keys.</summary>
internal readonly record struct SeriesQuery(
    [FromQuery(Name = "sku_code")][property: Description("Part of the SKU code; upper or lower case and width make no "
        + "difference")] string? SkuCode,
    [FromQuery(Name = "warehouse_name")][property: Description("Part of the warehouse's name")] string? WarehouseName,
    [FromQuery(Name = "channel")][property: Description("Part of the channel's name")] string? Channel)
{
    public SeriesFilter ToFilter() => new(SkuCode, WarehouseName, Channel);
}
