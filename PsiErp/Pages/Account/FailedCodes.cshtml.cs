using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Data;

namespace PsiErp.Pages.Account;

/// <summary>Shows, after signing in, that somebody with the password failed at the second step, and when and from where.</summary>
[ForReaders]
public sealed class FailedCodesModel(FailedCodes failed) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The failures, newest first.</summary>
    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];

    /// <summary>Where the user was going.</summary>
    public string Onward => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Entries = await failed.BeforeLastSignInAsync(Caller.Of(HttpContext).Username, ct);
        return Entries.Count == 0 ? LocalRedirect(Onward) : Page();
    }
}
