using System.Runtime.Serialization;
using Ical.Net;
using Ical.Net.CalendarComponents;
using PsiErp.Files;

namespace PsiErp.Masters;

/// <summary>Reads the days of an iCalendar file (RFC 5545): holidays as other programs publish them.</summary>
public static class CalendarFile
{
    /// <summary>Most bytes of a file.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>What repeats without end is read for so many years ahead.</summary>
    private const int YearsAhead = 5;

    /// <summary>Reads a file.</summary>
    /// <param name="text">What it holds.</param>
    /// <param name="today">From which what repeats is counted ahead.</param>
    /// <param name="problem">What is wrong, in a sentence.</param>
    /// <returns>All days of all its events, with what they are called; null when it is no such file.</returns>
    public static ChangedCalendar? Read(string text, DateOnly today, out string? problem)
    {
        problem = null;
        try
        {
            var days = new SortedDictionary<DateOnly, string>();
            var last = today.AddYears(YearsAhead);
            var calendars = CalendarCollection.Load(text);
            if (calendars.Count == 0) throw new SerializationException("no calendar");
            var events = calendars.SelectMany(calendar => calendar.Events).ToList();
            // The library leaves out a day that it can't read
            if (events.Exists(one => one.Start is null)) throw new SerializationException("an event without a day");
            foreach (var held in events.Where(one => one.Status != EventStatus.Cancelled)) AddDays(held, last, days);
            if (days.Count <= WorkCalendars.MaxDates)
                return new ChangedCalendar(
                    null, [.. days.Keys], days.ToDictionary(day => CalendarBody.KeyOf(day.Key), day => day.Value));
            problem = $"The file has more than {WorkCalendars.MaxDates} days.";
        }
        catch (Exception unreadable) when (unreadable is SerializationException or ArgumentException or FormatException
            or InvalidOperationException)
        {
            problem = "The file is not an iCalendar file (.ics).";
        }
        return null;
    }

    private static void AddDays(CalendarEvent held, DateOnly last, SortedDictionary<DateOnly, string> days)
    {
        var title = held.Summary?.Trim() ?? "";
        if (title.Length > MasterErrors.MaxText) title = title[..MasterErrors.MaxText];
        var ends = held.RecurrenceRule is null ? DateOnly.MaxValue : last;
        foreach (var occurrence in held.GetOccurrences().TakeWhile(one => one.Period.StartTime.Date <= ends))
        {
            var first = occurrence.Period.StartTime.Date;
            // The end of whole days is the day after
            var end = occurrence.Period.EffectiveEndTime is { } until && until.Date > first
                ? until.HasTime && until.Time != TimeOnly.MinValue ? until.Date : until.Date.AddDays(-1)
                : first;
            for (var day = first; day <= end && days.Count <= WorkCalendars.MaxDates; day = day.AddDays(1))
            {
                if (DateText.IsInRange(day)) days.TryAdd(day, title);
            }
            if (days.Count > WorkCalendars.MaxDates) return;
        }
    }
}
