using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using PsiErp.Data;
using PsiErp.Hosting;
using PsiErp.Import;
using PsiErp.Planning;
using PsiErp.Resources;

namespace PsiErp.Pages;

/// <summary>Quantities, dates and times as people read them, in the language of the request.</summary>
public sealed class Shown(IStringLocalizer<Texts> texts, Settings settings, TimeProvider clock)
{
    /// <summary>Decimals of quantities whose product does not say how many.</summary>
    public const int UsualDecimals = 2;

    /// <summary>Thousands separators, at most two decimals or as many as are said; blank for "not known".</summary>
    public string Quantity(decimal? value, int? decimals = null)
    {
        var text = value?.ToString(QuantityFormat(decimals ?? UsualDecimals), CultureInfo.CurrentCulture) ?? "";
        return text == "-0" ? "0" : text;
    }

    /// <summary>The format of quantities with at most so many decimals.</summary>
    public static string QuantityFormat(int decimals) => decimals == 0 ? "#,0" : $"#,0.{new string('#', decimals)}";

    /// <summary>A difference, with its sign.</summary>
    public string Change(decimal value) => value > 0 ? $"+{Quantity(value)}" : Quantity(value).Replace('-', '−');

    /// <summary>A number of master data with all its decimals; what is none as it is.</summary>
    public string Number(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number.ToString("#,0.######", CultureInfo.CurrentCulture) : text;

    /// <summary>A count.</summary>
    public string Count(long value) => value.ToString("#,0", CultureInfo.CurrentCulture);

    /// <summary>The facts of an audit row: counts and names, in the order that they were written down.</summary>
    public string Facts(string? json)
    {
        if (json is null) return "";
        using var facts = JsonDocument.Parse(json);
        return string.Join(" · ", facts.RootElement.EnumerateObject().Select(fact =>
        {
            var kind = SnakeName.Parse<AuditFact>(fact.Name);
            var name = texts[$"AuditFact.{kind}"];
            if (kind == AuditFact.Mode) return (string)texts[$"Mode.{ImportModes.Of(fact.Value.GetString()!)}"];
            if (kind == AuditFact.Alert) return $"{name} {texts[$"SeriesAlert.{SnakeName.Parse<SeriesAlert>(fact.Value.GetString()!)}"]}";
            return fact.Value.ValueKind switch
            {
                JsonValueKind.Number => $"{name} {Count(fact.Value.GetInt64())}",
                JsonValueKind.True => $"{name}",
                _ => $"{name} {fact.Value}",
            };
        }));
    }

    /// <summary>Days of supply with one decimal; "&gt; n" when stock outlasts the horizon.</summary>
    public string Supply(Coverage supply) =>
        (supply.Beyond ? "> " : "") + supply.Days.ToString("0.#", CultureInfo.CurrentCulture);

    /// <summary>23 Nov.</summary>
    public string Day(DateOnly date) => date.ToString(texts["Format.Day"], CultureInfo.CurrentCulture);

    /// <summary>23 Nov 2026.</summary>
    public string Date(DateOnly date) => date.ToString(texts["Format.Date"], CultureInfo.CurrentCulture);

    /// <summary>Nov 2026.</summary>
    public string Month(DateOnly date) => date.ToString(texts["Format.Month"], CultureInfo.CurrentCulture);

    /// <summary>2026.</summary>
    public string Year(DateOnly date) => date.ToString(texts["Format.Year"], CultureInfo.CurrentCulture);

    /// <summary>1 Oct – 31 Dec 2026; two years only when they differ.</summary>
    public string Range(DateOnly from, DateOnly to) =>
        from == to ? Date(to)
        : from.Year == to.Year ? texts["Format.RangeOfYear", Day(from), Day(to), to.Year]
        : $"{Date(from)} – {Date(to)}";

    /// <summary>The weekday in one or two characters.</summary>
    public string Weekday(DateOnly date)
    {
        var name = CultureInfo.CurrentCulture.DateTimeFormat.GetAbbreviatedDayName(date.DayOfWeek);
        return name.Length > 2 ? name[..2] : name;
    }

    /// <summary>The days of a week, Monday first, as plans count weeks.</summary>
    public IReadOnlyList<DayOfWeek> Week { get; } =
        [.. Enum.GetValues<DayOfWeek>().Where(day => day != DayOfWeek.Sunday), DayOfWeek.Sunday];

    /// <summary>Days of the week by their short names, Monday first.</summary>
    public string Weekdays(IEnumerable<DayOfWeek> days) => string.Join(
        texts["Format.Comma"], Week.Intersect(days).Select(CultureInfo.CurrentCulture.DateTimeFormat.GetAbbreviatedDayName));

    /// <summary>09:41 UTC+9.</summary>
    public string Time(DateTimeOffset moment) => $"{HourAndMinute(moment)} {ZoneAt(moment)}";

    /// <summary>23 Nov 2026 09:41:07, under a heading that says the zone.</summary>
    public string ToTheSecond(DateTimeOffset moment) =>
        $"{Date(DateOf(moment))} {Local(moment).ToString("HH:mm:ss", CultureInfo.CurrentCulture)}";

    /// <summary>23 Nov 2026 09:41, under a heading that says the zone.</summary>
    public string ToTheMinute(DateTimeOffset moment) => $"{Date(DateOf(moment))} {HourAndMinute(moment)}";

    /// <summary>23 Nov 2026 09:41 UTC+9.</summary>
    public string Exact(DateTimeOffset moment) => $"{ToTheMinute(moment)} {ZoneAt(moment)}";

    /// <summary>The time zone that times are shown in, with how far it is off UTC now.</summary>
    public string TimeZone => $"{settings.TimeZone.Id} ({Off(settings.TimeZone.GetUtcOffset(clock.GetUtcNow()), @"hh\:mm")})";

    /// <summary>The time zone in short, for headings: UTC+9, or UTC+1/+2 where clocks are put forward in summer.</summary>
    public string Zone
    {
        get
        {
            var now = clock.GetUtcNow();
            var year = Enumerable.Range(-12, 25).Select(months => settings.TimeZone.GetUtcOffset(now.AddMonths(months))).Distinct().Order();
            return string.Join('/', year.Select(Off).Select((off, i) => i == 0 ? off : off["UTC".Length..]));
        }
    }

    /// <summary>How far the time zone is off UTC at a moment: UTC+9, UTC−3:30, UTC.</summary>
    public string ZoneAt(DateTimeOffset moment) => Off(settings.TimeZone.GetUtcOffset(moment));

    /// <summary>How long ago, as one would say it.</summary>
    public string When(DateTimeOffset moment)
    {
        var ago = clock.GetUtcNow() - moment;
        if (ago < TimeSpan.FromMinutes(1)) return texts["When.JustNow"];
        if (ago < TimeSpan.FromHours(1)) return texts["When.Minutes", (int)ago.TotalMinutes];

        var (date, today) = (DateOf(moment), DateOf(clock.GetUtcNow()));
        if (date == today) return texts["When.Hours", (int)ago.TotalHours];
        if (date == today.AddDays(-1)) return texts["When.Yesterday"];
        return date.Year == today.Year ? Day(date) : Date(date);
    }

    /// <summary>The moment on the clock of the time zone.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, settings.TimeZone);

    private string HourAndMinute(DateTimeOffset moment) => Local(moment).ToString("HH:mm", CultureInfo.CurrentCulture);

    private static string Off(TimeSpan offset) =>
        offset == TimeSpan.Zero ? "UTC" : Off(offset, offset.Minutes == 0 ? "%h" : @"h\:mm");

    private static string Off(TimeSpan offset, string format) =>
        $"UTC{(offset < TimeSpan.Zero ? "−" : "+")}{offset.ToString(format, CultureInfo.InvariantCulture)}";

    private DateOnly DateOf(DateTimeOffset moment) => settings.DateOf(moment);
}
