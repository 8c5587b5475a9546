using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Hosting;
using PsiErp.Masters;

namespace PsiErp.Pages.Masters;

/// <summary>The calendars: on which days nobody works.</summary>
public sealed class CalendarModel(WorkCalendars calendars, Settings settings, TimeProvider clock) : PageModel
{
    private const int MostNext = 3;

    public IReadOnlyList<CalendarBody> Calendars { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Calendars = await calendars.ListAsync(null, ct);

    /// <summary>The next days of a calendar that are no weekly ones.</summary>
    public IEnumerable<DateOnly> Next(CalendarBody calendar)
    {
        var today = settings.DateOf(clock.GetUtcNow());
        return calendar.NonWorkingDates.Where(date => date >= today).Take(MostNext);
    }
}
