using System.Globalization;

namespace PsiErp.Planning;

/// <summary>Quantities are decimals with up to 6 places; this is what the field agrees about them.</summary>
public static class Quantity
{
    /// <summary>Places after the point that are kept.</summary>
    public const int Decimals = 6;

    /// <summary>The largest absolute value that a cell may hold: 10¹².</summary>
    public const decimal Max = 1_000_000_000_000m;

    /// <summary>What so many units are worth; null where either is not known.</summary>
    public static decimal? Worth(decimal? units, decimal? unitCost) =>
        units * unitCost is { } value ? Math.Round(value, Decimals) : null;

    /// <summary>The same number without trailing zeros after the point: 1.500000 becomes 1.5.</summary>
    public static decimal Normalize(decimal value)
    {
        var scale = value.Scale;
        if (scale == 0) return value;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        if (bits[2] != 0) return value / 1.0000000000000000000000000000m;

        var digits = (ulong)(uint)bits[1] << 32 | (uint)bits[0];
        while (scale > 0)
        {
            var (quotient, remainder) = Math.DivRem(digits, 10);
            if (remainder != 0) break;
            digits = quotient;
            scale--;
        }
        return new decimal((int)digits, (int)(digits >> 32), 0, value < 0, scale);
    }

    /// <summary>Room that <see cref="Format(decimal, Span{byte})"/> needs: 29 digits, a sign, a point and a leading zero.</summary>
    public const int MaxFormatted = 32;

    /// <summary>
    /// Writes the number as JSON, CSV and SQL have it: invariant, without trailing zeros. Plans are written by the million
    /// numbers, and the common ones fit 64 bits.
    /// </summary>
    /// <returns>How many bytes were written.</returns>
    public static int Format(decimal value, Span<byte> utf8)
    {
        var plain = Normalize(value);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(plain, bits);
        if (bits[2] != 0)
        {
            plain.TryFormat(utf8, out var length, default, CultureInfo.InvariantCulture);
            return length;
        }
        var digits = (ulong)(uint)bits[1] << 32 | (uint)bits[0];
        return Format(digits, plain.Scale, plain < 0, utf8);
    }

    private static int Format(ulong digits, int scale, bool isNegative, Span<byte> utf8)
    {
        Span<byte> backwards = stackalloc byte[MaxFormatted];
        var at = backwards.Length;
        for (var place = 0; digits != 0 || place <= scale; place++)
        {
            if (place == scale && scale > 0) backwards[--at] = (byte)'.';
            (digits, var digit) = Math.DivRem(digits, 10);
            backwards[--at] = (byte)('0' + digit);
        }
        if (isNegative) backwards[--at] = (byte)'-';
        backwards[at..].CopyTo(utf8);
        return backwards.Length - at;
    }

    /// <summary>The quantity for its millionths, without trailing zeros.</summary>
    public static decimal FromMillionths(long millionths)
    {
        var magnitude = millionths < 0 ? (ulong)-millionths : (ulong)millionths;
        return Normalize(new decimal((int)magnitude, (int)(magnitude >> 32), 0, millionths < 0, Decimals));
    }

    /// <summary>Whether nothing is lost when the value is stored with 6 places.</summary>
    public static bool FitsDecimals(decimal value) => Normalize(value).Scale <= Decimals;
}
