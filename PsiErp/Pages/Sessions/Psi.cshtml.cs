using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Hosting;
using PsiErp.Live;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Resources;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>The PSI grid of one SKU.</summary>
[ForReaders("Current", "Here", "Extra")]
public sealed partial class PsiModel(
    PlanningSessions sessions, SkuPlans plans, NeighbourSkus neighbours, GridWrites writes, GridActions actions, DayStories stories,
    GridMetrics metrics, PlaceNames places, WorkingDays workingDays, Comments comments, Presence presence, Settings settings,
    TimeProvider clock, IStringLocalizer<Texts> texts, Shown shown) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sku { get; set; }

    [BindProperty(SupportsGet = true)]
    public Bucket Bucket { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    /// <summary>Which metrics: all, or <c>main</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Rows { get; set; }

    /// <summary>
    /// Optional rows that are shown; see <see cref="GridReference.Choices"/>. Null for those that the planner chose last.
    /// </summary>
    [BindProperty(SupportsGet = true)]
    public string? Extra { get; set; }

    /// <summary>What the worklist showed that the grid was opened from; see <see cref="WorklistState.AsList"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? List { get; set; }

    /// <summary>When the page was made.</summary>
    public DateTimeOffset At { get; } = clock.GetUtcNow();

    public bool IsMainOnly => Rows == "main";

    /// <summary>The optional rows that are shown.</summary>
    public IReadOnlyList<string> Extras => GridReference.Read(Extra ?? Request.Cookies[GridReference.CookieName]);
    public PlanningSession Session { get; private set; } = null!;

    /// <summary>The SKU, or null when there is none of that code.</summary>
    public SkuSeries? Found { get; private set; }

    /// <summary>What is shown of its horizon, and how much that is.</summary>
    public GridSize Size { get; private set; } = null!;

    /// <summary>The plan; null without a SKU, and where there is more of it than a page shows.</summary>
    public PsiGrid? Grid { get; private set; }

    /// <summary>Why the form that needs no scripts was refused.</summary>
    public string? FormProblem { get; private set; }

    /// <summary>The worklist that it was opened from; null for none.</summary>
    public OpenedList? Opened { get; private set; }

    public string? Previous { get; private set; }
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return NotFound();

        Session = session;
        if ((Sku ?? await plans.FirstAsync(Id, ct)) is not { } code) return Page();
        if (await LayOutAsync(code, ct)) return Page();
        if (await plans.SearchAsync(Id, code, 1, ct) is [var hit]) return Redirect(Address(sku: hit.SkuCode));

        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }

    /// <summary>SKUs for the picker, as one types.</summary>
    public async Task<IActionResult> OnGetSkusAsync(CancellationToken ct) => await sessions.FindAsync(Id, ct) is { } session
        ? Partial("_SkuHits", (Page: this, Hits: await neighbours.SearchAsync(session, ListState, Sku, ct)))
        : NotFound();

    /// <summary>Why the numbers of a day are what they are.</summary>
    public async Task<IActionResult> OnGetDayAsync(string? warehouse, string? channel, DateOnly date, CancellationToken ct)
    {
        if (!ModelState.IsValid) return BadRequest();
        var series = new SeriesKey(Sku ?? "", warehouse ?? "", channel ?? "");
        return await stories.FindAsync(Id, series, date, ct) is { } story ? Partial("_DayStory", (series, story)) : NotFound();
    }

    /// <summary>The address of this page with something else shown; what is left out stays.</summary>
    public string Address(string? sku = null, Bucket? bucket = null, string? rows = null, string? handler = null, string? extra = null)
    {
        var width = bucket ?? Bucket;
        return Url.Page("Psi", handler, new
        {
            id = Id,
            sku = sku ?? Sku,
            bucket = width == Bucket.Day ? null : width.ToString().ToLowerInvariant(),
            from = From?.ToString("O", CultureInfo.InvariantCulture),
            to = To?.ToString("O", CultureInfo.InvariantCulture),
            rows = (rows ?? Rows) is "main" ? "main" : null,
            extra = extra ?? Extra,
            list = List,
        })!;
    }

    /// <summary>A group as HTML.</summary>
    public GridBlock BlockOf(PsiGroup group) => new(Grid!, group, texts, shown, AccessRules.MayChange(User));

    /// <summary>Reads the plan of a SKU, and lays it out.</summary>
    /// <param name="code">The SKU.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="change">What to lay over it, to show what would come of that.</param>
    private async Task<bool> LayOutAsync(string code, CancellationToken ct, Func<SkuPlan, Task<SkuPlan?>>? change = null)
    {
        if (await plans.SeriesAsync(Id, code, ct) is not { } sku) return false;

        (Sku, Found) = (code, sku);
        var today = settings.DateOf(clock.GetUtcNow());
        var known = await metrics.ListAsync(ct);
        var window = PsiWindow.Of(sku.Series, Bucket, From, To, today);
        Size = GridSize.Of(sku.Series, window, MetricRow.Of(known, IsMainOnly, isCounted: true, hasMoves: true, Extras).Count);
        if (Size.IsTooLarge && (await plans.AsOfAsync(Id, ct) is not { } asOf || asOf < PsiWindow.HorizonOf(sku.Series).First))
            Size = GridSize.Of(sku.Series, window, MetricRow.Of(known, IsMainOnly, isCounted: false, hasMoves: false, Extras).Count);
        if (Size.IsTooLarge)
        {
            await plans.CompleteAsync(sku, ct);
        }
        else
        {
            var plan = await plans.PlanAsync(Id, sku, ct);
            if (change is not null)
            {
                if (await change(plan) is not { } changed) return false;
                plan = changed;
            }
            Func<DateOnly, bool> isWorking = plan.Product?.LeadTimeDays is null ? _ => true : await workingDays.OfUsualCalendarAsync(ct);
            var rows = MetricRow.Of(known, IsMainOnly, plan.IsCounted, plan.HasMoves, Extras);
            Grid = new PsiGrid(
                plan, window, rows, await places.AllAsync(ct), today, isWorking, await comments.OfSkuAsync(Id, code, ct));
        }
        if (HttpMethods.IsGet(Request.Method)) await FindNeighboursAsync(code, ct);
        return true;
    }

    private WorklistState? ListState => NeighbourSkus.StateOf(Url.Page("Worklist", pageHandler: "", new { id = Id })!, List);

    private async Task FindNeighboursAsync(string code, CancellationToken ct)
    {
        if (ListState is not { } state)
        {
            (Previous, Next) = await plans.NeighboursAsync(Id, code, ct);
            return;
        }
        Opened = await neighbours.PlaceAsync(Session, state, code, ct);
        (Previous, Next) = (Opened.Place.Previous, Opened.Place.Next);
    }
}
