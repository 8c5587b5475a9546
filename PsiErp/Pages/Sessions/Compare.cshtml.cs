using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Plan;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>What differs between two sessions, series by series, and taking a series' edits over.</summary>
public sealed class CompareModel(
    PlanningSessions sessions, PlanComparison comparison, SeriesTakeOver takeOver, PlaceNames places) : PageModel
{
    public const int PageSize = 100;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? With { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public PlanningSession Session { get; private set; } = null!;

    /// <summary>The session that it is compared with; null while none is chosen.</summary>
    public PlanningSession? Other { get; private set; }

    /// <summary>The sessions that may be chosen.</summary>
    public IReadOnlyList<PlanningSession> Choices { get; private set; } = [];

    public IReadOnlyList<SeriesDifference> Differences { get; private set; } = [];
    public Places Places { get; private set; } = null!;

    /// <summary>What has just been taken over; one without cells when there was nothing to take.</summary>
    public ChangeSet? Taken { get; private set; }

    public int Pages => Math.Max(1, (Differences.Count + PageSize - 1) / PageSize);
    public IEnumerable<SeriesDifference> Listed => Differences.Skip((Number - 1) * PageSize).Take(PageSize);
    public string Order => Sort is { } sort && PlanComparison.Columns.Contains(sort.TrimStart('-')) ? sort : PlanComparison.Columns[0];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        return Request.IsHtmx() && Other is not null ? Partial("_Compare", this) : Page();
    }

    /// <summary>The chart and table of both sessions' stock.</summary>
    public async Task<IActionResult> OnGetTotalsAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } here || With is not { } with || await sessions.FindAsync(with, ct) is not { } there)
            return NotFound();
        return Partial("_CompareTotals", await comparison.TotalsAsync(here, there, ct));
    }

    public async Task<IActionResult> OnPostTakeOverAsync(
        [FromForm] string? sku, [FromForm] string? warehouse, [FromForm] string? channel, CancellationToken ct)
    {
        if (With is not { } with) return NotFound();
        var key = new SeriesKey(sku ?? "", warehouse ?? "", channel ?? "");
        Taken = await takeOver.ApplyAsync(Id, with, [key], Actor.Of(HttpContext), ct);
        return Taken is null ? NotFound() : await OnGetAsync(ct);
    }

    /// <summary>The address of this page with something else.</summary>
    public string Address(string? sort = null, int? page = null, string? handler = null) => Url.Page("Compare", handler ?? "", new
    {
        id = Id,
        with = With,
        q = Q,
        sort = sort ?? Sort,
        p = (sort is null ? page ?? Number : 1) is > 1 and var number ? number : (int?)null,
    })!;

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return false;
        Session = session;
        Choices = [.. (await sessions.ListAsync(null, ct)).Where(other => other.Id != Id)];
        if (With is not { } with) return true;
        if (await sessions.FindAsync(with, ct) is not { } other) return false;
        Other = other;
        Differences = await comparison.OfAsync(Session, other, Q, Order, ct);
        Number = Math.Clamp(Number, 1, Pages);
        Places = await places.AllAsync(ct);
        return true;
    }
}
