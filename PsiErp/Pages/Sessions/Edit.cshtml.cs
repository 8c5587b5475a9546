using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>Renames and describes a planning session.</summary>
public sealed class EditModel(PlanningSessions sessions) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public SessionForm Form { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return NotFound();

        Form = new SessionForm { Title = session.Title, Description = session.Description };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid) return this.Again();

        var change = new SessionChange { Title = Form.Title!.Trim(), ChangesDescription = true, Description = Form.Description?.Trim() };
        return await sessions.ChangeAsync(Id, change, Actor.Of(HttpContext), ct) is null ? NotFound() : this.Listed(IndexModel.Changed);
    }
}
