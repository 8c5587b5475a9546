using PsiErp.Planning;

namespace PsiErp.Files;

/// <summary>Quantities as plan files write them: <c>-1234.5</c>, or <c>1,234.5</c> in quotes; full-width digits too.</summary>
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
        if (!FullWidth.TryFold(cell, out var text) || text.Length > MaxLength)
            return CsvProblemCode.NumberFormat;
        if (text.IsEmpty)
            return null;
        if (mark == '.' || !text.ContainsAny(".,"u8))
            return ReadFolded(text, isGrouped, out quantity);

        Span<byte> byPoint = stackalloc byte[text.Length];
        for (var i = 0; i < text.Length; i++)
            byPoint[i] = text[i] switch { (byte)'.' => (byte)',', (byte)',' => (byte)'.', var c => c };
        return ReadFolded(byPoint, isGrouped, out quantity);
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
