using System.Globalization;
using System.Text.RegularExpressions;

namespace PsiErp.Files;

/// <summary>
/// The other ways in which programs write a date, wherever only one reading is possible: without separators, with points, in
/// Japanese, with the month's English name, and with midnight behind it.
/// </summary>
internal static partial class DateForms
{
    /// <summary>The date as <c>YYYY-M-D</c>, or <see langword="null"/> when it is in none of these.</summary>
    /// <param name="cell">The cell with full-width signs and digits folded.</param>
    public static string? Plain(string cell)
    {
        var text = Midnight().Replace(cell.Trim(), "");
        foreach (var form in new[] { Compact(), Pointed(), Japanese() })
            if (form.Match(text) is { Success: true } match)
                return $"{match.Groups["y"].Value}-{match.Groups["m"].Value}-{match.Groups["d"].Value}";
        if (Named().IsMatch(text)
            && DateOnly.TryParseExact(text, ["d-MMM-yyyy", "d MMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return text.Length < cell.Length ? text : null;
    }

    [GeneratedRegex(@"(?<=\d|日)(T| +)0?0:00(:00(\.0+)?)?(Z|\+00:00)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Midnight();

    [GeneratedRegex(@"^(?<y>(19|2[012])\d\d)(?<m>\d\d)(?<d>\d\d)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Compact();

    [GeneratedRegex(@"^(?<y>\d{4})\.(?<m>\d{1,2})\.(?<d>\d{1,2})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pointed();

    [GeneratedRegex(@"^(?<y>\d{4})年 ?(?<m>\d{1,2})月 ?(?<d>\d{1,2})日$", RegexOptions.ExplicitCapture)]
    private static partial Regex Japanese();

    [GeneratedRegex(@"^\d{1,2}[- ][A-Za-z]{3}[- ]\d{4}$")]
    private static partial Regex Named();
}
