using System.Globalization;

namespace PsiErp.Files;

/// <summary>Days as workbooks count them.</summary>
internal static class SheetSerial
{
    // The day 60 is 29 February 1900 in Lotus 1-2-3 and since then in Excel, and never was one
    private const int NoDay = 60;

    private const int SecondsOfDay = 24 * 60 * 60;

    /// <summary>The day and the second of it; <see langword="null"/> for a number that is no day.</summary>
    /// <param name="number">Days since the workbook's first one, with fractions.</param>
    /// <param name="is1904">Whether the first one is 1 January 1904, as once on the Mac, and not 1 January 1900.</param>
    public static (DateOnly Day, int Second)? Read(ReadOnlySpan<byte> number, bool is1904)
    {
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial)) return null;
        if (serial is < 0 or > 2_958_465) return null;
        // What is left of a second is rounding
        var seconds = (long)Math.Round(serial * SecondsOfDay);
        var (days, second) = ((int)(seconds / SecondsOfDay), (int)(seconds % SecondsOfDay));
        if (is1904) return (new DateOnly(1904, 1, 1).AddDays(days), second);
        return days is 0 or NoDay ? null : (new DateOnly(1899, 12, days < NoDay ? 31 : 30).AddDays(days), second);
    }
}
