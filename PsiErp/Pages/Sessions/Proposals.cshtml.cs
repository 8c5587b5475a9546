using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Moves;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Security;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>What to send and what to make: found, looked at, changed line by line, and applied as one change.</summary>
public sealed class ProposalsModel(
    PlanningSessions sessions, Proposals proposals, ProposalDrafts drafts, TransferPlans transferPlans, ActionProgress progress,
    StockDay stockDay, PlaceNames places) : PageModel
{
    /// <summary>SKUs on a page.</summary>
    public const int PageSize = 10;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The draft that is shown; null while nothing has been found.</summary>
    [FromQuery(Name = "plan")]
    public Guid? PlanId { get; set; }

    /// <summary>The page, from 1 on.</summary>
    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>The SKU whose places are shown.</summary>
    [FromQuery(Name = "at")]
    public string? Sku { get; set; }

    /// <summary>The numbers of the series that are picked; none for all that the filters leave.</summary>
    [FromQuery(Name = "series")]
    public List<int> Series { get; set; } = [];

    [BindProperty]
    public ProposalMode Mode { get; set; }

    [BindProperty]
    public MoveMethod Method { get; set; }

    [BindProperty]
    public ProductionAim Aim { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public DateOnly? To { get; set; }

    /// <summary>By which the progress of this page's search is known.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Job { get; set; }

    public PlanningSession Session { get; private set; } = null!;
    public WorklistState State { get; private set; } = null!;
    public SessionDays? Days { get; private set; }
    public Places Places { get; private set; } = null!;
    public TransferPlan? Plan { get; private set; }
    public ProposalOutcome? Outcome { get; private set; }
    public DraftCounts Counts { get; private set; } = new(0, 0, 0, 0, 0, 0);
    public IReadOnlyList<DraftSku> Skus { get; private set; } = [];
    public DraftSku? AtSku { get; private set; }
    public IReadOnlyList<ListedDraft> Drafts { get; private set; } = [];
    public int Pages => Math.Max(1, (Counts.Skus + PageSize - 1) / PageSize);

    /// <summary>Whether the lines may still be changed and applied.</summary>
    public bool IsOpen => Plan?.Status is TransferPlanStatus.Draft or TransferPlanStatus.Confirmed;

    /// <summary>Whether the session has changed since the proposals were found.</summary>
    public bool IsStale => IsOpen && Outcome is { } outcome && Session.UpdatedAt > outcome.FoundAt;

    /// <summary>The text of what is wrong with what was entered.</summary>
    public string? Problem { get; private set; }

    /// <summary>What was entered of lines that are refused, by their ids.</summary>
    public Dictionary<Guid, string> Refused { get; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? await ShowAsync(ct) : NotFound();

    /// <summary>Finds proposals; in the place of the draft that is shown, if there is one.</summary>
    [EnableRateLimiting(UserLimits.Jobs)]
    public async Task<IActionResult> OnPostFindAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Days is null) return NotFound();
        Problem = !ModelState.IsValid ? "Action.Unreadable" : From > To ? "Action.DaysTurned" : null;
        if (Problem is not null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await ShowAsync(ct);
        }
        var scope = Outcome?.Order.Scope ?? new ProposalScope(State.FilterQuery, Series);
        var order = new ProposalOrder(Mode, Method, Aim, From ?? Days.Stock, To ?? Days.Last, scope);
        var instead = IsOpen ? PlanId : null;
        return await proposals.FindAsync(Id, order, Actor.Of(HttpContext), ct, Job, instead) is { } found
            ? RedirectToPage("Proposals", "", new { id = Id, plan = found })
            : NotFound();
    }

    /// <summary>Changes the lines of the page.</summary>
    public async Task<IActionResult> OnPostLinesAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Plan is null) return NotFound();
        var changes = ReadLines();
        if (changes.Count > 0 && await drafts.ChangeAsync(Id, Plan.Id, changes, Actor.Of(HttpContext), ct) is null)
            Problem = "Proposals.NotOpen";
        if (Refused.Count > 0) Problem = "Proposals.Refused";
        await LoadAsync(ct);
        if (Problem is not null) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Request.IsHtmx() || Problem is not null ? await ShowAsync(ct) : RedirectToPage("Proposals", "", Place());
    }

    /// <summary>Adds a line by hand.</summary>
    public async Task<IActionResult> OnPostAddAsync(string? giver, string? receiver, string? qty, DateOnly? day, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Plan is null || Sku is null) return NotFound();
        Problem = CellInput.ReadPasted(qty, out var quantity) is not null || quantity is not > 0 ? "Proposals.QuantityNeeded"
            : giver == receiver ? "Proposals.SamePlace"
            : !ModelState.IsValid || day is null || day < Plan.StartDate || day > Plan.EndDate ? "Proposals.DayNeeded"
            : null;
        if (Problem is null)
        {
            var addition = new DraftAddition(
                string.IsNullOrEmpty(giver) ? null : KeyOf(giver), KeyOf(receiver ?? ""), day!.Value, quantity!.Value);
            if (await drafts.AddAsync(Id, Plan.Id, addition, Actor.Of(HttpContext), ct) is null) Problem = "Proposals.NotOpen";
        }
        if (Problem is null) return RedirectToPage("Proposals", "", Place());
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(ct);
    }

    /// <summary>Makes the chosen lines part of the plan.</summary>
    [EnableRateLimiting(UserLimits.Jobs)]
    public async Task<IActionResult> OnPostApplyAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Plan is null) return NotFound();
        Problem = !IsOpen ? "Proposals.NotOpen"
            : (await drafts.CountAsync(Plan.Id, ct)).Chosen == 0 ? "Proposals.NothingChosen"
            : null;
        if (Problem is null)
        {
            var result = await transferPlans.SetStatusAsync(Plan.Id, TransferPlanStatus.Applied, Actor.Of(HttpContext), ct);
            if (result is PlanResult.Done { ChangeId: { } change }) return RedirectToPage("Log", new { id = Id, change });
            // Somebody else was faster
            Problem = "Proposals.NotOpen";
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(ct);
    }

    /// <summary>Gives the draft up.</summary>
    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken ct)
    {
        if (PlanId is not { } plan || !await drafts.DiscardAsync(Id, plan, Actor.Of(HttpContext), ct)) return NotFound();
        return RedirectToPage("Proposals", "", new { id = Id });
    }

    /// <summary>How far the search is, in percent.</summary>
    public IActionResult OnGetProgress() =>
        new JsonResult(progress.Of(Job) is { Total: > 0 } known ? 100 * known.Done / known.Total : (int?)null);

    /// <summary>The address of the draft.</summary>
    public string Address(string? handler = null, int? page = null, string? sku = null) => Url.Page("Proposals", handler ?? "", new
    {
        id = Id,
        plan = PlanId,
        p = (page ?? Number) is > 1 and var number ? number : (int?)null,
        at = sku,
    })!;

    /// <summary>The address that a search is posted to: which series are meant is in it.</summary>
    public string FindAddress =>
        Url.Page("Proposals", "Find", new { id = Id, plan = PlanId }) + State.ChoicesQuery
        + string.Concat(Series.Select(number => $"&series={number}"));

    /// <summary>A place as the value of a choice.</summary>
    public static string ValueOf(StockPlace place) => $"{place.Warehouse}\n{place.Channel}";

    private SeriesKey KeyOf(string value) =>
        value.Split('\n', 2) is [var warehouse, var channel]
            ? new SeriesKey(Sku!, warehouse.TrimEnd('\r'), channel)
            : new SeriesKey(Sku!, value, "");

    /// <summary>The address of what is shown.</summary>
    public string? Here => Url.Page("Proposals", pageHandler: "", Place());

    private object Place() => new { id = Id, plan = PlanId, p = Number > 1 ? Number : (int?)null, at = Sku };

    private List<DraftChange> ReadLines()
    {
        var changes = new List<DraftChange>();
        foreach (var text in Request.Form["line"])
        {
            if (!Guid.TryParse(text, out var line)) continue;
            var entered = Request.Form[$"qty-{line}"].ToString();
            if (CellInput.ReadPasted(entered, out var quantity) is not null || quantity is not > 0) Refused[line] = entered;
            else changes.Add(new DraftChange(line, quantity.Value, Request.Form[$"on-{line}"].Count > 0));
        }
        return changes;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (Plan is { } plan)
        {
            Counts = await drafts.CountAsync(plan.Id, ct);
            Number = Math.Clamp(Number, 1, Pages);
            Skus = await drafts.SkusAsync(plan, (Number - 1) * PageSize, PageSize, ct);
            if (Sku is not null) AtSku = Skus.FirstOrDefault(sku => sku.Stock.SkuCode == Sku) ?? await drafts.SkuAsync(plan, Sku, ct);
        }
        Drafts = await drafts.ListAsync(Id, ct);
        return Request.IsHtmx() ? Partial("_Proposals", this) : Page();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return false;
        (Session, State) = (session, WorklistState.Of(Url.Page("Worklist", pageHandler: "", new { id = Id })!, Request.Query));
        (Days, Places) = (await stockDay.OfAsync(session, ct), await places.AllAsync(ct));
        if (Job == Guid.Empty) Job = Guid.NewGuid();
        if (PlanId is not { } id) return true;
        if ((Plan = await drafts.FindAsync(Id, id, ct)) is null) return false;
        Outcome = ProposalDrafts.OutcomeOf(Plan);
        return true;
    }
}
