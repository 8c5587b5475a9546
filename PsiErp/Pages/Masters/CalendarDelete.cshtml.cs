using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Masters;

namespace PsiErp.Pages.Masters;

/// <summary>Deletes a calendar.</summary>
[ForEditors]
public sealed class CalendarDeleteModel(WorkCalendars calendars) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Name { get; set; } = "";

    /// <summary>The version that the confirmation showed.</summary>
    [BindProperty]
    public string? Tag { get; set; }

    public CalendarBody Calendar { get; private set; } = null!;

    /// <summary>Whether somebody changed it since the confirmation was shown.</summary>
    public bool IsStale { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await calendars.FindAsync(Name, ct) is not { } calendar) return NotFound();
        Calendar = calendar;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var outcome = await calendars.DeleteAsync(Name, SeenVersion.Of(Tag), Caller.Of(HttpContext), ct);
        if (outcome is not MasterOutcome<CalendarBody>.Stale stale) return RedirectToPage("Calendar");
        (Calendar, IsStale) = (stale.Current, true);
        return this.Again();
    }
}
