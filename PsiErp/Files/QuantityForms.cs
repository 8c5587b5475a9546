using System.Globalization;
using System.Text.RegularExpressions;
using PsiErp.Planning;

namespace PsiErp.Files;

/// <summary>
/// The other ways in which programs and people write a number, wherever only one reading is possible: spaces between thousands,
/// signs behind, brackets or triangles for what is negative, powers of ten, a unit, the noise of binary fractions.
/// </summary>
internal static partial class QuantityForms
{
    private const decimal Noise = 0.000000001m;

    private static readonly string[] Before = ["¥", "￥", "$", "€"];
    private static readonly string[] Behind = ["¥", "￥", "$", "€", "円", "個", "pcs", "pc"];

    /// <summary>The number in the plain form, or <see langword="null"/> when it is in none of these.</summary>
    /// <param name="cell">The cell with full-width signs and digits folded, its decimals behind a point.</param>
    public static string? Plain(string cell)
    {
        var text = WithoutUnit(cell.Trim());
        var isNegative = TakeSign(ref text);
        text = WithoutUnit(text.Trim());
        if (text.Length == 0 || !char.IsAsciiDigit(text[0]) && text[0] != '.') return null;
        if (Spaced().IsMatch(text)) text = Spaces().Replace(text, "");
        text = WithoutNoise(WithoutPower(text));
        return isNegative ? "-" + text : text;
    }

    /// <summary>Of several ways to say negative one is taken: <c>-(5)</c> is nobody's number.</summary>
    private static bool TakeSign(ref string text)
    {
        var inner = text switch
        {
            ['(', .. var inside, ')'] => inside,
            [.. var before, '-'] => before,
            ['▲' or '△', .. var rest] => rest.TrimStart(),
            ['-', .. var rest] => rest,
            _ => null,
        };
        if (inner is null) return false;
        text = inner;
        return true;
    }

    private static string WithoutUnit(string text)
    {
        foreach (var unit in Before)
            if (text.StartsWith(unit, StringComparison.Ordinal)) return text[unit.Length..].TrimStart();
        foreach (var unit in Behind)
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) return text[..^unit.Length].TrimEnd();
        return text;
    }

    private static string WithoutPower(string text) =>
        Power().IsMatch(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : text;

    /// <summary>0.1 + 0.2 as a binary program writes it; more than noise beyond six decimals stays, and is refused.</summary>
    private static string WithoutNoise(string text)
    {
        var point = text.IndexOf('.');
        if (point < 0 || text.Length - point - 1 <= Quantity.Decimals
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return text;
        var rounded = Math.Round(number, Quantity.Decimals);
        return Math.Abs(number - rounded) <= Noise ? rounded.ToString(CultureInfo.InvariantCulture) : text;
    }

    [GeneratedRegex(@"^[1-9]\d{0,2}([ \u00A0\u2009\u202F]\d{3})+(\.\d*)?$", RegexOptions.ECMAScript)]
    private static partial Regex Spaced();

    [GeneratedRegex(@"[ \u00A0\u2009\u202F]")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^\d+(\.\d+)?E[+-]?\d{1,2}$", RegexOptions.IgnoreCase | RegexOptions.ECMAScript)]
    private static partial Regex Power();
}
