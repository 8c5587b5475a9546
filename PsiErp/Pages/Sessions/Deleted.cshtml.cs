using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>Deleted planning sessions, to bring them back.</summary>
public sealed class DeletedModel(DeletedSessions deleted) : PageModel
{
    public IReadOnlyList<DeletedSession> Sessions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Sessions = await deleted.ListAsync(ct);

    public async Task<IActionResult> OnPostRestoreAsync(Guid id, CancellationToken ct) =>
        await deleted.RestoreAsync(id, Actor.Of(HttpContext), ct) is null ? NotFound() : RedirectToPage("Index");
}
