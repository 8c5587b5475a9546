using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Data;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>A list of a session, or what is shown of one series, that says when the session has changed since it was drawn.</summary>
/// <param name="Session">As it was drawn.</param>
/// <param name="Address">Where the list is drawn anew.</param>
/// <param name="Target">The id of the element that it is in.</param>
public sealed record Listening(PlanningSession Session, string? Address, string Target)
{
    /// <summary>How htmx draws it anew in its place; what is in the dialog is no page to go back to.</summary>
    public string Swap => $"target:#{Target} swap:outerMorph" + (Target == AlertsModel.Element ? " push:false" : "");
}

/// <summary>Tells a list that is shown whether its session has changed since.</summary>
public sealed class ChangedModel(PlanningSessions sessions) : PageModel
{
    private static readonly string[] Targets = ["worklist", "log", "moves", "imports", "proposals", "compare", AlertsModel.Element];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>What is said when it has; nothing when it has not.</summary>
    /// <param name="since">When the session had last been changed, in ticks.</param>
    /// <param name="at">Where the list is drawn anew.</param>
    /// <param name="target">The id of the element that it is in.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IActionResult> OnGetAsync(long since, string? at, string? target, CancellationToken ct)
    {
        if (!Url.IsLocalUrl(at) || !Targets.Contains(target)) return BadRequest();
        if (await sessions.FindAsync(Id, ct) is not { } session) return NotFound();
        return session.UpdatedAt.UtcTicks > since
            ? Partial("_Stale", new Listening(session, at, target!))
            : new NoContentResult();
    }
}
