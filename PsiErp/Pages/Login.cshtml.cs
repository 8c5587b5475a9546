using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;

namespace PsiErp.Pages;

/// <summary>Signs a user in and leads them back to where they came from.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class LoginModel(SignIns signIns, SessionCookie cookie, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Username { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Why the user is not signed in.</summary>
    public string? Problem { get; private set; }

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? Back() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        switch (await signIns.SignInAsync(Username, Password, ClientOrigin.Of(HttpContext), ct))
        {
            case SignInOutcome.SignedIn signedIn:
                cookie.Append(Response, signedIn.Token);
                return Back();
            case SignInOutcome.TooManyAttempts blocked:
                var seconds = (int)Math.Ceiling(blocked.RetryAfter.TotalSeconds);
                Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                return Refuse(429, seconds < 60 ? texts["Login.WaitSeconds", seconds] : texts["Login.WaitMinutes", (seconds + 59) / 60]);
            case SignInOutcome.Malformed:
                return Refuse(422, texts["Login.Malformed"]);
            default:
                return Refuse(401, texts["Login.Invalid"]);
        }
    }

    private PageResult Refuse(int status, string problem)
    {
        Problem = problem;
        Response.StatusCode = status;
        return Page();
    }

    private LocalRedirectResult Back() => LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
}
