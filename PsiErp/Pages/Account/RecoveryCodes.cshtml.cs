using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;

namespace PsiErp.Pages.Account;

/// <summary>Makes new recovery codes, for somebody who knows the password, and shows them once.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[ForReaders]
public sealed class RecoveryCodesModel(
    SignIns signIns, SecondFactor secondFactor, SignInCookie cookie, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? CurrentPassword { get; set; }

    /// <summary>Why there are none, where no field is to blame.</summary>
    public LoginProblem? Problem { get; private set; }

    public IReadOnlyList<string>? Codes { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var by = Caller.Of(HttpContext);
        if (await signIns.ConfirmAsync(by, CurrentPassword, ct) is { } refused)
        {
            Problem = this.Explain(refused, nameof(CurrentPassword), texts);
            return Page();
        }
        if (await secondFactor.RenewRecoveryCodesAsync(by, ct) is not { } fresh) return RedirectToPage("Index");

        cookie.Renew(Response, fresh.Renewed);
        Codes = fresh.RecoveryCodes;
        return Page();
    }
}
