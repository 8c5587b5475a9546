using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Import;
using PsiErp.Security;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>What a file would make of the plan, before it counts.</summary>
[EnableRateLimiting(UserLimits.Jobs)]
public sealed class ReviewModel(PlanningSessions sessions, WaitingImports waiting, ImportPreviews previews) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid ImportId { get; set; }

    [BindProperty]
    public ImportMode? Mode { get; set; }

    public PlanningSession Session { get; private set; } = null!;

    /// <summary>The preview; null when the import no longer waits.</summary>
    public ImportPreview? Preview { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return NotFound();
        Session = session;
        Preview = await previews.FindAsync(Id, ImportId, ct);
        if (Preview is null) Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }

    /// <summary>Works it out anew, for another mode or over what came meanwhile.</summary>
    public async Task<IActionResult> OnPostRenewAsync(CancellationToken ct)
    {
        await waiting.RenewAsync(Id, ImportId, Mode, ct);
        return Again();
    }

    public async Task<IActionResult> OnPostTakeOverAsync(CancellationToken ct) =>
        await waiting.TakeOverAsync(Id, ImportId, Actor.Of(HttpContext), whateverCameFirst: false, ct, Mode) is TakeOver.Done
            ? RedirectToPage("Imports", new { Id, done = "taken" })
            : Again();

    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken ct) =>
        await waiting.DiscardAsync(Id, ImportId, ct) is TakeOver.Done
            ? RedirectToPage("Imports", new { Id, done = "discarded" })
            : Again();

    private RedirectToPageResult Again() => RedirectToPage("Review", new { Id, ImportId });
}
