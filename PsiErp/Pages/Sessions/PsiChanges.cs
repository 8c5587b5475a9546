using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Edits;
using PsiErp.Live;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <content>What the grid posts, and what it is answered.</content>
public sealed partial class PsiModel
{
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

    /// <summary>Shows other optional rows, from now on, and goes back to the grid.</summary>
    public IActionResult OnPostExtra([FromForm] string? chosen)
    {
        var value = GridReference.Write(GridReference.Read(chosen));
        Response.Cookies.Append(GridReference.CookieName, value, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = settings.CookieSecure || Request.IsHttps,
        });
        return Redirect(Address(extra: value));
    }

    /// <summary>The form of what can be done to selected cells.</summary>
    public async Task<IActionResult> OnGetActionAsync(CancellationToken ct) =>
        await sessions.ExistsAsync(Id, ct) ? Partial("_GridAction", await actions.FormAsync(Id, ct)) : NotFound();

    /// <summary>What an action on selected cells would do: the rows that would differ, and figures before and after.</summary>
    public async Task<IActionResult> OnPostTryAsync([FromBody] GridAction? action, CancellationToken ct)
    {
        if (!ModelState.IsValid || action is not { IsWhole: true }) return BadRequest();
        var (order, problem) = await actions.ReadAsync(Id, Sku ?? "", (Bucket, From, To), action, ct);
        if (order is null) return Refuse(problem!);
        ActionPreview? preview = null;
        if (!await LayOutAsync(Sku ?? "", ct, async plan =>
        {
            var tried = await actions.TryAsync(Id, order, plan, ct);
            preview = tried?.Preview;
            return tried?.Plan;
        }) || Grid is null || preview is null) return NotFound();
        var answer = new GridAnswer(Grid, [.. action.Blocks!.OfType<ShownBlock>()], null);
        return answer.IsOtherPage ? new NoContentResult()
            : Partial("_GridTried", (preview, new GridChanges(answer, texts, shown)));
    }

    /// <summary>Does something to selected cells as one change, and answers as <see cref="OnPostCellsAsync"/> does.</summary>
    public async Task<IActionResult> OnPostActAsync([FromBody] GridAction? action, CancellationToken ct)
    {
        if (!ModelState.IsValid || action is not { IsWhole: true }) return BadRequest();
        var (order, problem) = await actions.ReadAsync(Id, Sku ?? "", (Bucket, From, To), action, ct);
        if (order is null) return Refuse(problem!);
        return await AnswerAsync(await actions.ApplyAsync(Id, order, Actor.Of(HttpContext), ct), [], action.Blocks!, ct);
    }

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

    private PartialViewResult Refuse(string problem) =>
        Refuse(422, "_GridProblem", new List<(int, string, string?, string)> { (0, "", null, texts[problem]) });

    private PartialViewResult Refuse(int status, string partial, object model)
    {
        Response.StatusCode = status;
        return Partial(partial, model);
    }
}
