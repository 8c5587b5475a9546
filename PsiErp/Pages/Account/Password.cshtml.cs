using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;

namespace PsiErp.Pages.Account;

/// <summary>Changes one's own password.</summary>
public sealed class PasswordModel(OwnPassword passwords, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? CurrentPassword { get; set; }

    [BindProperty]
    public string? NewPassword { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    /// <summary>Why it has not been changed, where no field is to blame.</summary>
    public LoginProblem? Problem { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (NewPassword != Again)
        {
            ModelState.AddModelError(nameof(Again), texts["Password.Differ"]);
            return this.Again();
        }
        if (await passwords.ChangeAsync(Caller.Of(HttpContext), CurrentPassword, NewPassword, ct) is not { } refused)
            return this.GoTo(Url.Page("Index", new { done = "password" })!);

        Problem = this.Explain(refused, nameof(CurrentPassword), texts);
        return Page();
    }
}
