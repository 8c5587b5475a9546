using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Hosting;
using PsiErp.Masters;

namespace PsiErp.Pages.Masters;

/// <summary>Makes a calendar or changes one, by hand and from the files of other programs.</summary>
[ForEditors]
public sealed class CalendarEditModel(WorkCalendars calendars, Settings settings, TimeProvider clock) : PageModel
{
    /// <summary>The calendar that is changed; null for a new one.</summary>
    [BindProperty(SupportsGet = true, Name = "name")]
    public string? Original { get; set; }

    [BindProperty]
    public CalendarForm Form { get; set; } = new();

    /// <summary>What somebody else made of it meanwhile.</summary>
    public CalendarBody? Theirs { get; private set; }

    /// <summary>How many days a file has brought.</summary>
    public int? Added { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Original is null)
        {
            Form.Weekdays = [DayOfWeek.Saturday, DayOfWeek.Sunday];
            return Page();
        }
        if (await calendars.FindAsync(Original, ct) is not { } calendar) return NotFound();
        Form = CalendarForm.Of(calendar);
        return Page();
    }

    /// <summary>Puts the days of an iCalendar file among those of the form, where they can be looked at before they are kept.</summary>
    public async Task<IActionResult> OnPostFileAsync(IFormFile? file, CancellationToken ct)
    {
        if (file is null) return Refuse("Upload.NoFile");
        if (file.Length > CalendarFile.MaxBytes) return Refuse("Upload.TooLarge", CalendarFile.MaxBytes / 1024 / 1024);

        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        var read = CalendarFile.Read(await reader.ReadToEndAsync(ct), settings.DateOf(clock.GetUtcNow()), out _);
        if (read is null) return Refuse("Calendar.NoFile");
        Form.Add(read);
        Added = read.NonWorkingDates?.Count;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Form.Read() is not { } change) return this.Again();
        if (Original is null && await calendars.FindAsync(change.NewName!, ct) is not null) return Taken();

        var outcome = await calendars.SetAsync(Original ?? change.NewName!, change, SeenVersion.Of(Form.Tag), Caller.Of(HttpContext), ct);
        switch (outcome)
        {
            case MasterOutcome<CalendarBody>.Done:
                return RedirectToPage("Calendar");
            case MasterOutcome<CalendarBody>.Stale stale:
                Theirs = stale.Current;
                Form.Tag = RecordTag.Of(stale.Current);
                return this.Again();
            case MasterOutcome<CalendarBody>.Taken:
                return Taken();
            case MasterOutcome<CalendarBody>.Invalid:
                Form.Refuse(nameof(Form.Name), "Calendar.NameWrong", MasterErrors.MaxText);
                return this.Again();
            default:
                // Somebody deleted it meanwhile; what was typed can still be made a new one
                (Original, Form.Tag) = (null, null);
                Form.Refuse(nameof(Form.Name), "Masters.Gone");
                return this.Again();
        }
    }

    private PageResult Taken()
    {
        Form.Refuse(nameof(Form.Name), "Calendar.Taken");
        return this.Again();
    }

    private PageResult Refuse(string text, params object[] arguments)
    {
        Form.Refuse("File", text, arguments);
        return this.Again();
    }
}
