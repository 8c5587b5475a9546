using System.Text;
using PsiErp.Files;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>
/// What a planner types into a cell: <c>80</c> or <c>=80</c>, <c>1,234.5</c>, and <c>+10</c>, <c>-5</c>, <c>*1.1</c>,
/// <c>/2</c> on top of the value that was shown; <c>10%</c> is that much of it, <c>+10%</c> that much more. Full-width digits and
/// signs are the same. A comma groups thousands and nothing else: <c>12,5</c> is refused rather than taken for 125.
/// </summary>
public static class CellInput
{
    /// <summary>Reads an entry; blank is null, "as imported".</summary>
    /// <param name="text">The entry as typed.</param>
    /// <param name="seen">The value that the cell showed; what <c>+</c>, <c>-</c>, <c>*</c> and <c>/</c> start from.</param>
    /// <param name="value">The new value.</param>
    /// <param name="decimals">
    /// Decimals of the product: what is worked out is rounded to them, halves away from zero; what is typed outright is meant.
    /// </param>
    /// <returns>The name of the text that says why the entry is refused, or null when it is not.</returns>
    public static string? Read(string? text, decimal? seen, out decimal? value, int? decimals = null)
    {
        value = null;
        var entry = Fold(text ?? "");
        if (entry.Length == 0) return null;

        var sign = entry[0] is '+' or '-' or '*' or '/' or '=' ? entry[0] : '=';
        var digits = entry[0] == sign ? entry[1..].TrimStart() : entry;
        var isShare = digits.EndsWith('%') && entry[0] != '=';
        if (isShare) digits = digits[..^1].TrimEnd();
        if (digits is not [(>= '0' and <= '9') or '.', ..]) return "Cell.NotANumber";
        switch (QuantityText.ReadTyped(Encoding.UTF8.GetBytes(digits), out var read))
        {
            case CsvProblemCode.NumberTooFine: return "Cell.TooFine";
            case CsvProblemCode.NumberTooLarge: return "Cell.TooLarge";
            case not null: return digits.Contains(',') ? "Cell.Comma" : "Cell.NotANumber";
        }
        var number = read ?? 0;
        if (sign == '/' && number == 0) return "Cell.NotANumber";

        if (isShare) (sign, number) = ShareOf(sign, number / 100);
        var isOutright = sign == '=' && !isShare;
        return Take(Combine(seen ?? 0, sign, number), isOutright ? null : decimals, out value);
    }

    /// <summary>Reads a number as other programs and people write it; blank is null, "as imported".</summary>
    /// <returns><inheritdoc cref="Read"/></returns>
    public static string? ReadPasted(string? text, out decimal? value)
    {
        value = null;
        var entry = Fold(text ?? "");
        if (entry.Length == 0) return null;
        if (entry[0] == '=') entry = entry[1..];
        switch (QuantityText.Read(Encoding.UTF8.GetBytes(entry), '.', isGrouped: true, out var read))
        {
            case CsvProblemCode.NumberTooFine: return "Cell.TooFine";
            case CsvProblemCode.NumberTooLarge: return "Cell.TooLarge";
            case not null: return entry.Contains(',') ? "Cell.Comma" : "Cell.NotANumber";
        }
        return read is { } number ? Take(number, decimals: null, out value) : "Cell.NotANumber";
    }

    private static string? Take(decimal number, int? decimals, out decimal? value)
    {
        value = null;
        if (number < 0) return "Cell.Negative";
        if (number > Quantity.Max) return "Cell.TooLarge";
        var rounding = decimals is null ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero;
        value = Quantity.Normalize(Math.Round(number, decimals ?? Quantity.Decimals, rounding));
        return null;
    }

    private static (char Sign, decimal Number) ShareOf(char sign, decimal share) => sign switch
    {
        '+' => ('*', 1 + share),
        '-' => ('*', 1 - share),
        '/' => ('/', share),
        _ => ('*', share),
    };

    private static decimal Combine(decimal seen, char sign, decimal number) => sign switch
    {
        '+' => seen + number,
        '-' => seen - number,
        '*' => Math.Min(seen, Quantity.Max) * Math.Clamp(number, -Quantity.Max, Quantity.Max),
        '/' => seen / Math.Max(number, 0.000001m),
        _ => number,
    };

    /// <summary>With the IME on, the key of the minus sign writes a long vowel.</summary>
    private static string Fold(string text)
    {
        var folded = FullWidth.Fold(text).Replace('×', '*').Replace('÷', '/').Replace('、', ',').Replace('。', '.').Trim();
        return folded is ['ー' or 'ｰ', .. var rest] ? "-" + rest : folded;
    }
}
