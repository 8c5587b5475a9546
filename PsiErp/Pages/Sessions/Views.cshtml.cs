using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>Keeps what the worklist shows under a name, and renames, changes, shares and deletes such views.</summary>
[ForEditors]
public sealed class ViewsModel(PlanningSessions sessions, WorklistViews views) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The view that a form is about.</summary>
    [BindProperty]
    public Guid Chosen { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public bool Shared { get; set; }

    public PlanningSession Session { get; private set; } = null!;
    public WorklistState State { get; private set; } = null!;
    public IReadOnlyList<WorklistView> Views { get; private set; } = [];
    public Actor Actor => Actor.Of(HttpContext);

    /// <summary>The text of what is wrong with what was entered.</summary>
    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostKeepAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        return Answer(await views.CreateAsync(Name, State.ViewQuery, Shared, Actor, ct));
    }

    public async Task<IActionResult> OnPostChangeAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        return await AgainAsync(await views.ChangeAsync(Chosen, Name, null, Shared, Actor, ct), ct);
    }

    /// <summary>Makes a view show what is shown now.</summary>
    public async Task<IActionResult> OnPostReplaceAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        return Answer(await views.ChangeAsync(Chosen, null, State.ViewQuery, null, Actor, ct));
    }

    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken ct)
    {
        if (!await views.DeleteAsync(Chosen, Actor, ct) || !await LoadAsync(ct)) return NotFound();
        return Page();
    }

    /// <summary>The address that a form posts to: what is shown is in it.</summary>
    public string Address(string handler) => Url.Page("Views", handler, new { id = Id }) + State.ChoicesQuery;

    private IActionResult Answer(ViewOutcome outcome)
    {
        if (outcome is ViewOutcome.Done(var view)) return this.GoTo(State.Of(view.Query, view.Id));
        if (outcome is not ViewOutcome.Wrong(var problem)) return NotFound();
        Problem = $"Views.{problem}";
        return this.Again();
    }

    private async Task<IActionResult> AgainAsync(ViewOutcome outcome, CancellationToken ct)
    {
        if (outcome is not ViewOutcome.Done) return Answer(outcome);
        Name = null;
        ModelState.Clear();
        await LoadAsync(ct);
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return false;
        (Session, State) = (session, WorklistState.Of(Url.Page("Worklist", pageHandler: "", new { id = Id })!, Request.Query));
        Views = await views.ListAsync(Actor, ct);
        return true;
    }
}
