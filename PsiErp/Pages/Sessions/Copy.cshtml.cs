using System.ComponentModel.DataAnnotations;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Resources;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>Copies a planning session to try a variant.</summary>
[ForEditors]
public sealed class CopyModel(PlanningSessions sessions, SessionCopies copies, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Copies that end within it are not worth a progress bar.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Session.TitleMissing")]
    [StringLength(PlanningSessions.MaxTitle, ErrorMessage = "Session.TitleTooLong")]
    public string? Title { get; set; }

    /// <summary>What the session that is copied is called.</summary>
    public string Original { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindOriginalAsync(ct)) return NotFound();

        string title = texts["Copy.Name", Original];
        Title = title.Length <= PlanningSessions.MaxTitle ? title : Original;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid) return await FindOriginalAsync(ct) ? this.Again() : NotFound();

        if (!await FindOriginalAsync(ct)) return NotFound();
        var job = copies.Start(Id, Title!.Trim(), Actor.Of(HttpContext));
        await Task.WhenAny(job.Done, Task.Delay(Short, ct));
        return await AnswerAsync(job);
    }

    /// <summary>How far a copy is.</summary>
    public Task<IActionResult> OnGetProgressAsync(Guid job) =>
        copies.Find(job) is { } running ? AnswerAsync(running) : Task.FromResult(this.Listed(IndexModel.Changed));

    private async Task<IActionResult> AnswerAsync(SessionCopyJob job)
    {
        // One that fails is an exception here, which the error page explains
        if (job.Done.IsCompleted) return await job.Done ? this.Listed(IndexModel.Changed) : NotFound();
        return Request.IsHtmx() ? Partial("_Copying", job) : RedirectToPage("Index");
    }

    private async Task<bool> FindOriginalAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return false;

        Original = session.Title;
        return true;
    }
}
