using System.Globalization;
using System.Text.RegularExpressions;

namespace PsiErp.Files;

/// <summary>
/// The other ways in which programs write a date: without separators, with points, in Japanese, with the month's English name, with
/// midnight behind it, with the year last.
/// </summary>
internal static partial class DateForms
{
    /// <summary>No date is longer, in characters.</summary>
    public const int MaxLength = 48;

    /// <summary>Brings a date into the form <c>YYYY-M-D</c>.</summary>
    /// <param name="cell">The cell with full-width signs and digits folded.</param>
    /// <param name="order">In which order three numbers stand that may be several dates; <see langword="null"/> when not told.</param>
    /// <param name="plain">The date; <c>""</c> when refused.</param>
    /// <returns>Why the cell is refused, or <see langword="null"/> when it is not.</returns>
    public static CsvProblemCode? Plain(string cell, DateOrder? order, out string plain)
    {
        plain = "";
        if (cell.Length > MaxLength) return CsvProblemCode.DateFormat;
        var text = WithoutMidnight(cell);
        if (Time().Match(text) is { Success: true } time)
            return Plain(time.Groups["date"].Value, order, out _) is null ? CsvProblemCode.DateWithTime : CsvProblemCode.DateFormat;
        if (Numbers().Match(text) is { Success: true } numbers) return Ordered(numbers, order, out plain);
        plain = YearFirst(text) ?? "";
        return plain.Length == 0 ? CsvProblemCode.DateFormat : null;
    }

    /// <summary>The first two numbers of a date whose year comes last; <see langword="null"/> for any other text.</summary>
    public static (int First, int Second)? YearLast(string cell) =>
        Numbers().Match(WithoutMidnight(FullWidth.Fold(cell))) is { Success: true } match && match.Groups["c"].Length == 4
            ? (Number(match, "a"), Number(match, "b"))
            : null;

    private static string WithoutMidnight(string cell) => Midnight().Replace(cell.Trim(), "");

    private static string? YearFirst(string text)
    {
        foreach (var form in new[] { Separated(), Compact(), Japanese() })
            if (form.Match(text) is { Success: true } match)
                return $"{match.Groups["y"].Value}-{match.Groups["m"].Value}-{match.Groups["d"].Value}";
        return Named().IsMatch(text)
            && DateOnly.TryParseExact(text, ["d-MMM-yyyy", "d MMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
    }

    private static CsvProblemCode? Ordered(Match numbers, DateOrder? order, out string plain)
    {
        plain = "";
        var (a, b, c) = (Number(numbers, "a"), Number(numbers, "b"), Number(numbers, "c"));
        var isYearLast = numbers.Groups["c"].Length == 4;
        if (order is null) return a > 12 && b > 12 && isYearLast ? CsvProblemCode.DateNotInCalendar : CsvProblemCode.DateOrderUntold;

        var (year, month, day) = order switch
        {
            DateOrder.DayMonthYear => (c, b, a),
            DateOrder.MonthDayYear => (c, a, b),
            _ => (a, b, c),
        };
        if (month > 12 || (order == DateOrder.YearMonthDay && isYearLast)) return CsvProblemCode.DateOtherOrder;
        plain = $"{(isYearLast ? year : 2000 + year):D4}-{month}-{day}";
        return null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<=\d|日)((T| +)0?0:00(:00(\.0+)?)?(Z|[+-]\d\d:?\d\d)?| +12:00(:00)? ?AM)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Midnight();

    [GeneratedRegex(@"^(?<date>.*(\d|日))(T| +)\d{1,2}:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?( ?[AP]M)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Time();

    [GeneratedRegex(@"^(?<a>\d{1,2})(?<s>[-/.])(?<b>\d{1,2})\k<s>(?<c>\d{4}|\d{2}|(?<=^\d\d\D\d{1,2}\D)\d)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^(?<y>(19|2[012])\d\d)(?<m>\d\d)(?<d>\d\d)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Compact();

    [GeneratedRegex(@"^(?<y>\d{4})(?<s>[-/.])(?<m>\d{1,2})\k<s>(?<d>\d{1,2})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Separated();

    [GeneratedRegex(@"^(?<y>\d{4})年 ?(?<m>\d{1,2})月 ?(?<d>\d{1,2})日$", RegexOptions.ExplicitCapture)]
    private static partial Regex Japanese();

    [GeneratedRegex(@"^\d{1,2}[- ][A-Za-z]{3}[- ]\d{4}$")]
    private static partial Regex Named();
}
