using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;

namespace PsiErp.Pages.Account;

/// <summary>Turns one's own second factor off, for somebody who knows the password.</summary>
[ForReaders]
public sealed class RemoveSecondFactorModel(
    SignIns signIns, SecondFactor secondFactor, SignInCookie cookie, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? CurrentPassword { get; set; }

    /// <summary>Why it is still on, where no field is to blame.</summary>
    public LoginProblem? Problem { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var by = Caller.Of(HttpContext);
        if (await signIns.ConfirmAsync(by, CurrentPassword, ct) is { } refused)
        {
            Problem = this.Explain(refused, nameof(CurrentPassword), texts);
            return Page();
        }
        cookie.Renew(Response, await secondFactor.RemoveOwnAsync(by, ct));
        return this.GoTo(Url.Page("Index", new { done = "second-factor-removed" })!);
    }
}
