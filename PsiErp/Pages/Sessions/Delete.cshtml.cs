using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>Deletes a planning session once its title has been typed.</summary>
[ForEditors]
public sealed class DeleteModel(PlanningSessions sessions, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The title as the user typed it.</summary>
    [BindProperty]
    public string? Typed { get; set; }

    public SessionOverview Overview { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        if (Typed?.Trim() != Overview.Session.Title.Trim())
        {
            ModelState.AddModelError(nameof(Typed), texts["Delete.Differs"]);
            return this.Again();
        }

        await sessions.DeleteAsync(Id, Actor.Of(HttpContext), ct);
        return this.Listed(IndexModel.Changed);
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (await sessions.FindOverviewAsync(Id, ct) is not { } overview) return false;

        Overview = overview;
        return true;
    }
}
