using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;
using QRCoder;

namespace PsiErp.Pages.Account;

/// <summary>
/// Sets up a second factor: asks for the password, unless it was given just now, shows a secret, and takes a code as proof that
/// an app has it.
/// </summary>
[BeforeSecondFactor]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[ForReaders]
public sealed class SecondFactorModel(
    SignIns signIns, SecondFactor secondFactor, SignInCookie cookie, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Sealed { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? CurrentPassword { get; set; }

    /// <summary>The secret; null as long as the password has to be given first.</summary>
    public Enrolment? Enrolment { get; private set; }

    /// <summary>Why the password was not taken, where no field is to blame.</summary>
    public LoginProblem? Problem { get; private set; }

    /// <summary>Recovery codes, once it is done.</summary>
    public IReadOnlyList<string>? RecoveryCodes { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var by = Caller.Of(HttpContext);
        if (await secondFactor.IsEnabledAsync(by.UserId, ct)) return RedirectToPage("Index");
        if (by.IsRecent) Enrolment = secondFactor.BeginEnrolment(by);
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken ct)
    {
        var by = Caller.Of(HttpContext);
        if (await secondFactor.IsEnabledAsync(by.UserId, ct)) return RedirectToPage("Index");
        if (await signIns.ConfirmUnlessRecentAsync(by, CurrentPassword, ct) is { } refused)
            Problem = this.Explain(refused, nameof(CurrentPassword), texts);
        else Enrolment = secondFactor.BeginEnrolment(by with { IsRecent = true });
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var by = Caller.Of(HttpContext);
        if (await secondFactor.EnableAsync(by, Sealed, Code, ct) is { } fresh)
        {
            cookie.Renew(Response, fresh.Renewed);
            RecoveryCodes = fresh.RecoveryCodes;
            return Page();
        }
        if (await secondFactor.IsEnabledAsync(by.UserId, ct)) return RedirectToPage("Index");

        var again = secondFactor.ResumeEnrolment(by, Sealed);
        ModelState.Clear();
        if (again is null && !by.IsRecent)
        {
            ModelState.AddModelError(nameof(CurrentPassword), texts["SecondFactor.PasswordFirst"]);
            return this.Again();
        }
        ModelState.AddModelError(nameof(Code), again is null ? texts["SecondFactor.TooLate"] : texts["Code.Wrong"]);
        Enrolment = again ?? secondFactor.BeginEnrolment(by);
        return this.Again();
    }

    /// <summary>The QR code as SVG; black on white in either scheme, since cameras need that.</summary>
    public static string QrCode(Enrolment enrolment)
    {
        using var data = QRCodeGenerator.GenerateQrCode(enrolment.Uri, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        return svg.GetGraphic(
            pixelsPerModule: 4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
