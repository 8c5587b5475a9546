using System.Text;

namespace PsiErp.Files;

/// <summary>What headers call the columns, in English and Japanese. To teach PsiErp another name, add it here.</summary>
internal static class ColumnNames
{
    private static readonly Dictionary<string, string[]> Others = new()
    {
        [PlanColumns.SkuCode] = ["sku", "商品コード", "skuコード", "品番", "品目コード"],
        [PlanColumns.SkuName] = ["商品名", "品名", "品目名"],
        [PlanColumns.WarehouseName] = ["warehouse", "倉庫", "倉庫名", "拠点"],
        [PlanColumns.Channel] = ["チャネル", "販路"],
        [PlanColumns.Date] = ["日付", "年月日"],
        [PlanColumns.StockAtAnchor] = ["期首在庫", "前日在庫"],
        [PlanColumns.InboundQty] = ["inbound", "入庫", "入庫数", "生産", "仕入"],
        [PlanColumns.OutboundQty] = ["outbound", "出庫", "出庫数", "販売", "売上"],
        [PlanColumns.StockClosing] = ["期末在庫", "在庫", "当日在庫"],
        [PlanColumns.SafetyStock] = ["安全在庫"],
        [PlanColumns.StdStock] = ["std_stock", "標準在庫"],
        [PlanColumns.Category1] = ["大分類"],
        [PlanColumns.Category2] = ["中分類"],
        [PlanColumns.Category3] = ["小分類"],
    };

    /// <summary>The name of a column by any of its names, as <see cref="Normalize"/> has them.</summary>
    private static readonly Dictionary<string, string> Known = Gather();

    /// <summary>All names, as <see cref="Normalize"/> has them, with the column of either format that each names.</summary>
    public static IReadOnlyDictionary<string, string> All => Known;

    /// <summary>The column of either format that a header names, or <see langword="null"/> when it names none.</summary>
    public static string? Find(string header) => Known.GetValueOrDefault(Normalize(header));

    private static Dictionary<string, string> Gather()
    {
        var known = PlanColumns.Wide.Union(PlanColumns.Daily).ToDictionary(name => name);
        foreach (var (column, names) in Others)
            foreach (var name in names)
                known.Add(Normalize(name), column);
        return known;
    }

    /// <summary>Equal for headers that are one: but for case, width, spaces and the mark at the file's start.</summary>
    public static string Normalize(string name) =>
        Unwrapped(FullWidth.Fold(name).Trim().Trim('\uFEFF')).Replace(' ', '_').ToLowerInvariant();

    /// <summary>Narrow columns of sheets break their headers: a tab here; words stay two then, Japanese stays one.</summary>
    private static string Unwrapped(string name) =>
        name.Contains('\t', StringComparison.Ordinal) ? name.Replace("\t", Ascii.IsValid(name) ? " " : "", StringComparison.Ordinal) : name;
}
