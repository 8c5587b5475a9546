using System.Text;
using PsiErp.Planning;

namespace PsiErp.Files;

/// <summary>
/// Quantities as plan files write them: <c>-1234.5</c>, or <c>1,234.5</c> in quotes; full-width digits and the <see cref="QuantityForms"/>
/// too.
/// </summary>
internal static class QuantityText
{
    private const long Max = (long)Quantity.Max;

    // Far more than any quantity takes, zeros included
    private const int MaxLength = 256;

    /// <summary>Reads a cell; blank is <see langword="null"/>.</summary>
    /// <param name="cell">The cell as UTF-8.</param>
    /// <param name="mark">The sign that begins the decimals, <c>.</c> or <c>,</c>; the other one groups thousands.</param>
    /// <param name="isGrouped">
    /// Whether digits may be grouped. Between commas only in quotes: an unquoted <c>1,234</c> is two cells to every other reader.
    /// </param>
    /// <param name="quantity">The quantity without trailing zeros.</param>
    /// <returns>Why the cell is refused, or <see langword="null"/> when it is not.</returns>
    public static CsvProblemCode? Read(ReadOnlySpan<byte> cell, char mark, bool isGrouped, out decimal? quantity)
    {
        quantity = null;
        if (cell.Length > MaxLength)
            return CsvProblemCode.NumberFormat;
        var isAscii = FullWidth.TryFold(cell, out var text);
        if (text.IsEmpty)
            return null;
        Span<byte> byPoint = stackalloc byte[text.Length];
        text.CopyTo(byPoint);
        if (mark == ',')
            Swap(byPoint);
        var problem = isAscii ? ReadFolded(byPoint, isGrouped, out quantity) : CsvProblemCode.NumberFormat;
        return problem is CsvProblemCode.NumberFormat or CsvProblemCode.NumberTooFine
            ? ReadOtherForm(byPoint, isGrouped, problem.Value, out quantity)
            : problem;
    }

    /// <summary>As <see cref="Read"/>, by the point and without other forms: what somebody types is not what a program wrote.</summary>
    public static CsvProblemCode? ReadTyped(ReadOnlySpan<byte> cell, out decimal? quantity)
    {
        quantity = null;
        return FullWidth.TryFold(cell, out var text) && text.Length <= MaxLength
            ? ReadFolded(text, isGrouped: true, out quantity)
            : CsvProblemCode.NumberFormat;
    }

    private static void Swap(Span<byte> text)
    {
        foreach (ref var c in text)
            c = c switch { (byte)'.' => (byte)',', (byte)',' => (byte)'.', _ => c };
    }

    private static CsvProblemCode? ReadOtherForm(
        ReadOnlySpan<byte> byPoint, bool isGrouped, CsvProblemCode problem, out decimal? quantity)
    {
        quantity = null;
        return QuantityForms.Plain(FullWidth.Fold(Encoding.UTF8.GetString(byPoint))) is { } plain
            ? ReadFolded(Encoding.UTF8.GetBytes(plain), isGrouped, out quantity)
            : problem;
    }

    private static CsvProblemCode? ReadFolded(ReadOnlySpan<byte> text, bool isGrouped, out decimal? quantity)
    {
        quantity = null;
        var negative = text[0] == '-';
        var digits = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];

        if (!IsNumber(whole, fraction))
            return CsvProblemCode.NumberFormat;
        if (!isGrouped && whole.Contains((byte)','))
            return CsvProblemCode.NumberGroupsUnquoted;
        return Compose(negative, whole, fraction.TrimEnd((byte)'0'), out quantity);
    }

    private static bool IsNumber(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction) =>
        whole.Length + fraction.Length > 0
        && (whole.Contains((byte)',') ? IsGrouped(whole) : IsDigits(whole))
        && IsDigits(fraction);

    private static bool IsDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>A first group of 0 is no group: <c>0,750</c> is somebody's three quarters.</summary>
    private static bool IsGrouped(ReadOnlySpan<byte> whole)
    {
        var first = whole.IndexOf((byte)',');
        if (first is < 1 or > 3 || whole[0] == '0' || !IsDigits(whole[..first]))
            return false;
        for (var rest = whole[first..]; !rest.IsEmpty; rest = rest[4..])
            if (rest.Length < 4 || rest[0] != ',' || !IsDigits(rest[1..4]))
                return false;
        return true;
    }

    private static CsvProblemCode? Compose(
        bool negative, ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, out decimal? quantity)
    {
        quantity = null;
        if (fraction.Length > Quantity.Decimals)
            return CsvProblemCode.NumberTooFine;

        var units = 0L;
        foreach (var digit in whole)
        {
            if (digit != ',')
                units = units * 10 + digit - '0';
            if (units > Max)
                return CsvProblemCode.NumberTooLarge;
        }
        if (units == Max && !fraction.IsEmpty)
            return CsvProblemCode.NumberTooLarge;

        foreach (var digit in fraction)
            units = units * 10 + digit - '0';
        quantity = new decimal((int)units, (int)(units >> 32), 0, negative && units != 0, (byte)fraction.Length);
        return null;
    }
}
