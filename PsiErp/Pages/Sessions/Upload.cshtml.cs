using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Files;
using PsiErp.Hosting;
using PsiErp.Import;
using PsiErp.Resources;
using PsiErp.Security;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>Loads a plan file into a planning session and reports what it did, or why it did nothing.</summary>
/// <remarks>The limit on its body is that of the settings: see <see cref="Screens"/>.</remarks>
[EnableRateLimiting(UserLimits.Jobs)]
[ForEditors]
public sealed class UploadModel(
    PlanningSessions sessions, PlanImport import, Settings settings, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>The session. Not bound: nothing is, when a form is too large to be read.</summary>
    public Guid Id => Guid.Parse((string)RouteData.Values["id"]!, CultureInfo.InvariantCulture);

    [BindProperty]
    public ImportMode? Mode { get; set; }

    /// <summary>What was chosen, or else what uploads do here.</summary>
    public ImportMode Chosen => Mode ?? ImportModes.Of(settings.UploadMode);

    /// <summary>Whether the file is to be looked at before it counts.</summary>
    [BindProperty]
    public bool Review { get; set; }

    public PlanningSession Session { get; private set; } = null!;
    public ImportResult.Imported? Imported { get; private set; }
    public ImportResult.Refused? Refused { get; private set; }

    /// <summary>Why there was nothing to read.</summary>
    public string? Problem { get; private set; }

    public long MaxBytes => settings.UploadMaxBytes;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        if (file is null || !ModelState.IsValid) return Refuse();

        await using var content = file.OpenReadStream();
        var sent = new UploadedFile(Path.GetFileName(file.FileName), content);
        var result = Review
            ? await import.StageAsync(Id, sent, Chosen, ReadingOptions.None, Actor.Of(HttpContext), ct)
            : await import.ImportAsync(Id, sent, Chosen, ReadingOptions.None, Actor.Of(HttpContext), ct);
        switch (result)
        {
            case ImportResult.Imported staged when Review:
                return this.GoTo(Url.Page("Review", new { Id, staged.ImportId })!);
            case ImportResult.Imported imported:
                Imported = imported;
                return Page();
            case ImportResult.Refused refused:
                Refused = refused;
                return this.Again();
            default:
                return NotFound();
        }
    }

    private PageResult Refuse()
    {
        var tooLarge = Request.ContentLength > MaxBytes;
        Problem = tooLarge ? texts["Upload.TooLarge", MaxBytes / 1048576] : texts["Upload.NoFile"];
        Response.StatusCode = tooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return false;

        Session = session;
        return true;
    }
}
