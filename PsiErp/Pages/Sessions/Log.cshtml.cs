using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Hosting;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Pages.Sessions;

/// <summary>What planners did to a session, change by change: to look into, to explain, to take back.</summary>
[EnableRateLimiting(UserLimits.Jobs)]
public sealed class LogModel(PlanningSessions sessions, ChangeSets changes, Settings settings) : PageModel
{
    /// <summary>Cells of a change that are shown.</summary>
    public const int CellsShown = 200;

    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Only this change, with its cells.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Change { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Username { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sku { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public PlanningSession Session { get; private set; } = null!;
    public IReadOnlyList<ChangeSet> Changes { get; private set; } = [];

    /// <summary>The cells of the changes that are shown with them: of those with only one, and of one that is shown alone.</summary>
    public ILookup<Guid?, EditLogEntry> Cells { get; private set; } = null!;

    /// <summary>The ranks of the change that is shown alone.</summary>
    public IReadOnlyList<RankChange> Ranks { get; private set; } = [];

    /// <summary>What has just been taken back or done again.</summary>
    public ReversalResult? Reversed { get; private set; }

    public int Count { get; private set; }
    public int Pages => Math.Max(1, (Count + PageSize - 1) / PageSize);

    /// <summary>The filters as the JSON route of the changes takes them.</summary>
    public IReadOnlyDictionary<string, string?> Filters => new Dictionary<string, string?>
    {
        ["username"] = Username,
        ["sku_code"] = Sku,
        ["kind"] = Kind,
        ["start_date"] = From,
        ["end_date"] = To,
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) =>
        await LoadAsync(ct) ? Request.IsHtmx() ? Partial("_Log", this) : Page() : NotFound();

    /// <summary>The cells of a change.</summary>
    public async Task<IActionResult> OnGetCellsAsync(CancellationToken ct) =>
        Change is { } id && await changes.FindAsync(Id, id, ct) is { } change
            ? Partial("_ChangeCells", new ChangedCells(
                change, await changes.Cells(Id, id).Take(CellsShown).ToListAsync(ct),
                await changes.Ranks(Id, id).Take(CellsShown).ToListAsync(ct)))
            : NotFound();

    public async Task<IActionResult> OnPostUndoAsync([FromForm] Guid reversed, CancellationToken ct) =>
        await AfterAsync(await changes.UndoAsync(Id, reversed, Actor.Of(HttpContext), ct), ct);

    public async Task<IActionResult> OnPostRedoAsync([FromForm] Guid reversed, CancellationToken ct) =>
        await AfterAsync(await changes.RedoAsync(Id, reversed, Actor.Of(HttpContext), ct), ct);

    public async Task<IActionResult> OnPostNoteAsync([FromForm] Guid noted, [FromForm] string? note, CancellationToken ct)
    {
        if (note?.Length > ChangeSet.MaxNote) return BadRequest();
        if (!await changes.NoteAsync(Id, noted, note, ct)) return NotFound();
        return await OnGetAsync(ct);
    }

    /// <summary>The address of this page with the same filters.</summary>
    public string Address(string? handler = null, int? page = null) => Url.Page("Log", handler ?? "", new
    {
        id = Id,
        change = Change,
        username = Username,
        sku = Sku,
        kind = Kind,
        from = From,
        to = To,
        p = (page ?? Number) is > 1 and var number ? number : (int?)null,
    })!;

    private async Task<IActionResult> AfterAsync(ReversalResult result, CancellationToken ct)
    {
        if (result is ReversalResult.NotFound) return NotFound();
        Reversed = result;
        return await OnGetAsync(ct);
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return false;
        Session = session;
        var filter = new ChangeQuery(Username, Sku, Kind, From, To).ToFilter(new QueryText(), settings);
        var found = changes.List(Id, filter);
        if (Change is { } only) found = found.Where(change => change.Id == only);
        Count = await found.CountAsync(ct);
        Number = Math.Clamp(Number, 1, Pages);
        Changes = await found.Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        Cells = (await CellsAsync(ct)).ToLookup(cell => cell.ChangeSetId);
        Ranks = await RanksAsync(ct);
        return true;
    }

    private async Task<List<RankChange>> RanksAsync(CancellationToken ct) =>
        Change is { } only ? await changes.Ranks(Id, only).Take(CellsShown).ToListAsync(ct) : [];

    private async Task<List<EditLogEntry>> CellsAsync(CancellationToken ct)
    {
        if (Change is { } only) return await changes.Cells(Id, only).Take(CellsShown).ToListAsync(ct);
        return await changes.CellsOf(Id, [.. Changes.Where(change => change.Cells == 1).Select(change => change.Id)], ct);
    }
}

/// <summary>What a change set changed, as far as it is shown.</summary>
public sealed record ChangedCells(ChangeSet Change, IReadOnlyList<EditLogEntry> Cells, IReadOnlyList<RankChange> Ranks)
{
    /// <summary>How many there are of them.</summary>
    public int Count => Cells.Count + Ranks.Count;
}
