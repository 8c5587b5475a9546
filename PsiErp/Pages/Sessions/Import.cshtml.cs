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
using PsiErp.Masters;
using PsiErp.Resources;
using PsiErp.Security;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>A file on its way into a session: how it is written, before it is sent; then it waits to be looked at.</summary>
/// <remarks>The limit on its body is that of the settings: see <see cref="Screens"/>.</remarks>
[EnableRateLimiting(UserLimits.Jobs)]
[ForEditors]
public sealed class ImportModel(
    PlanningSessions sessions, PlanImport import, ImportProfiles profiles, Settings settings, TimeProvider clock,
    IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>The session. Not bound: nothing is, when a form is too large to be read.</summary>
    public Guid Id => Guid.Parse((string)RouteData.Values["id"]!, CultureInfo.InvariantCulture);

    public PlanningSession Session { get; private set; } = null!;

    /// <summary>How the beginning of the file is read; null before there is one.</summary>
    public Understanding? Understanding { get; private set; }

    public ImportResult.Refused? Refused { get; private set; }

    /// <summary>What was said of the file that is refused.</summary>
    public ReadingForm? Form { get; private set; }

    /// <summary>Why there was nothing to read.</summary>
    public string? Problem { get; private set; }

    public long MaxBytes => settings.UploadMaxBytes;

    /// <summary>The as-of date that the file goes in with, if nobody says otherwise.</summary>
    public DateOnly? AsOf => Understanding!.AsOf(settings.DateOf(clock.GetUtcNow()), Session.AsOf);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    /// <summary>Shows how the beginning of a file is read. Nothing is kept.</summary>
    public async Task<IActionResult> OnPostSampleAsync(IFormFile? file, string? name, bool whole, CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        if (file is null || !ModelState.IsValid) return Refuse();

        var form = new ReadingForm(Request.Form);
        await using var content = file.OpenReadStream();
        var known = await profiles.ListAsync(ct);
        var profile = form.Profile;
        var sample = await FileSamples.ReadAsync(content, whole, await OptionsAsync(form, profile, ct), ct);
        if (profile is null && await profiles.RecognizeAsync(sample.Columns.Select(column => column.Header), ct) is { } recognized)
        {
            profile = recognized.Name;
            content.Position = 0;
            sample = await FileSamples.ReadAsync(content, whole, await OptionsAsync(form, profile, ct), ct);
        }
        Understanding = new(name ?? file.FileName, sample, form)
        {
            Profile = profile ?? "",
            IsRecognized = form.Profile is null && profile is not null,
            Profiles = [.. known.Select(one => one.Name)],
        };
        return Partial("_Understand", this);
    }

    /// <summary>Saves what was said of a file, for the next of its kind.</summary>
    public async Task<IActionResult> OnPostProfileAsync(string? saveAs, CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        var form = new ReadingForm(Request.Form);
        var reading = ProfileReading.Of(await OptionsAsync(form, form.Profile, ct));
        var saved = await profiles.SetAsync(saveAs ?? "", SavedProfile.Of(form.Headers, reading), Caller.Of(HttpContext), ct);
        return saved is MasterOutcome<ImportProfileBody>.Done
            ? Content(texts["Import.Saved", saveAs!.Trim()])
            : new ContentResult { Content = texts["Import.NotSaved"], StatusCode = StatusCodes.Status422UnprocessableEntity };
    }

    /// <summary>Reads the whole file, which then waits to be looked at.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        if (file is null || !ModelState.IsValid) return Refuse();

        var form = new ReadingForm(Request.Form);
        await using var content = file.OpenReadStream();
        var result = await import.StageAsync(
            Id, new UploadedFile(Path.GetFileName(file.FileName), content), ImportModes.Of(settings.UploadMode),
            await OptionsAsync(form, form.Profile, ct), Actor.Of(HttpContext), ct);
        switch (result)
        {
            case ImportResult.Imported staged:
                return this.GoTo(Url.Page("Review", new { Id, staged.ImportId })!);
            case ImportResult.Refused refused:
                (Refused, Form) = (refused, form);
                return this.Again();
            default:
                return NotFound();
        }
    }

    /// <summary>What is said in the form, over what the profile says, if there still is one.</summary>
    private async Task<ReadingOptions> OptionsAsync(ReadingForm form, string? profile, CancellationToken ct) =>
        await profiles.CompleteAsync(profile, form.Read(), ct) ?? form.Read();

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
