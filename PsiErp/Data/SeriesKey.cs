namespace PsiErp.Data;

/// <summary>What names a series within its planning session; the daily format's series has three blank keys.</summary>
public readonly record struct SeriesKey(string SkuCode, string WarehouseName, string Channel);
