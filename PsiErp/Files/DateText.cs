using System.Text;

namespace PsiErp.Files;

/// <summary>
/// Dates as plan files write them: <c>2026-01-05</c>, <c>2026/1/5</c>; full-width digits and the <see cref="DateForms"/> too.
/// </summary>
internal static class DateText
{
    public const int MinYear = 1900;
    public const int MaxYear = 2200;

    /// <summary>Whether plans may have such a day.</summary>
    public static bool IsInRange(DateOnly date) => date.Year is >= MinYear and <= MaxYear;

    /// <summary>The day, or the nearest one that plans may have.</summary>
    public static DateOnly? Clamp(DateOnly? date) =>
        date is not { } day || IsInRange(day) ? date
        : day.Year < MinYear ? new DateOnly(MinYear, 1, 1)
        : new DateOnly(MaxYear, 12, 31);

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">The cell as UTF-8.</param>
    /// <param name="order">The order of numbers that may be several dates; <see langword="null"/> when nothing tells it.</param>
    /// <param name="date">The date, or the default when the cell is refused.</param>
    /// <returns>Why the cell is refused, or <see langword="null"/> when it is not.</returns>
    public static CsvProblemCode? Read(ReadOnlySpan<byte> cell, DateOrder? order, out DateOnly date)
    {
        date = default;
        var isAscii = FullWidth.TryFold(cell, out var text);
        if (text.IsEmpty)
            return CsvProblemCode.MissingValue;
        if (!isAscii || !TrySplit(text, out var year, out var month, out var day))
        {
            if (DateForms.Plain(Encoding.UTF8.GetString(text), order, out var plain) is { } refusal)
                return refusal;
            if (!TrySplit(Encoding.UTF8.GetBytes(plain), out year, out month, out day))
                return CsvProblemCode.DateFormat;
        }
        if (month is < 1 or > 12 || day < 1 || year < 1 || day > DateTime.DaysInMonth(year, month))
            return CsvProblemCode.DateNotInCalendar;
        if (year is < MinYear or > MaxYear)
            return CsvProblemCode.DateOutOfRange;

        date = new DateOnly(year, month, day);
        return null;
    }

    private static bool TrySplit(ReadOnlySpan<byte> text, out int year, out int month, out int day)
    {
        (year, month, day) = (0, 0, 0);
        if (text.Length < 8 || text[4] is not ((byte)'-' or (byte)'/'))
            return false;

        var monthAndDay = text[5..];
        var end = monthAndDay.IndexOf(text[4]);
        return end is 1 or 2
            && monthAndDay.Length - end is 2 or 3
            && TryDigits(text[..4], out year)
            && TryDigits(monthAndDay[..end], out month)
            && TryDigits(monthAndDay[(end + 1)..], out day);
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            number = number * 10 + digit - '0';
        }
        return true;
    }
}
