using System.Text;

namespace PsiErp.Files;

/// <summary>What a sheet's number format says of the cells that have it, as far as a reader has to know.</summary>
/// <param name="IsDate">Whether numbers are shown as days or times.</param>
/// <param name="Digits">
/// The zeros of a code that is kept as a number, with what is shown between them: <c>00000</c>, <c>000-0000</c>; otherwise null.
/// </param>
internal sealed record NumberFormat(bool IsDate, string? Digits)
{
    /// <summary>Numbers as numbers.</summary>
    public static readonly NumberFormat Plain = new(false, null);

    /// <summary>A format that every workbook has by its number: 14–22 and 45–47, in Japanese 27–36 and 50–58.</summary>
    public static NumberFormat BuiltIn(int id) =>
        id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) ? new(true, null) : Plain;

    /// <summary>A format that a workbook writes down, such as <c>[$-411]ggge"年"m"月"d"日"</c>.</summary>
    public static NumberFormat Of(string code)
    {
        var (shown, isDate, zeros, isCode) = (new StringBuilder(), false, 0, true);
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
            switch (code[i])
            {
                case '"':
                    var end = code.IndexOf('"', i + 1);
                    if (end < 0) return Plain;
                    shown.Append(code, i + 1, end - i - 1);
                    i = end;
                    break;
                case '\\' when i + 1 < code.Length:
                    shown.Append(code[++i]);
                    break;
                case '_' or '*':
                    i++;
                    break;
                case '[':
                    i = code.IndexOf(']', i) is >= 0 and var close ? close : code.Length;
                    break;
                case '0':
                    shown.Append('\0');
                    zeros++;
                    break;
                case '-' or ' ' or '/':
                    shown.Append(code[i]);
                    break;
                default:
                    isCode = false;
                    isDate |= char.ToLowerInvariant(code[i]) is 'y' or 'm' or 'd' or 'h' or 's' or 'g' or 'a'
                        || (code[i] is 'e' && !IsPower(code, i));
                    break;
            }
        return new(isDate && !IsGeneral(code), isCode && zeros > 1 ? shown.ToString() : null);
    }

    /// <summary>A whole number as the format shows it.</summary>
    public string Show(string digits)
    {
        var shown = new StringBuilder(Digits);
        var left = digits.Length;
        for (var i = shown.Length - 1; i >= 0; i--)
            if (shown[i] == '\0')
                shown[i] = left > 0 ? digits[--left] : '0';
        // More digits than zeros stand before the first
        return shown.Insert(Math.Max(0, Digits!.IndexOf('\0', StringComparison.Ordinal)), digits[..left]).ToString();
    }

    private static bool IsPower(string code, int i) => i + 1 < code.Length && code[i + 1] is '+' or '-';

    private static bool IsGeneral(string code) => code.Contains("General", StringComparison.OrdinalIgnoreCase);
}
