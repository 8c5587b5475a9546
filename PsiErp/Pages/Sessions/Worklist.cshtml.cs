using System.Text.Encodings.Web;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Hosting;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Resources;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>Where a planner starts: what is wrong, the most urgent first.</summary>
public sealed class WorklistModel(
    PlanningSessions sessions, Worklist worklist, SkuWorklist skus, WorklistFigures figures, WorklistChoices choices,
    WorklistTotals totals, WorklistViews views, StockDay stockDay, PlaceNames places, Settings settings, TimeProvider clock) : PageModel
{
    private string? _grid;
    private string? _list;

    /// <summary>Series on a page.</summary>
    public const int PageSize = 100;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>When the page was made.</summary>
    public DateTimeOffset At { get; } = clock.GetUtcNow();

    public PlanningSession Session { get; private set; } = null!;
    public WorklistState State { get; private set; } = null!;

    /// <summary>The series that are meant.</summary>
    private SeriesSelection Meant { get; set; } = SeriesSelection.All;

    /// <summary>The session's days; null while it is empty.</summary>
    public SessionDays? Days { get; private set; }

    /// <summary>Over what the filters leave, whatever is asked of the stock.</summary>
    public WorklistCounts Counts { get; private set; } = null!;

    /// <summary>Series within their product's lead time, those that are new since the last import, and those that are put off.</summary>
    public (int Potential, int New, int Snoozed) Further { get; private set; }

    /// <summary>The view that is shown, if its address says one.</summary>
    public WorklistView? View { get; private set; }

    /// <summary>Series that are listed, on all pages.</summary>
    public int Count { get; private set; }

    /// <summary>Rows that are listed, on all pages: series or SKUs.</summary>
    public int RowCount { get; private set; }

    public int Number { get; private set; } = 1;
    public int Pages => Math.Max(1, (RowCount + PageSize - 1) / PageSize);
    public IReadOnlyList<WorklistRow> Rows { get; private set; } = [];
    public IReadOnlyList<SkuRow> Skus { get; private set; } = [];
    public Places Places { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (Days is null) return Page();

        var which = Meant;
        Counts = await figures.CountAsync(Session, which.Whole, ct);
        Count = which == which.Whole ? Counts.Series : await worklist.CountAsync(Session, which, ct);
        Further = (await figures.PotentialAsync(Session, which, ct), await figures.NewAsync(Session, which, ct),
            await figures.SnoozedAsync(Session, which, ct));
        RowCount = State.IsBySku ? await skus.CountAsync(Session, which, ct) : Count;
        Number = Math.Min(State.Page, Pages);
        var from = (Number - 1) * PageSize;
        if (State.IsBySku) Skus = await skus.PageAsync(Session, which, State.Order, from, PageSize, ct);
        else Rows = await worklist.PageAsync(Session, which, State.Order, from, PageSize, ct);
        Places = await places.AllAsync(ct);
        View = State.View is { } view ? await views.FindAsync(view, Actor.Of(HttpContext), ct) : null;
        return Request.IsHtmx() ? Partial("_Worklist", this) : Page();
    }

    /// <summary>The warehouses that may be chosen.</summary>
    public async Task<IActionResult> OnGetWarehousesAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var names = await choices.WarehousesAsync(Id, Meant, ct);
        return Partial("_WorklistChoices", (State, Name: "warehouse_name", Choices: names.Select(name => (name, name))));
    }

    /// <summary>The channels that may be chosen.</summary>
    public async Task<IActionResult> OnGetChannelsAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var known = await places.AllAsync(ct);
        var names = await choices.ChannelsAsync(Id, Meant, ct);
        return Partial("_WorklistChoices", (State, Name: "channel", Choices: names.Select(name => (name, known.ChannelOf(name)))));
    }

    /// <summary>The views that may be chosen.</summary>
    public async Task<IActionResult> OnGetViewsAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var actor = Actor.Of(HttpContext);
        return Partial("_WorklistViews", (State, actor, await views.ListAsync(actor, ct)));
    }

    /// <summary>The chart and table of everything that is listed.</summary>
    public async Task<IActionResult> OnGetTotalsAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Days is not { } days) return NotFound();
        var width = Buckets.OfChart(days.Last.DayNumber - days.First.DayNumber);
        var byDay = await totals.OfAsync(Session, Meant, Bucket.Day, ct);
        var rows = width == Bucket.Day ? byDay : await totals.OfAsync(Session, Meant, width, ct);
        return Partial("_WorklistTotals", (Id, State, days, IsToday, width, rows, byDay.LastOrDefault(total => total.Date <= days.Stock),
            await figures.ValueAsync(Session, Meant, ct)));
    }

    /// <summary>The day before which a series has to run out to be counted as within so many days.</summary>
    public string StockOutBefore(int days) => $"{WorklistFigures.After(Days!.Stock, days):O}";

    /// <summary>What the column of stock is headed with.</summary>
    public string StockLabel(IStringLocalizer<Texts> texts, Shown shown) =>
        IsToday ? texts["Worklist.Today"] : texts["Figures.OnHandOn", shown.Day(Days!.Stock)];

    /// <summary>The grid of a SKU, which leads back here.</summary>
    /// <remarks>Put together here: routing takes longer for the addresses of a hundred rows than the database for the rows.</remarks>
    public string GridOf(string skuCode)
    {
        _grid ??= Url.Page("Psi", new { id = Id })!;
        _list ??= UrlEncoder.Default.Encode(State.AsList);
        return $"{_grid}?sku={UrlEncoder.Default.Encode(skuCode)}&list={_list}";
    }

    /// <summary>The alerts of a series.</summary>
    public string AlertsOf(Series series) => $"{State.Path}/alerts/{series.SeriesNo}";

    /// <summary>The sum of a SKU's series, drawn.</summary>
    public Sparkline? LineOf(SkuRow row)
    {
        var sum = new LineTotals(Days!.First.DayNumber, Days.Last.DayNumber);
        foreach (var line in row.Rows.Select(series => series.Line))
        {
            if (line is not null) sum.Add(line);
        }
        return Sparkline.Of(sum.Totals());
    }

    /// <summary>Whether the stock that is shown is today's.</summary>
    public bool IsToday => Days!.Stock == settings.DateOf(clock.GetUtcNow());

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return false;
        (Session, State) = (session, WorklistState.Of(Url.Page("Worklist", pageHandler: "", new { id = Id })!, Request.Query));
        Meant = await worklist.SimplifyAsync(session, State.Selection, ct);
        Days = await stockDay.OfAsync(session, ct);
        return true;
    }
}
