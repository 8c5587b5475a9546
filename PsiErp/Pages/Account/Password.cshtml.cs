using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;

namespace PsiErp.Pages.Account;

/// <summary>Changes one's own password.</summary>
[BeforeOwnPassword]
[ForReaders]
public sealed class PasswordModel(OwnPassword passwords, SignInCookie cookie, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? CurrentPassword { get; set; }

    [BindProperty]
    public string? NewPassword { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    /// <summary>Where somebody was going who has to change it first.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Why it has not been changed, where no field is to blame.</summary>
    public LoginProblem? Problem { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (NewPassword != Again)
        {
            ModelState.AddModelError(nameof(Again), texts["Password.Differ"]);
            return this.Again();
        }
        var (refused, renewed) = await passwords.ChangeAsync(Caller.Of(HttpContext), CurrentPassword, NewPassword, ct);
        if (refused is not null)
        {
            Problem = this.Explain(refused, nameof(CurrentPassword), texts);
            return Page();
        }
        cookie.Renew(Response, renewed);
        if (!AccessRules.MustChange(User)) return this.GoTo(Url.Page("Index", new { done = "password" })!);
        return this.GoTo(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
    }
}
