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

/// <summary>The PSI grid of one SKU, and the changes of its cells.</summary>
public sealed class PsiModel(
    PlanningSessions sessions, SkuPlans plans, GridWrites writes, DayStories stories, GridMetrics metrics, PlaceNames places,
    WorkingDays workingDays, Comments comments, Presence presence, Settings settings, TimeProvider clock,
    IStringLocalizer<Texts> texts, Shown shown) : PageModel
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

    /// <summary>When the page was made.</summary>
    public DateTimeOffset At { get; } = clock.GetUtcNow();

    public bool IsMainOnly => Rows == "main";
    public PlanningSession Session { get; private set; } = null!;

    /// <summary>The SKU, or null when there is none of that code.</summary>
    public SkuSeries? Found { get; private set; }

    /// <summary>What is shown of its horizon, and how much that is.</summary>
    public GridSize Size { get; private set; } = null!;

    /// <summary>The plan; null without a SKU, and where there is more of it than a page shows.</summary>
    public PsiGrid? Grid { get; private set; }

    /// <summary>Why the form that needs no scripts was refused.</summary>
    public string? FormProblem { get; private set; }

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

    /// <summary>Why the numbers of a day are what they are.</summary>
    public async Task<IActionResult> OnGetDayAsync(string? warehouse, string? channel, DateOnly date, CancellationToken ct)
    {
        if (!ModelState.IsValid) return BadRequest();
        var series = new SeriesKey(Sku ?? "", warehouse ?? "", channel ?? "");
        return await stories.FindAsync(Id, series, date, ct) is { } story ? Partial("_DayStory", (series, story)) : NotFound();
    }

    /// <summary>Takes over what was entered into cells, and answers with the rows that are different now.</summary>
    public async Task<IActionResult> OnPostCellsAsync([FromBody] GridChange? change, CancellationToken ct)
    {
        if (!ModelState.IsValid || change is not { IsWhole: true }) return BadRequest();
        var outcome = await writes.EnterAsync(Id, Sku ?? "", (Bucket, From, To), change, Actor.Of(HttpContext), ct);
        return await AnswerAsync(outcome, change.Entries!, change.Blocks!, ct);
    }

    /// <summary>Takes a gesture back, or does it again, and answers as <see cref="OnPostCellsAsync"/> does.</summary>
    public async Task<IActionResult> OnPostStepAsync([FromBody] GridStep? step, CancellationToken ct) =>
        ModelState.IsValid && step is { IsWhole: true }
            ? await AnswerAsync(await writes.StepAsync(Id, step, Actor.Of(HttpContext), ct), [], step.Blocks!, ct)
            : BadRequest();

    /// <summary>Answers as <see cref="OnPostCellsAsync"/> does, after somebody else changed something.</summary>
    public async Task<IActionResult> OnPostCurrentAsync([FromBody] GridShown? page, CancellationToken ct) =>
        ModelState.IsValid && page?.Blocks?.Contains(null) == false ? await DifferencesAsync(page.Blocks, null, ct) : BadRequest();

    /// <summary>Tells those who look at the same plan where this planner is.</summary>
    public async Task<IActionResult> OnPostHereAsync([FromBody] GridHere? here, CancellationToken ct)
    {
        if (!ModelState.IsValid || here is null || here.Cell?.Length > Presence.MaxCell || Sku is not { Length: <= PlanEdit.MaxKey })
            return BadRequest();
        var place = here.Cell is null ? null : new PlaceInGrid(Sku, here.Cell);
        await presence.TellAsync(Id, here.Page, Actor.Of(HttpContext).Username, place, ct);
        return new NoContentResult();
    }

    /// <summary>Changes one cell from the form that needs no scripts, and shows the page again.</summary>
    public async Task<IActionResult> OnPostCellAsync([FromForm] GridForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return BadRequest();
        if (!await LayOutAsync(Sku ?? "", ct) || Grid is null || form.ToEntry(Grid) is not { } entry) return NotFound();
        var change = new GridChange([entry], []);
        var outcome = await writes.EnterAsync(Id, Sku ?? "", (Bucket, From, To), change, Actor.Of(HttpContext), ct);
        if (outcome is GridOutcome.Applied) return Redirect(Address());

        FormProblem = outcome switch
        {
            GridOutcome.Refused refused => texts[refused.Entries[0].Reason],
            GridOutcome.Contested { Entries: [var cell, ..] } => texts["Cell.Contested", shown.Quantity(cell.Theirs)],
            GridOutcome.Invalid invalid => invalid.Message,
            _ => null,
        };
        if (FormProblem is null) return NotFound();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await OnGetAsync(ct);
    }

    /// <summary>The address of this page with something else shown; what is left out stays.</summary>
    public string Address(string? sku = null, Bucket? bucket = null, string? rows = null, string? handler = null)
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
        })!;
    }

    /// <summary>A group as HTML.</summary>
    public GridBlock BlockOf(PsiGroup group) => new(Grid!, group, texts, shown);

    private async Task<bool> LayOutAsync(string code, CancellationToken ct)
    {
        if (await plans.SeriesAsync(Id, code, ct) is not { } sku) return false;

        (Sku, Found) = (code, sku);
        var today = settings.DateOf(clock.GetUtcNow());
        var known = await metrics.ListAsync(ct);
        var window = PsiWindow.Of(sku.Series, Bucket, From, To, today);
        Size = GridSize.Of(sku.Series, window, MetricRow.Of(known, IsMainOnly, isCounted: true, hasMoves: true).Count);
        if (Size.IsTooLarge && (await plans.AsOfAsync(Id, ct) is not { } asOf || asOf < PsiWindow.HorizonOf(sku.Series).First))
            Size = GridSize.Of(sku.Series, window, MetricRow.Of(known, IsMainOnly, isCounted: false, hasMoves: false).Count);
        if (Size.IsTooLarge)
        {
            await plans.CompleteAsync(sku, ct);
        }
        else
        {
            var plan = await plans.PlanAsync(Id, sku, ct);
            Func<DateOnly, bool> isWorking = plan.Product?.LeadTimeDays is null ? _ => true : await workingDays.OfUsualCalendarAsync(ct);
            var rows = MetricRow.Of(known, IsMainOnly, plan.IsCounted, plan.HasMoves);
            Grid = new PsiGrid(
                plan, window, rows, await places.AllAsync(ct), today, isWorking, await comments.OfSkuAsync(Id, code, ct));
        }
        if (HttpMethods.IsGet(Request.Method)) (Previous, Next) = await plans.NeighboursAsync(Id, code, ct);
        return true;
    }

    private async Task<IActionResult> AnswerAsync(
        GridOutcome outcome, IReadOnlyList<GridEntry?> entries, IReadOnlyList<ShownBlock?> blocks, CancellationToken ct)
    {
        switch (outcome)
        {
            case GridOutcome.Applied done:
                return await DifferencesAsync(blocks, done, ct);
            case GridOutcome.Contested contested:
                return Refuse(409, "_GridConflict", contested.Entries.Select(cell => (PlaceOf(entries[cell.Index]!), cell)).ToList());
            case GridOutcome.Refused refused:
                return Refuse(422, "_GridProblem", refused.Entries.Select(entry => (entry.Index, PlaceOf(entries[entry.Index]!),
                    entries.Count > 1 ? entries[entry.Index]!.Entry : null, (string)texts[entry.Reason])).ToList());
            case GridOutcome.Invalid invalid:
                return Refuse(422, "_GridProblem", new List<(int, string, string?, string)> { (0, "", null, invalid.Message) });
            default:
                return NotFound();
        }
    }

    private async Task<IActionResult> DifferencesAsync(
        IReadOnlyList<ShownBlock?> blocks, GridOutcome.Applied? done, CancellationToken ct)
    {
        if (!await LayOutAsync(Sku ?? "", ct) || Grid is null) return new NoContentResult();
        var answer = new GridAnswer(Grid, [.. blocks.OfType<ShownBlock>()], done);
        return answer.IsOtherPage ? new NoContentResult() : Partial("_GridAnswer", (answer, new GridChanges(answer, texts, shown)));
    }

    /// <summary>Where a cell is, as one would say it.</summary>
    private string PlaceOf(GridEntry entry) => string.Join(texts["Format.Comma"], new[]
    {
        GroupName.Of(entry.Warehouse ?? "", entry.Channel ?? ""), texts[$"Metric.{entry.Field.WireName()}"],
        Bucket == Bucket.Month ? shown.Month(entry.Date) : shown.Day(entry.Date),
    }.Where(part => part.Length > 0));

    private PartialViewResult Refuse(int status, string partial, object model)
    {
        Response.StatusCode = status;
        return Partial(partial, model);
    }
}
