using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;

namespace PsiErp.Pages;

/// <summary>Ends the session of this browser.</summary>
public sealed class LogoutModel(SignIns signIns, SessionCookie cookie) : PageModel
{
    public RedirectToPageResult OnGet() => RedirectToPage("/Index");

    public async Task<RedirectToPageResult> OnPostAsync(CancellationToken ct)
    {
        if (cookie.Read(Request) is { } token) await signIns.SignOutAsync(token, ct);
        cookie.Delete(Response);
        return RedirectToPage("/Login");
    }
}
