using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Files;

namespace PsiErp.Web;

/// <summary>Reads query values strictly and gathers what is wrong with them.</summary>
internal sealed class QueryText
{
    /// <summary>What is wrong, by parameter.</summary>
    public Dictionary<string, string[]> Errors { get; } = [];

    /// <summary>A day, or null when it is left out.</summary>
    public DateOnly? Date(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            Errors[name] = [$"'{Shorten(text)}' is not a date; write YYYY-MM-DD."];
        else if (DateText.IsInRange(date)) return date;
        else Errors[name] = [$"'{Shorten(text)}' is outside the years {DateText.MinYear} to {DateText.MaxYear}, in which plans are."];
        return null;
    }

    /// <summary>A quantity, or null when it is left out.</summary>
    public decimal? Quantity(string name, string? text)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var value)
            && Math.Abs(value) <= Planning.Quantity.Max && Planning.Quantity.FitsDecimals(value))
            return value;
        Errors[name] = [$"'{Shorten(text)}' is not a quantity; write a number with at most 6 decimals, up to 10^12."];
        return null;
    }

    /// <summary>A moment with offset, or a day, which starts at midnight of the zone.</summary>
    /// <returns>The moment, and the end of the day when a day was given.</returns>
    public (DateTimeOffset? From, DateTimeOffset? Before) Moment(string name, string? text, TimeZoneInfo zone)
    {
        if (string.IsNullOrWhiteSpace(text)) return default;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return (StartOf(date, zone), date < DateOnly.MaxValue ? StartOf(date.AddDays(1), zone) : null);
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return (moment.ToUniversalTime(), null);
        Errors[name] = [$"'{Shorten(text)}' is neither a day nor a time; write YYYY-MM-DD or an ISO 8601 time with offset."];
        return default;
    }

    /// <summary>One of a few words, or the first of them when it is left out.</summary>
    public string Word(string name, string? text, params string[] words) => WordOrNone(name, text, words) ?? words[0];

    /// <summary>One of a few words, or null when it is left out.</summary>
    public string? WordOrNone(string name, string? text, params string[] words)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (words.Contains(text, StringComparer.Ordinal)) return text;
        Errors[name] = [$"'{Shorten(text)}' is not known; write one of {string.Join(", ", words)}."];
        return null;
    }

    /// <summary>A page of a list: how many and from where on.</summary>
    /// <param name="limit">As sent.</param>
    /// <param name="offset">As sent.</param>
    /// <param name="fallback">How many when nothing is said; null is all.</param>
    /// <param name="max">How many at most.</param>
    public (int? Limit, int Offset) Page(string? limit, string? offset, int? fallback, int max = int.MaxValue) =>
        (Whole("limit", limit, 1, max) ?? fallback, Whole("offset", offset, 0, int.MaxValue) ?? 0);

    /// <summary>A whole number, or null when it is left out.</summary>
    public int? Whole(string name, string? text, int min, int max)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        Errors[name] = [$"'{Shorten(text)}' is not a whole number from {min} to {max}."];
        return null;
    }

    private static DateTimeOffset StartOf(DateOnly date, TimeZoneInfo zone)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        // At its ends a zone's offset would lead out of the calendar
        var ticks = Math.Clamp(midnight.Ticks - zone.GetUtcOffset(midnight).Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

/// <summary>Query parameters of a page of a list, as sent.</summary>
/// <remarks>The description reads attributes of the properties: those of a constructor's parameters it can't gather.</remarks>
internal readonly record struct PageQuery(
    [FromQuery(Name = "limit")][property: WholeValue(1, "How many at most")] string? Limit,
    [FromQuery(Name = "offset")][property: WholeValue(0, "How many to leave out first")] string? Offset);
