using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>Creates a planning session.</summary>
[ForEditors]
public sealed class NewModel(PlanningSessions sessions) : PageModel
{
    [BindProperty]
    public SessionForm Form { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid) return this.Again();

        await sessions.CreateAsync(Form.Title!.Trim(), Form.Description?.Trim(), Actor.Of(HttpContext), ct);
        return this.Listed(IndexModel.Changed);
    }
}
