using System.Text;

namespace PsiErp.Data;

/// <summary>
/// Which series of a session are meant: case-insensitive substrings of the three keys, each optional.
/// </summary>
/// <remarks>
/// Width (half, full) makes no difference either: keys and filters are folded by NFKC and lower case here, not by the
/// database, so that both databases find the same series and a search compares plain bytes.
/// </remarks>
public sealed record SeriesFilter(string? SkuCode = null, string? WarehouseName = null, string? Channel = null)
{
    /// <summary>Separates the folded keys; no key can hold it, since control characters are refused everywhere.</summary>
    private const char Separator = '\u001f';

    public bool IsEmpty =>
        string.IsNullOrEmpty(SkuCode) && string.IsNullOrEmpty(WarehouseName) && string.IsNullOrEmpty(Channel);

    /// <summary>Whether the SKU alone is asked for.</summary>
    public bool IsForSkuOnly => string.IsNullOrEmpty(WarehouseName) && string.IsNullOrEmpty(Channel);

    /// <summary>The <c>LIKE</c> pattern (escape character <c>\</c>) that a <see cref="Sku.SearchKey"/> must match.</summary>
    public string SkuPattern => $"%{Like(SkuCode)}%";

    /// <summary>The <c>LIKE</c> pattern (escape character <c>\</c>) that a <see cref="Series.SearchKey"/> must match.</summary>
    public string Pattern => $"%{Like(SkuCode)}%{Separator}%{Like(WarehouseName)}%{Separator}%{Like(Channel)}%";

    /// <summary>The search key of a series with these keys.</summary>
    public static string SearchKey(SeriesKey key) =>
        $"{Fold(key.SkuCode)}{Separator}{Fold(key.WarehouseName)}{Separator}{Fold(key.Channel)}";

    /// <summary>Text as searches compare it.</summary>
    public static string Fold(string? text) =>
        string.IsNullOrEmpty(text) ? "" : text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>The <c>LIKE</c> pattern (escape character <c>\</c>) of search keys that hold the text in any of the three keys.</summary>
    public static string AnyKeyPattern(string text) => $"%{Like(text)}%";

    private static string Like(string? text) =>
        Fold(text).Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
}
