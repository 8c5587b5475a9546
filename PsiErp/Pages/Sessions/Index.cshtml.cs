using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>All planning sessions, searched as one types.</summary>
public sealed class IndexModel(PlanningSessions sessions, SessionCopies copies) : PageModel
{
    /// <summary>The event that tells the list to look again.</summary>
    public const string Changed = "sessions-changed";

    [BindProperty(SupportsGet = true)]
    public string? Search { get; set; }

    public IReadOnlyList<SessionOverview> Sessions { get; private set; } = [];

    /// <summary>Copies under way.</summary>
    public IReadOnlyList<SessionCopyJob> Copies { get; } = copies.Running;

    /// <summary>What was there when the list was drawn; see <see cref="PlanningSessions.StateAsync"/>.</summary>
    public string State { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        State = await sessions.StateAsync(ct);
        Sessions = await sessions.OverviewAsync(Search, ct);
        return Request.IsHtmx() ? Partial("_SessionList", this) : Page();
    }

    /// <summary>How far copies are; when none is under way any more, the list is to look again.</summary>
    public IActionResult OnGetCopies()
    {
        if (Copies.Count > 0) return Partial("_Copies", Copies);
        Response.Htmx(headers => headers.WithTrigger(Changed));
        return new NoContentResult();
    }

    /// <summary>Whether sessions have come, changed or gone since the list was drawn; nothing when they have not.</summary>
    public async Task<IActionResult> OnGetChangedAsync(string? since, CancellationToken ct) =>
        await sessions.StateAsync(ct) == (since ?? "") ? new NoContentResult() : Partial("_StaleSessions", Search);

    public async Task<IActionResult> OnPostLeaderAsync(Guid id, CancellationToken ct)
    {
        if (await sessions.MakeLeaderAsync(id, Actor.Of(HttpContext), ct) is null) return NotFound();
        if (!Request.IsHtmx()) return RedirectToPage();

        Response.Htmx(headers => headers.WithTrigger(Changed));
        return new NoContentResult();
    }
}
