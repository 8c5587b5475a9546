using System.Security.Cryptography;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Hosting;
using PsiErp.Masters;
using PsiErp.Resources;
using PsiErp.Security;

namespace PsiErp.Pages.Masters;

/// <summary>Takes a file of master data in, after showing what it would do.</summary>
/// <remarks>The limit on its body is that of the settings: see <see cref="Screens"/>.</remarks>
[EnableRateLimiting(UserLimits.Jobs)]
[ForEditors]
public sealed class UploadModel(MasterSheets sheets, MasterImport import, Settings settings, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>The kind. Not bound: nothing is, when a form is too large to be read.</summary>
    public string Kind => (string)RouteData.Values["kind"]!;

    /// <summary>Whether the file is taken in, rather than looked at.</summary>
    [BindProperty]
    public bool Apply { get; set; }

    /// <summary>The file that was looked at, by its hash: no other is taken in by mistake.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    public MasterSheet Sheet { get; private set; } = null!;

    /// <summary>What the file does, or why it does nothing; null before there is one.</summary>
    public MasterImportResult? Result { get; private set; }

    /// <summary>Why there was nothing to read.</summary>
    public string? Problem { get; private set; }

    public IActionResult OnGet() => Find() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken ct)
    {
        if (!Find()) return NotFound();
        if (file is null || !ModelState.IsValid) return Refuse();

        await using var content = file.OpenReadStream();
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
        content.Position = 0;
        (Apply, Seen) = (Apply && Seen == hash, hash);
        Result = await import.ImportAsync(Sheet, content, !Apply, Caller.Of(HttpContext), ct);
        if (Result is MasterImportResult.Refused) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Answer();
    }

    private IActionResult Answer() => Request.IsHtmx() ? Partial("_UploadResult", this) : Page();

    private IActionResult Refuse()
    {
        var tooLarge = Request.ContentLength > settings.UploadMaxBytes;
        Problem = tooLarge ? texts["Upload.TooLarge", settings.UploadMaxBytes / 1048576] : texts["Upload.NoFile"];
        Response.StatusCode = tooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity;
        return Answer();
    }

    private bool Find()
    {
        if (sheets.Find(Kind) is not { } sheet) return false;
        Sheet = sheet;
        return true;
    }
}
