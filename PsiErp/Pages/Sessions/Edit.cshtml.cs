using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Files;
using PsiErp.Resources;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>Renames and describes a planning session.</summary>
[ForEditors]
public sealed class EditModel(PlanningSessions sessions, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public SessionForm Form { get; set; } = new();

    /// <summary>The day up to which stock figures are counted facts; none when it is left blank.</summary>
    [BindProperty]
    public DateOnly? AsOf { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return NotFound();

        AsOf = session.AsOf;
        Form = new SessionForm { Title = session.Title, Description = session.Description };
        return Page();
    }

    /// <summary>The fields of title and description, in the place where they are shown.</summary>
    public async Task<IActionResult> OnGetNameAsync(CancellationToken ct) =>
        await OnGetAsync(ct) is PageResult ? Partial("_SessionName", this) : NotFound();

    /// <summary>Takes title and description, and leaves the as-of date as it is.</summary>
    public async Task<IActionResult> OnPostNameAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Partial("_SessionName", this);
        }
        var change = new SessionChange { Title = Form.Title!.Trim(), ChangesDescription = true, Description = Form.Description?.Trim() };
        return await sessions.ChangeAsync(Id, change, Actor.Of(HttpContext), ct) is null ? NotFound() : this.Listed(IndexModel.Changed);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (AsOf is { } day && !DateText.IsInRange(day))
            ModelState.AddModelError(nameof(AsOf), texts["Session.AsOfOutside", DateText.MinYear, DateText.MaxYear]);
        if (!ModelState.IsValid) return this.Again();

        var change = new SessionChange
        {
            Title = Form.Title!.Trim(),
            ChangesDescription = true,
            Description = Form.Description?.Trim(),
            ChangesAsOf = true,
            AsOf = AsOf,
        };
        return await sessions.ChangeAsync(Id, change, Actor.Of(HttpContext), ct) is null ? NotFound() : this.Listed(IndexModel.Changed);
    }
}
