using System.Text;

namespace PsiErp.Files;

/// <summary>A value that every row of a file has, written as a cell would be.</summary>
public static class FixedValue
{
    /// <summary>What is wrong with it, or <see langword="null"/> when nothing is.</summary>
    /// <param name="field">The field, by its name in either format.</param>
    /// <param name="text">The value.</param>
    public static CsvProblem? Check(string field, string text)
    {
        var code = string.IsNullOrWhiteSpace(text) ? CsvProblemCode.MissingValue : Read(field, text);
        return code is { } wrong ? new(0, field, wrong, CsvProblem.Shorten(text), PlanRowParser.Limit(wrong)) : null;
    }

    private static CsvProblemCode? Read(string field, string text) => PlanColumns.KindOf(field) switch
    {
        ColumnKind.Key => PlanText.ReadKey(text, out _),
        ColumnKind.Text => PlanText.Read(text, out _),
        ColumnKind.Rank => PlanText.ReadRank(text, out _),
        ColumnKind.Date => DateText.Read(Encoding.UTF8.GetBytes(text), null, out _),
        _ => QuantityText.Read(Encoding.UTF8.GetBytes(text), '.', isGrouped: true, out _),
    };
}
