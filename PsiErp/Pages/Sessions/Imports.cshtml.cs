using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Import;
using PsiErp.Masters;
using PsiErp.Security;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>The files that a planning session was made from, to take the last one back.</summary>
[EnableRateLimiting(UserLimits.Jobs)]
public sealed class ImportsModel(PlanningSessions sessions, ImportVersions versions, UnknownNames names, AgreedEdits agreed)
    : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>
    /// What has just been done: <c>taken</c>, <c>undone</c>, <c>redone</c>, <c>discarded</c>, <c>known</c>, <c>agreed</c> or
    /// <c>nothing</c>.
    /// </summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public PlanningSession Session { get; private set; } = null!;
    public IReadOnlyList<BaseVersion> Imports { get; private set; } = [];

    /// <summary>Whether the current import can be taken back.</summary>
    public bool CanUndo { get; private set; }

    /// <summary>The import that a redo would take over again.</summary>
    public BaseVersion? Redoable { get; private set; }

    /// <summary>Names of the plan that master data does not know.</summary>
    public UnknownCounts Unknown { get; private set; } = null!;

    /// <summary>Planners' overrides, and how many of them the imported plan says too.</summary>
    public AgreedCount Edits { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return NotFound();
        Session = session;
        Imports = await versions.ListAsync(Id, ct);
        (CanUndo, Redoable) = await versions.WaysAsync(Id, ct);
        Unknown = await names.CountAsync(Id, ct);
        Edits = await agreed.CountAsync(Id, session.Version, ct);
        return Request.IsHtmx() ? Partial("_Imports", this) : Page();
    }

    public async Task<IActionResult> OnPostMastersAsync(CancellationToken ct) =>
        await names.AddAsync(Id, Caller.Of(HttpContext), ct) is null ? NotFound() : RedirectToPage("Imports", new { Id, done = "known" });

    public async Task<IActionResult> OnPostTakeBackAsync(CancellationToken ct) =>
        await agreed.TakeBackAsync(Id, Actor.Of(HttpContext), ct) is { } change
            ? RedirectToPage("Imports", new { Id, done = change.Cells > 0 ? "agreed" : "nothing" })
            : NotFound();

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken ct) =>
        After(await versions.UndoAsync(Id, Actor.Of(HttpContext), ct), "undone");

    public async Task<IActionResult> OnPostRedoAsync(CancellationToken ct) =>
        After(await versions.RedoAsync(Id, Actor.Of(HttpContext), ct), "redone");

    private IActionResult After(TakeOver outcome, string done) => outcome is TakeOver.NotFound
        ? NotFound()
        : RedirectToPage("Imports", new { Id, done = outcome is TakeOver.Done ? done : "nothing" });
}
