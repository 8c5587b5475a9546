using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;

namespace PsiErp.Pages;

/// <summary>Ends the session of this browser.</summary>
[BeforeOwnPassword]
[BeforeSecondFactor]
[ForReaders]
public sealed class LogoutModel(LiveSignIns sessions, SignInCookie cookie) : PageModel
{
    public RedirectToPageResult OnGet() => RedirectToPage("/Index");

    public async Task<RedirectToPageResult> OnPostAsync(CancellationToken ct)
    {
        await sessions.SignOutAsync(Caller.Of(HttpContext), ct);
        cookie.Delete(Response);
        return RedirectToPage("/Login");
    }
}
