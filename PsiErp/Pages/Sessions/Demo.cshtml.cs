using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Demo;

namespace PsiErp.Pages.Sessions;

/// <summary>Loads the demo plan into a new session, and leads to its worklist.</summary>
[ForEditors]
public sealed class DemoModel(DemoSession demo) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var session = await demo.LoadAsync(Actor.Of(HttpContext), ct);
        return this.GoTo(Url.Page("Worklist", new { id = session.Id })!);
    }
}
