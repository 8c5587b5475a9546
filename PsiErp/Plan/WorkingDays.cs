using Microsoft.EntityFrameworkCore;
using PsiErp.Data;

namespace PsiErp.Plan;

/// <summary>Which days somebody works on.</summary>
public sealed class WorkingDays(PsiDb db)
{
    /// <summary>The calendar that holds where nothing names another.</summary>
    private const string Usual = "default";

    /// <summary>
    /// Tells by the calendar named <c>default</c>, or else by the first one by name; where there is none, Saturdays and Sundays
    /// are off.
    /// </summary>
    public async Task<Func<DateOnly, bool>> OfUsualCalendarAsync(CancellationToken ct)
    {
        var calendar = await db.Calendars.AsNoTracking().Include(one => one.Dates)
            .OrderBy(one => one.Name == Usual ? 0 : 1).ThenBy(one => one.Name).FirstOrDefaultAsync(ct);
        if (calendar is null) return day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        var off = calendar.Dates.Select(date => date.Date).ToHashSet();
        return day => !calendar.IsNonWorking(day.DayOfWeek) && !off.Contains(day);
    }
}
