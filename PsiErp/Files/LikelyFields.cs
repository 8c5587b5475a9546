using FuzzySharp;

namespace PsiErp.Files;

/// <summary>Says which field a header may mean that no name is known of. Only somebody can say whether it does.</summary>
internal static class LikelyFields
{
    // Of 100: a letter that is missing or another in a word; less is chance
    private const int Least = 85;
    private const int ShortestWord = 5;

    /// <summary>What headers say beside the thing itself.</summary>
    private static readonly string[] Additions =
        ["予定", "実績", "見込", "計画", "数量", "数", "名称", "名", "コード", "番号", "cd", "code", "_qty", "_quantity", "_name", "_plan", "_planned"];

    /// <summary>What makes another thing of it: money, days, places.</summary>
    private static readonly string[] Others = ["金額", "額", "単価", "原価", "率", "日", "日数", "回転", "先", "区分", "amount", "price", "cost", "rate"];

    /// <summary>The field that a header is nearest to, or <see langword="null"/> when it is near to none.</summary>
    public static string? Find(string header)
    {
        var name = ColumnNames.Normalize(header);
        if (name.Length < 2 || Others.Any(other => name.EndsWith(other, StringComparison.Ordinal))) return null;
        if (Additions.Where(end => name.EndsWith(end, StringComparison.Ordinal)).Select(end => ColumnNames.Find(name[..^end.Length]))
            .FirstOrDefault(field => field is not null) is { } plain)
            return plain;
        if (name.Length < ShortestWord) return null;
        var (best, score) = ("", 0);
        foreach (var (known, field) in ColumnNames.All)
            if (known.Length >= ShortestWord && Fuzz.Ratio(name, known) is var likeness && likeness > score)
                (best, score) = (field, likeness);
        return score >= Least ? best : null;
    }
}
