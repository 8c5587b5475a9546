using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Files;

namespace PsiErp.Masters;

/// <summary>The days on which nobody works.</summary>
/// <param name="Name">1 to 255 characters.</param>
/// <param name="NonWorkingWeekdays">Days of the week.</param>
/// <param name="NonWorkingDates">Further days, in their order.</param>
/// <param name="Titles">What some of these days are, by date.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record CalendarBody(
    string Name,
    IReadOnlyList<DayOfWeek> NonWorkingWeekdays,
    IReadOnlyList<DateOnly> NonWorkingDates,
    IReadOnlyDictionary<string, string> Titles,
    DateTimeOffset UpdatedAt)
{
    internal static CalendarBody Of(WorkCalendar calendar)
    {
        var dates = calendar.Dates.OrderBy(date => date.Date).ToList();
        return new CalendarBody(
            calendar.Name,
            [.. Enum.GetValues<DayOfWeek>().Where(calendar.IsNonWorking)],
            dates.ConvertAll(date => date.Date),
            dates.Where(date => date.Title is not null).ToDictionary(date => KeyOf(date.Date), date => date.Title!),
            calendar.UpdatedAt);
    }

    /// <summary>A day as the member of <see cref="Titles"/>.</summary>
    internal static string KeyOf(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A day of a calendar as a row of a file.</summary>
/// <param name="Name">The calendar's.</param>
/// <param name="NonWorkingWeekdays">Its days of the week, with blanks between.</param>
/// <param name="NonWorkingDate">A further day; blank where it has none.</param>
/// <param name="Title">What that day is.</param>
/// <param name="UpdatedAt">When the calendar was last changed.</param>
public sealed record CalendarRow(
    string Name, string NonWorkingWeekdays, DateOnly? NonWorkingDate, string? Title, DateTimeOffset UpdatedAt)
{
    internal static IEnumerable<CalendarRow> Of(CalendarBody calendar)
    {
        var weekdays = string.Join(' ', calendar.NonWorkingWeekdays.Select(day => SnakeName.Of(day)));
        return calendar.NonWorkingDates.Select(date => (DateOnly?)date).DefaultIfEmpty().Select(date => new CalendarRow(
            calendar.Name, weekdays, date, date is { } day ? calendar.Titles.GetValueOrDefault(CalendarBody.KeyOf(day)) : null,
            calendar.UpdatedAt));
    }
}

/// <summary>What to change about a calendar; members left out stay.</summary>
/// <param name="NonWorkingWeekdays">Days of the week; of a new calendar Saturday and Sunday when they are left out.</param>
/// <param name="NonWorkingDates">All further days.</param>
/// <param name="Titles">What some of these days are, by date.</param>
public sealed record ChangedCalendar(
    IReadOnlyList<DayOfWeek>? NonWorkingWeekdays,
    IReadOnlyList<DateOnly>? NonWorkingDates,
    IReadOnlyDictionary<string, string>? Titles)
{
    /// <summary>A new name, from the page.</summary>
    [JsonIgnore]
    public string? NewName { get; init; }
}

/// <summary>The calendars that lead times and proposals count working days by.</summary>
public sealed class WorkCalendars(PsiDb db, MasterWrite write, TimeProvider clock)
{
    /// <summary>Most days of a calendar.</summary>
    public const int MaxDates = 10_000;

    private const string Table = "calendars";

    private static readonly DayOfWeek[] Weekend = [DayOfWeek.Sunday, DayOfWeek.Saturday];

    /// <summary>All of them, or those whose name or days hold a part, in any case.</summary>
    public async Task<IReadOnlyList<CalendarBody>> ListAsync(string? search, CancellationToken ct)
    {
        var calendars = await db.Calendars.AsNoTracking().Include(calendar => calendar.Dates).AsSplitQuery()
            .OrderBy(calendar => calendar.Name).ToListAsync(ct);
        var part = SeriesFilter.Fold(search?.Trim());
        return [.. calendars.Select(CalendarBody.Of).Where(calendar => part.Length == 0
            || calendar.Titles.Values.Append(calendar.Name).Any(text => SeriesFilter.Fold(text).Contains(part, StringComparison.Ordinal)))];
    }

    /// <summary>One of them, or null.</summary>
    public async Task<CalendarBody?> FindAsync(string name, CancellationToken ct)
    {
        var key = MasterErrors.Tidy(name);
        return await db.Calendars.AsNoTracking().Include(calendar => calendar.Dates)
            .SingleOrDefaultAsync(calendar => calendar.Name == key, ct) is { } found ? CalendarBody.Of(found) : null;
    }

    /// <summary>Changes a calendar, or makes it.</summary>
    public Task<MasterOutcome<CalendarBody>> SetAsync(
        string name, ChangedCalendar change, SeenVersion seen, Caller by, CancellationToken ct) => write.RunAsync<CalendarBody>(
        async () =>
        {
            name = MasterErrors.Tidy(name);
            if (Check(name, change) is { Count: > 0 } errors) return new MasterOutcome<CalendarBody>.Invalid(errors);
            var calendar = await TrackAsync(name, ct);
            var before = calendar is null ? null : CalendarBody.Of(calendar);
            if (before is null ? seen.Tags is not null : !seen.Is(before))
                return before is null ? new MasterOutcome<CalendarBody>.NotFound() : new MasterOutcome<CalendarBody>.Stale(before);

            if (calendar is null)
            {
                if (change is { NonWorkingWeekdays: null, NonWorkingDates: null })
                    return new MasterOutcome<CalendarBody>.Invalid(Missing());
                db.Add(calendar = New(name));
            }
            Apply(calendar, change);
            if (before is null || !IsSame(before, CalendarBody.Of(calendar))) calendar.UpdatedAt = Now();
            if (change.NewName is { } newName && newName != name)
            {
                if (await db.Calendars.AnyAsync(other => other.Name == newName, ct))
                    return new MasterOutcome<CalendarBody>.Taken($"There is already a calendar '{newName}'.");
                calendar = Rename(calendar, newName);
            }
            var after = CalendarBody.Of(calendar);
            write.Note(Table, name, before, after, by);
            return new MasterOutcome<CalendarBody>.Done(after);
        },
        ct);

    /// <summary>Deletes a calendar.</summary>
    public Task<MasterOutcome<CalendarBody>> DeleteAsync(string name, SeenVersion seen, Caller by, CancellationToken ct) =>
        write.RunAsync<CalendarBody>(
            async () =>
            {
                if (await TrackAsync(MasterErrors.Tidy(name), ct) is not { } calendar) return new MasterOutcome<CalendarBody>.NotFound();
                var before = CalendarBody.Of(calendar);
                if (!seen.Is(before)) return new MasterOutcome<CalendarBody>.Stale(before);
                db.Remove(calendar);
                write.Note(Table, calendar.Name, before, null, by);
                return new MasterOutcome<CalendarBody>.Done(before);
            },
            ct);

    private static MasterErrors Missing() =>
        new() { ["non_working_dates"] = ["Send non_working_weekdays or non_working_dates: there is no such calendar yet."] };

    private static bool IsSame(CalendarBody one, CalendarBody other) => RecordTag.Of(one) == RecordTag.Of(other);

    private static MasterErrors Check(string name, ChangedCalendar change)
    {
        var errors = new MasterErrors();
        errors.Name("name", name);
        if (change.NewName is { } newName) errors.Name("name", newName);
        if (change.NonWorkingDates is { Count: > MaxDates }) errors["non_working_dates"] = [$"A calendar has at most {MaxDates} dates."];
        else if (change.NonWorkingDates?.Any(date => !DateText.IsInRange(date)) == true)
            errors["non_working_dates"] = [$"Dates are in the years {DateText.MinYear} to {DateText.MaxYear}."];
        foreach (var title in change.Titles?.Values ?? []) errors.Text("titles", title);
        return errors;
    }

    private Task<WorkCalendar?> TrackAsync(string name, CancellationToken ct) =>
        db.Calendars.Include(calendar => calendar.Dates).SingleOrDefaultAsync(calendar => calendar.Name == name, ct);

    private WorkCalendar New(string name) =>
        new() { Name = name, NonWorkingWeekdays = WorkCalendar.BitsOf(Weekend), UpdatedAt = Now() };

    private static void Apply(WorkCalendar calendar, ChangedCalendar change)
    {
        if (change.NonWorkingWeekdays is { } weekdays) calendar.NonWorkingWeekdays = WorkCalendar.BitsOf(weekdays);
        if (change.NonWorkingDates is { } dates)
        {
            calendar.Dates.RemoveAll(date => !dates.Contains(date.Date));
            var known = calendar.Dates.Select(date => date.Date).ToHashSet();
            calendar.Dates.AddRange(dates.Where(known.Add)
                .Select(date => new NonWorkingDate { CalendarName = calendar.Name, Date = date }));
        }
        if (change.Titles is not { } titles) return;
        foreach (var date in calendar.Dates) date.Title = MasterErrors.TidyText(titles.GetValueOrDefault(CalendarBody.KeyOf(date.Date)));
    }

    private WorkCalendar Rename(WorkCalendar calendar, string name)
    {
        var renamed = new WorkCalendar { Name = name, NonWorkingWeekdays = calendar.NonWorkingWeekdays, UpdatedAt = calendar.UpdatedAt };
        renamed.Dates.AddRange(calendar.Dates.Select(date =>
            new NonWorkingDate { CalendarName = name, Date = date.Date, Title = date.Title }));
        db.Remove(calendar);
        db.Add(renamed);
        return renamed;
    }

    /// <summary>As fine as databases keep it.</summary>
    private DateTimeOffset Now() => clock.GetUtcNow() is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)) : default;
}
