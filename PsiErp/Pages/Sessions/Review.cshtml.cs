using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Import;
using PsiErp.Security;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>What a file would make of the plan, before it counts.</summary>
[EnableRateLimiting(UserLimits.Jobs)]
public sealed class ReviewModel(PlanningSessions sessions, WaitingImports waiting, ImportPreviews previews, AgreedEdits agreed)
    : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid ImportId { get; set; }

    [BindProperty]
    public ImportMode? Mode { get; set; }

    /// <summary>Whether overrides that the file agrees with are taken back as well.</summary>
    [BindProperty]
    public bool TakeBack { get; set; }

    public PlanningSession Session { get; private set; } = null!;

    /// <summary>Planners' overrides, and how many of them the file says too.</summary>
    public AgreedCount Edits { get; private set; } = null!;

    /// <summary>The preview; null when the import no longer waits.</summary>
    public ImportPreview? Preview { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return NotFound();
        Session = session;
        Preview = await previews.FindAsync(Id, ImportId, ct);
        if (Preview is null) Response.StatusCode = StatusCodes.Status410Gone;
        else Edits = await agreed.CountAsync(Id, Preview.Import.Version, ct);
        return Page();
    }

    /// <summary>Works it out anew, for another mode or over what came meanwhile.</summary>
    public async Task<IActionResult> OnPostRenewAsync(CancellationToken ct)
    {
        await waiting.RenewAsync(Id, ImportId, Mode, ct);
        return Again();
    }

    public async Task<IActionResult> OnPostTakeOverAsync(CancellationToken ct)
    {
        var actor = Actor.Of(HttpContext);
        if (await waiting.TakeOverAsync(Id, ImportId, actor, whateverCameFirst: false, ct, Mode) is not TakeOver.Done) return Again();
        if (TakeBack) await agreed.TakeBackAsync(Id, actor, ct);
        return RedirectToPage("Imports", new { Id, done = "taken" });
    }

    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken ct) =>
        await waiting.DiscardAsync(Id, ImportId, ct) is TakeOver.Done
            ? RedirectToPage("Imports", new { Id, done = "discarded" })
            : Again();

    private RedirectToPageResult Again() => RedirectToPage("Review", new { Id, ImportId });
}
