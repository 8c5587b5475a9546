using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Security;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>One thing done to many series of the worklist: chosen, looked at, and done as one change.</summary>
[EnableRateLimiting(UserLimits.Jobs)]
[ForEditors]
public sealed class ActionModel(
    PlanningSessions sessions, PlanActions actions, ActionProgress progress, Worklist worklist, StockDay stockDay) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The numbers of the series that are picked; none for all that the filters leave.</summary>
    [FromQuery(Name = "series")]
    public List<int> Series { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public PlanActionKind Kind { get; set; }

    [BindProperty]
    public decimal Percent { get; set; } = 110;

    [BindProperty]
    public int Shift { get; set; } = 1;

    [BindProperty]
    public Guid? Other { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public DateOnly? To { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>By which the progress of this page's action is known.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Job { get; set; }

    public PlanningSession Session { get; private set; } = null!;
    public WorklistState State { get; private set; } = null!;
    public IReadOnlyList<PlanningSession> Choices { get; private set; } = [];

    /// <summary>Series that are meant.</summary>
    public int Count { get; private set; }

    /// <summary>What it would do; null before that is asked for.</summary>
    public ActionPreview? Preview { get; private set; }

    /// <summary>Whether it was to be done, and there was nothing to do.</summary>
    public bool IsNothing { get; private set; }

    /// <summary>The text of what is wrong with what was entered.</summary>
    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ?? Page();

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } refusal) return refusal;
        if (IsWrong()) return this.Again();
        Preview = await actions.PreviewAsync(Id, Order(), ct);
        return Preview is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostApplyAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } refusal) return refusal;
        if (IsWrong()) return this.Again();
        if (await actions.ApplyAsync(Id, Order(), Actor.Of(HttpContext), ct, Job) is not { } change) return NotFound();
        if (change.Cells > 0) return RedirectToPage("Log", new { id = Id, change = change.Id });
        IsNothing = true;
        return Page();
    }

    /// <summary>How far it is, in percent.</summary>
    public IActionResult OnGetProgress() =>
        new JsonResult(progress.Of(Job) is { Total: > 0 } known ? 100 * known.Done / known.Total : (int?)null);

    /// <summary>The address that a button posts to: which series are meant is in it.</summary>
    public string Address(string handler) =>
        Url.Page("Action", handler, new { id = Id }) + State.ChoicesQuery + string.Concat(Series.Select(number => $"&series={number}"));

    private bool IsWrong()
    {
        Problem = !ModelState.IsValid || !PlanAction.OfSeries.Contains(Kind) ? "Action.Unreadable"
            : From > To ? "Action.DaysTurned"
            : Kind == PlanActionKind.Scale && Percent is < 0 or > PlanAction.MaxPercent ? "Action.PercentRange"
            : Kind == PlanActionKind.Shift && Math.Abs(Shift) is 0 or > PlanAction.MaxShift ? "Action.ShiftRange"
            : Kind == PlanActionKind.CopyFrom && Choices.All(other => other.Id != Other) ? "Action.OtherMissing"
            : Note?.Length > ChangeSet.MaxNote ? "Action.NoteTooLong"
            : null;
        return Problem is not null;
    }

    private PlanActionOrder Order() => new(
        new PlanAction(Kind, From!.Value, To!.Value) { Percent = Percent, Days = Shift }, Series.Count > 0 ? null : State.Selection)
    {
        Numbers = Series,
        FromSession = Kind == PlanActionKind.CopyFrom ? Other : null,
        Note = Note,
    };

    /// <summary>
    /// Null when there is something to be changed. What to do with a session that has no days yet is said by its worklist.
    /// </summary>
    private async Task<IActionResult?> LoadAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return NotFound();
        if (await stockDay.OfAsync(session, ct) is not { } days) return RedirectToPage("Worklist", "", new { id = Id });
        (Session, State) = (session, WorklistState.Of(Url.Page("Worklist", pageHandler: "", new { id = Id })!, Request.Query));
        Choices = [.. (await sessions.ListAsync(null, ct)).Where(other => other.Id != Id)];
        Count = Series.Count > 0 ? Series.Count : await worklist.CountAsync(session, State.Selection, ct);
        // What is over is as it was
        (From, To) = (From ?? days.Stock, To ?? days.Last);
        if (Job == Guid.Empty) Job = Guid.NewGuid();
        return null;
    }
}
