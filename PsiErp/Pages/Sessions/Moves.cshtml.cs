using System.Globalization;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Moves;
using PsiErp.Plan;
using PsiErp.Security;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>The stock moves of a session: to look through, to add, to take back.</summary>
[EnableRateLimiting(UserLimits.Jobs)]
public sealed class MovesModel(
    PlanningSessions sessions, StockMoves moves, MoveLists lists, WorklistChoices choices) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sku { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Warehouse { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Channel { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public PlanningSession Session { get; private set; } = null!;
    public IReadOnlyList<MoveRow> Moves { get; private set; } = [];
    public int Count { get; private set; }
    public int Pages => Math.Max(1, (Count + PageSize - 1) / PageSize);

    /// <summary>What is being entered.</summary>
    public MoveForm Form { get; private set; } = new();

    /// <summary>What has just been done, or why not.</summary>
    public MoveResult? Result { get; private set; }

    /// <summary>Whether that took a move back, rather than added one.</summary>
    public bool IsRemoved { get; private set; }

    public IReadOnlyList<string> Warehouses { get; private set; } = [];
    public IReadOnlyList<string> Channels { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session) return NotFound();
        Session = session;
        var filter = new MoveFilter { SkuCode = Sku, Warehouse = Warehouse, Channel = Channel, From = From, To = To };
        var found = lists.Moves(Id, filter);
        Count = await found.CountAsync(ct);
        Number = Math.Clamp(Number, 1, Pages);
        Moves = await lists.PageAsync(found, (Number - 1) * PageSize, PageSize, ct);
        if (Request.IsHtmx()) return Partial("_Moves", this);

        Form.Sku ??= Sku;
        (Warehouses, Channels) = (await choices.WarehousesAsync(Id, new SeriesSelection(), ct),
            await choices.ChannelsAsync(Id, new SeriesSelection(), ct));
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync([FromForm(Name = "Form")] MoveForm form, CancellationToken ct)
    {
        Form = form;
        // What a browser without a date input sends
        foreach (var name in new[] { nameof(MoveForm.LeavesOn), nameof(MoveForm.ArrivesOn) })
        {
            if (ModelState[$"Form.{name}"]?.Errors.Count > 0) form.Problems[name] = "Moves.NoDate";
        }
        if (form.Problems.Count == 0 && form.ToOrder() is { } order) Result = await moves.AddAsync(Id, order, Actor.Of(HttpContext), ct);
        switch (Result)
        {
            case MoveResult.NoSuchSession:
                return NotFound();
            case MoveResult.Done:
                // The next one is likely of the same SKU
                Form = new MoveForm { Sku = form.Sku };
                break;
            default:
                if (Result is MoveResult.Invalid invalid) form.Add(invalid);
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                break;
        }
        return await OnGetAsync(ct);
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] Guid removed, CancellationToken ct)
    {
        (Result, IsRemoved) = (await moves.RemoveAsync(Id, removed, Actor.Of(HttpContext), ct), true);
        return await OnGetAsync(ct);
    }

    /// <summary>The address of this page with the same filters.</summary>
    public string Address(string? handler = null, int? page = null) => Url.Page("Moves", handler ?? "", new
    {
        id = Id,
        sku = Sku,
        warehouse = Warehouse,
        channel = Channel,
        from = From?.ToString("O", CultureInfo.InvariantCulture),
        to = To?.ToString("O", CultureInfo.InvariantCulture),
        p = (page ?? Number) is > 1 and var number ? number : (int?)null,
    })!;

    /// <summary>What is said of a donor that is left with too little.</summary>
    public static string WarningName(MoveWarning warning) => warning.IsStockOut ? "Moves.BelowZero" : "Moves.BelowSafety";
}
