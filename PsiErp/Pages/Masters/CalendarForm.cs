using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PsiErp.Files;
using PsiErp.Masters;

namespace PsiErp.Pages.Masters;

/// <summary>What one types about a calendar. Its dates are lines, each a date and what it is, so that they can be pasted.</summary>
public sealed class CalendarForm
{
    private static readonly char[] Blanks = [' ', '\t', ',', '　'];

    public string? Name { get; set; }
    public List<DayOfWeek> Weekdays { get; set; } = [];
    public string? Dates { get; set; }

    /// <summary>The version that the form was filled from.</summary>
    public string? Tag { get; set; }

    /// <summary>What is wrong, as names of texts with their arguments, by field.</summary>
    [BindNever]
    public Dictionary<string, (string Text, object[] Arguments)> Problems { get; } = [];

    /// <summary>A day as calendars know its title by.</summary>
    public static string KeyOf(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Fills the form from a calendar.</summary>
    public static CalendarForm Of(CalendarBody calendar) => new()
    {
        Name = calendar.Name,
        Weekdays = [.. calendar.NonWorkingWeekdays],
        Dates = string.Join('\n', LinesOf(calendar)),
        Tag = RecordTag.Of(calendar),
    };

    /// <summary>The lines of a calendar's dates.</summary>
    public static IEnumerable<string> LinesOf(CalendarBody calendar) =>
        calendar.NonWorkingDates.Select(date => Line(date, calendar.Titles.GetValueOrDefault(KeyOf(date))));

    /// <summary>The change that is asked for; null where something is wrong.</summary>
    public ChangedCalendar? Read()
    {
        var name = MasterErrors.Tidy(Name);
        if (name.Length is 0 or > MasterErrors.MaxText || name.Any(char.IsControl))
            Refuse(nameof(Name), "Calendar.NameWrong", MasterErrors.MaxText);
        var dates = ReadDates();
        if (Problems.Count > 0) return null;
        var titles = dates.Where(day => day.Value.Length > 0).ToDictionary(day => KeyOf(day.Key), day => day.Value);
        return new ChangedCalendar(Weekdays, [.. dates.Keys], titles) { NewName = name };
    }

    /// <summary>Adds the days of a file to those that are there; their own titles stay.</summary>
    public void Add(ChangedCalendar file)
    {
        var dates = ReadDates();
        foreach (var date in file.NonWorkingDates ?? [])
        {
            var title = file.Titles?.GetValueOrDefault(KeyOf(date)) ?? "";
            if (!dates.TryGetValue(date, out var known) || known.Length == 0) dates[date] = title;
        }
        // Lines that can't be read stay, to be mended
        var unread = Lines().Where(line => !TryRead(line, out _, out _));
        Dates = string.Join('\n', dates.Select(day => Line(day.Key, day.Value)).Concat(unread));
    }

    /// <summary>Notes what is wrong with a field.</summary>
    public void Refuse(string field, string text, params object[] arguments) => Problems.TryAdd(field, (text, arguments));

    private SortedDictionary<DateOnly, string> ReadDates()
    {
        var dates = new SortedDictionary<DateOnly, string>();
        foreach (var line in Lines())
        {
            if (!TryRead(line, out var date, out var title)) Refuse(nameof(Dates), "Calendar.DateWrong", line);
            else if (title.Length > MasterErrors.MaxText || title.Any(char.IsControl))
                Refuse(nameof(Dates), "Calendar.TitleWrong", KeyOf(date), MasterErrors.MaxText);
            else dates[date] = title;
        }
        if (dates.Count > WorkCalendars.MaxDates) Refuse(nameof(Dates), "Calendar.TooMany", WorkCalendars.MaxDates);
        return dates;
    }

    private string[] Lines() =>
        (Dates ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool TryRead(string line, out DateOnly date, out string title)
    {
        var end = line.IndexOfAny(Blanks);
        title = end < 0 ? "" : line[end..].Trim(Blanks);
        return DateText.Read(Encoding.UTF8.GetBytes(end < 0 ? line : line[..end]), null, out date) is null;
    }

    private static string Line(DateOnly date, string? title) => string.IsNullOrEmpty(title) ? KeyOf(date) : $"{KeyOf(date)} {title}";
}
