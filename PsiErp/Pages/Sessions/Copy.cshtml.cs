using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>Copies a planning session to try a variant.</summary>
public sealed class CopyModel(PlanningSessions sessions, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Session.TitleMissing")]
    [StringLength(PlanningSessions.MaxTitle, ErrorMessage = "Session.TitleTooLong")]
    public string? Title { get; set; }

    /// <summary>What the session that is copied is called.</summary>
    public string Original { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindOriginalAsync(ct)) return NotFound();

        string title = texts["Copy.Name", Original];
        Title = title.Length <= PlanningSessions.MaxTitle ? title : Original;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid) return await FindOriginalAsync(ct) ? this.Again() : NotFound();

        var copy = await sessions.CopyAsync(Id, Title!.Trim(), Actor.Of(HttpContext), ct);
        return copy is null ? NotFound() : this.Listed(IndexModel.Changed);
    }

    private async Task<bool> FindOriginalAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return false;

        Original = session.Title;
        return true;
    }
}
