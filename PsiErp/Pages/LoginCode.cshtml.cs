using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;

namespace PsiErp.Pages;

/// <summary>The second step of signing in: a code of the authenticator app, or a recovery code.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[ForReaders]
public sealed class LoginCodeModel(SignIns signIns, FailedCodes failed, SignInCookie cookie, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Why the user is not signed in.</summary>
    public LoginProblem? Problem { get; private set; }

    public IActionResult OnGet() => cookie.ReadPending(Request) is null ? Again() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        switch (await signIns.CompleteAsync(cookie.ReadPending(Request), Code, ClientOrigin.Of(HttpContext), ct))
        {
            case SignInOutcome.SignedIn signedIn:
                cookie.Complete(Response, signedIn.Session);
                return await failed.BeforeLastSignInAsync(signedIn.Actor.Username, ct) is [_, ..]
                    ? RedirectToPage("/Account/FailedCodes", new { ReturnUrl })
                    : LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
            case SignInOutcome.TooLate:
                return Again();
            case SignInOutcome.TooManyAttempts blocked:
                Problem = LoginProblem.Wait(blocked, Response);
                return Page();
            case SignInOutcome.Busy busy:
                Problem = LoginProblem.Busy(busy, texts["Login.Busy"], Response);
                return Page();
            case SignInOutcome.Malformed:
                Problem = LoginProblem.Refuse(422, texts["Code.Missing"], Response);
                return Page();
            default:
                Problem = LoginProblem.Refuse(401, texts["Code.Wrong"], Response);
                return Page();
        }
    }

    private RedirectToPageResult Again() => RedirectToPage("/Login", new { ReturnUrl, again = true });
}
