using System.Globalization;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Hosting;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Resources;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>The PSI grid of one SKU, and the changes of its cells.</summary>
public sealed class PsiModel(
    PlanningSessions sessions, SkuPlans plans, PlanEdits edits, GridMetrics metrics, PlaceNames places, KnownProducts products,
    Settings settings, TimeProvider clock, IStringLocalizer<Texts> texts, Shown shown) : PageModel
{
    private const int HitsShown = 30;

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

    public bool IsMainOnly => Rows == "main";
    public PlanningSession Session { get; private set; } = null!;

    /// <summary>The plan, or null when there is none of that SKU.</summary>
    public PsiGrid? Grid { get; private set; }

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
    public async Task<IActionResult> OnGetSkusAsync(CancellationToken ct) => await sessions.ExistsAsync(Id, ct)
        ? Partial("_SkuHits", (Page: this, Hits: await plans.SearchAsync(Id, Sku, HitsShown, ct)))
        : NotFound();

    /// <summary>Changes one cell and answers with the rows that follow from it.</summary>
    public async Task<IActionResult> OnPostCellAsync([FromForm] CellChange change, CancellationToken ct)
    {
        if (!ModelState.IsValid) return BadRequest();
        if (!MetricRow.Of(await metrics.ListAsync(ct), mainOnly: false).Any(row => row.Field == change.Field))
            return Refuse(422, "_CellProblem", (string)texts["Cell.NotEditable", texts[$"Metric.{change.Field.WireName()}"]]);
        var decimals = (await products.OfAsync([Sku ?? ""], ct)).GetValueOrDefault(Sku ?? "")?.Decimals;
        if (CellInput.Read(change.Entry, change.SeenValue, out var value, decimals) is { } problem) return Refuse(422, "_CellProblem",
            (string)texts[problem]);

        switch (await edits.ApplyAsync(Id, [change.ToEdit(Sku ?? "", value)], Actor.Of(HttpContext), ct))
        {
            case EditResult.Applied:
                return await AnswerAsync(change, ct);
            case EditResult.Conflict { Cells: [var cell, ..] }:
                return Refuse(409, "_CellConflict", (Theirs: cell, Mine: value));
            case EditResult.Invalid invalid:
                return Refuse(422, "_CellProblem", invalid.Errors.First().Value[0]);
            default:
                return NotFound();
        }
    }

    /// <summary>The address of this page with something else shown; what is left out stays.</summary>
    public string Address(string? sku = null, Bucket? bucket = null, string? rows = null)
    {
        var width = bucket ?? Bucket;
        return Url.Page("Psi", new
        {
            id = Id,
            sku = sku ?? Sku,
            bucket = width == Bucket.Day ? null : width.ToString().ToLowerInvariant(),
            from = From?.ToString("O", CultureInfo.InvariantCulture),
            to = To?.ToString("O", CultureInfo.InvariantCulture),
            rows = (rows ?? Rows) is "main" ? "main" : null,
        })!;
    }

    /// <summary>The rows of a group as HTML.</summary>
    public GridRows RowsOf(PsiGroup group) => new(Grid!, group, texts, shown);

    private async Task<bool> LayOutAsync(string code, CancellationToken ct)
    {
        if (await plans.FindAsync(Id, code, ct) is not { } plan) return false;

        Sku = code;
        Grid = PsiGrid.Of(plan, MetricRow.Of(await metrics.ListAsync(ct), IsMainOnly), await places.AllAsync(ct), Bucket, From, To,
            settings.DateOf(clock.GetUtcNow()));
        if (!Request.IsHtmx()) (Previous, Next) = await plans.NeighboursAsync(Id, code, ct);
        return true;
    }

    private async Task<IActionResult> AnswerAsync(CellChange change, CancellationToken ct)
    {
        var isThere = await LayOutAsync(Sku ?? "", ct);
        if (isThere && Grid!.GroupsWith(change.Warehouse ?? "", change.Channel ?? "").ToList() is [{ Series: not null }, ..] groups)
            return Partial("_CellAnswer", (Page: this, Groups: groups, At: clock.GetUtcNow()));

        Response.Htmx(headers => headers.Refresh());
        return new NoContentResult();
    }

    private PartialViewResult Refuse(int status, string partial, object model)
    {
        Response.StatusCode = status;
        Response.Htmx(headers => headers.Retarget("#cell-note").Reswap("innerHTML"));
        return Partial(partial, model);
    }
}
