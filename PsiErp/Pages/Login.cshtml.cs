using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;

namespace PsiErp.Pages;

/// <summary>Signs a user in and leads them back to where they came from, or on to the page that asks for a code.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[ForReaders]
public sealed class LoginModel(SignIns signIns, SignInCookie cookie, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Username { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Why the user is not signed in.</summary>
    public LoginProblem? Problem { get; private set; }

    public IActionResult OnGet(bool again)
    {
        if (again) Problem = new LoginProblem(texts["Code.TooLate"]);
        return User.Identity?.IsAuthenticated == true ? Back() : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        switch (await signIns.SignInAsync(Username, Password, ClientOrigin.Of(HttpContext), ct))
        {
            case SignInOutcome.SignedIn signedIn:
                cookie.Append(Response, signedIn.Session);
                return Back();
            case SignInOutcome.CodeNeeded needed:
                cookie.AppendPending(Response, needed.Pending);
                return RedirectToPage("/LoginCode", new { ReturnUrl });
            case SignInOutcome.TooManyAttempts blocked:
                Problem = LoginProblem.Wait(blocked, Response);
                return Page();
            case SignInOutcome.Busy busy:
                Problem = LoginProblem.Busy(busy, texts["Login.Busy"], Response);
                return Page();
            case SignInOutcome.Malformed:
                Problem = LoginProblem.Refuse(422, texts["Login.Malformed"], Response);
                return Page();
            default:
                Problem = LoginProblem.Refuse(401, texts["Login.Invalid"], Response);
                return Page();
        }
    }

    private LocalRedirectResult Back() => LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
}

/// <summary>Why somebody is not signed in.</summary>
/// <param name="Text">In a sentence; null when they have to wait.</param>
/// <param name="WaitUntil">When they may try again.</param>
/// <param name="Seconds">How many seconds that is off.</param>
public sealed record LoginProblem(string? Text, DateTimeOffset? WaitUntil = null, int Seconds = 0)
{
    /// <summary>What was given is not right: the answer's status says so too.</summary>
    public static LoginProblem Refuse(int status, string text, HttpResponse response)
    {
        response.StatusCode = status;
        return new LoginProblem(text);
    }

    /// <summary>Too many at a time: says so in the answer's status and header too.</summary>
    public static LoginProblem Busy(SignInOutcome.Busy busy, string text, HttpResponse response)
    {
        response.Headers.RetryAfter = busy.Seconds.ToString(CultureInfo.InvariantCulture);
        return Refuse(StatusCodes.Status503ServiceUnavailable, text, response);
    }

    /// <summary>Too many failures: says so in the answer's status and header too.</summary>
    public static LoginProblem Wait(SignInOutcome.TooManyAttempts blocked, HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        var clock = response.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        response.Headers.RetryAfter = blocked.Seconds.ToString(CultureInfo.InvariantCulture);
        return new LoginProblem(null, clock.GetUtcNow() + blocked.RetryAfter, blocked.Seconds);
    }
}
