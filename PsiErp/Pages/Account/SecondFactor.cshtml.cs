using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;
using QRCoder;

namespace PsiErp.Pages.Account;

/// <summary>Sets up a second factor: shows a secret, and takes a code as proof that an app has it.</summary>
[BeforeSecondFactor]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SecondFactorModel(SecondFactor secondFactor, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Sealed { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public Enrolment Enrolment { get; private set; } = null!;

    /// <summary>Recovery codes, once it is done.</summary>
    public IReadOnlyList<string>? RecoveryCodes { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var by = Caller.Of(HttpContext);
        if (await secondFactor.IsEnabledAsync(by.UserId, ct)) return RedirectToPage("Index");
        Enrolment = secondFactor.BeginEnrolment(by);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var by = Caller.Of(HttpContext);
        RecoveryCodes = await secondFactor.EnableAsync(by, Sealed, Code, ct);
        if (RecoveryCodes is not null) return Page();
        if (await secondFactor.IsEnabledAsync(by.UserId, ct)) return RedirectToPage("Index");

        var again = secondFactor.ResumeEnrolment(by, Sealed);
        ModelState.Clear();
        ModelState.AddModelError(nameof(Code), again is null ? texts["SecondFactor.TooLate"] : texts["Code.Wrong"]);
        Enrolment = again ?? secondFactor.BeginEnrolment(by);
        return this.Again();
    }

    /// <summary>The QR code as SVG; black on white in either scheme, since cameras need that.</summary>
    public string QrCode()
    {
        using var data = QRCodeGenerator.GenerateQrCode(Enrolment.Uri, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        return svg.GetGraphic(
            pixelsPerModule: 4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
