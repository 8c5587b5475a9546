using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Edits;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Pages.Sessions;

/// <summary>What a series calls for, what can be done about it, and putting it off.</summary>
public sealed class AlertsModel(
    PlanningSessions sessions, Worklist worklist, AlertSnoozes snoozes, AlertedSeries alerted, PlaceNames places) : PageModel
{
    /// <summary>The event that tells the worklist to look again.</summary>
    public const string Changed = "worklist-changed";

    /// <summary>The id of the element that it is in.</summary>
    public const string Element = "alerted";

    /// <summary>Days before the first one that the grid opens at, so that one sees how it comes.</summary>
    private const int DaysBefore = 14;

    private const int UsualDays = 7;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The number of the series.</summary>
    [BindProperty(SupportsGet = true)]
    public int No { get; set; }

    [BindProperty]
    public SeriesAlert Alert { get; set; }

    [BindProperty]
    public DateOnly? Until { get; set; }

    [BindProperty]
    public string? Owner { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public PlanningSession Session { get; private set; } = null!;
    public WorklistRow Row { get; private set; } = null!;
    public string Channel { get; private set; } = "";

    /// <summary>What of it is put off today.</summary>
    public IReadOnlyList<AlertSnooze> PutOff { get; private set; } = [];

    /// <summary>What is wrong with what was entered.</summary>
    public IReadOnlyList<SnoozeProblem> Problems { get; private set; } = [];

    /// <summary>Its alerts; one within lead time says all that the stock-out does.</summary>
    public IEnumerable<AlertFigure> Shown =>
        Row.Alerts.Where(figure => figure.Alert != SeriesAlert.StockOut || Row.Alerts[0].Alert != SeriesAlert.Potential);

    /// <summary>The alerts of the series that can be put off.</summary>
    public IEnumerable<SeriesAlert> Possible => Row.Alerts.Select(figure => figure.Alert).Where(AlertSnoozes.Kinds.Contains);

    public DateOnly Earliest => alerted.Today.AddDays(1);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        (Until, Owner) = (alerted.Today.AddDays(UsualDays), Actor.Of(HttpContext).Username);
        return Page();
    }

    public async Task<IActionResult> OnPostSnoozeAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        var order = new SnoozeOrder(Row.Series.Key, Alert, Until, Reason, Owner);
        Problems = snoozes.Check(order);
        if (Problems.Count > 0) return this.Again();
        return await snoozes.SetAsync(Id, order, Actor.Of(HttpContext), ct) is null ? NotFound() : Done();
    }

    public async Task<IActionResult> OnPostEndAsync([FromForm] Guid snooze, CancellationToken ct) =>
        await snoozes.EndAsync(Id, snooze, Actor.Of(HttpContext), ct) is null ? NotFound() : Done();

    /// <summary>Where one goes to do something about an alert, the nearest first, with the text of each.</summary>
    public IEnumerable<(string Text, string Address)> WaysOf(AlertFigure alert)
    {
        var sku = Row.Series.SkuCode;
        if (alert.Alert is SeriesAlert.StockOut or SeriesAlert.Potential or SeriesAlert.Shortage)
            yield return ("Alerts.Fill", ActionOf(PlanActionKind.FillToSafety));
        if (alert.Alert is SeriesAlert.Over or SeriesAlert.SurplusOrder) yield return ("Alerts.Shift", ActionOf(PlanActionKind.Shift));
        if (alert.First is { } first)
            yield return ("Alerts.Grid", Url.Page("Psi", new { id = Id, sku, from = $"{first.AddDays(-DaysBefore):O}" })!);
        if (alert.Alert == SeriesAlert.CountDiffers) yield return ("Alerts.Imports", Url.Page("Imports", new { id = Id })!);
        if (alert.Alert is SeriesAlert.Data or SeriesAlert.Potential)
            yield return ("Alerts.Product", Url.Page("/Masters/Index", new { kind = "products", search = sku })!);
        if (alert.Alert == SeriesAlert.Data) yield return ("Alerts.Upload", Url.Page("Import", new { id = Id })!);
    }

    private string ActionOf(PlanActionKind kind) => Url.Page("Action", new { id = Id, series = No, kind })!;

    private IActionResult Done()
    {
        if (!Request.IsHtmx()) return RedirectToPage("Worklist", new { id = Id });
        Response.Htmx(headers => headers.WithTrigger(Changed));
        return new NoContentResult();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (await sessions.FindAsync(Id, ct) is not { } session || await worklist.FindAsync(session, No, ct) is not { } row) return false;
        (Session, Row) = (session, row);
        Channel = (await places.AllAsync(ct)).ChannelOf(row.Series.Channel);
        PutOff = await snoozes.OfAsync(Id, row.Series.Key, ct);
        return true;
    }
}
