using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Planning;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Edits;

/// <summary>JSON routes that do one thing to many series, and that take series over from another session.</summary>
internal static class ActionsApi
{
    /// <summary>Maps <c>actions</c> and <c>take-over</c>.</summary>
    public static void MapActions(this IEndpointRouteBuilder psi)
    {
        const string What =
            "action: scale (sales to percent of what they are), shift (production by days), fill_to_safety, fill_to_standard (production "
            + "as much more as is missing), copy_from (the values of from_session_id). The series are those of keys, else those that "
            + "filter leaves; its members are the filters of GET series, {} for all. Without dates: from today, or the end of the "
            + "horizon that is nearest to it, to the last day.";
        Job(psi.MapPost("/{session_id:guid}/actions/preview", PreviewAsync)).WithMetadata(new ForReadersAttribute())
            .WithSummary("What an action on many series would do")
            .WithDescription(What);
        Job(psi.MapPost("/{session_id:guid}/actions/apply", ApplyAsync)).WithSummary("Do it, as one change set").WithDescription(What);
        Job(psi.MapPost("/{session_id:guid}/take-over", TakeOverAsync))
            .WithSummary("Give series the overrides that another session has of them, as one change set");
    }

    private static RouteHandlerBuilder Job(RouteHandlerBuilder route) => route.RequireRateLimiting(UserLimits.Jobs)
        .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    private static async Task<Results<Ok<PreviewBody>, ProblemHttpResult>> PreviewAsync(
        [SessionInPath] Guid sessionId, ActionBody body, PlanningSessions sessions, StockDay stockDay, PlanActions actions,
        CancellationToken ct)
    {
        var (order, problem) = await ReadAsync(sessionId, body, sessions, stockDay, ct);
        if (order is null) return problem!;
        return await actions.PreviewAsync(sessionId, order, ct) is { } preview
            ? TypedResults.Ok(PreviewBody.Of(preview))
            : Problems.NotFound("planning session");
    }

    private static async Task<Results<Ok<ChangeBody>, ProblemHttpResult>> ApplyAsync(
        [SessionInPath] Guid sessionId, ActionBody body, PlanningSessions sessions, StockDay stockDay, PlanActions actions, Actor actor,
        CancellationToken ct)
    {
        var (order, problem) = await ReadAsync(sessionId, body, sessions, stockDay, ct);
        if (order is null) return problem!;
        return await actions.ApplyAsync(sessionId, order, actor, ct) is { } change
            ? TypedResults.Ok(ChangeBody.Of(change))
            : Problems.NotFound("planning session");
    }

    private static async Task<Results<Ok<ChangeBody>, ProblemHttpResult>> TakeOverAsync(
        [SessionInPath] Guid sessionId, [Description("The planning session that they are taken from")] Guid from, TakeOverBody body,
        SeriesTakeOver takeOver, Actor actor, CancellationToken ct)
    {
        if (body.FindProblem() is { } problem) return Problems.Invalid("keys", problem);
        return await takeOver.ApplyAsync(sessionId, from, [.. body.Keys!.Select(key => key!.ToKey())], actor, ct) is { } change
            ? TypedResults.Ok(ChangeBody.Of(change))
            : Problems.NotFound("planning session");
    }

    private static async Task<(PlanActionOrder? Order, ProblemHttpResult? Problem)> ReadAsync(
        Guid sessionId, ActionBody body, PlanningSessions sessions, StockDay stockDay, CancellationToken ct)
    {
        var query = new QueryText();
        var which = body.ReadFilter(query);
        foreach (var (field, message) in body.FindProblems()) query.Errors[field] = [message];
        if (query.Errors.Count > 0) return (null, Problems.Invalid(query.Errors));
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return (null, Problems.NotFound("planning session"));
        var days = await stockDay.OfAsync(session, ct);
        var (from, to) = (body.StartDate ?? days?.Stock ?? DateOnly.MinValue, body.EndDate ?? days?.Last ?? DateOnly.MaxValue);
        return (body.ToOrder(which, from, to), null);
    }
}

/// <summary>A series by its keys.</summary>
[RequestBody]
public sealed record KeyBody(
    [property: Required] string? SkuCode, [property: Required] string? WarehouseName, [property: Required] string? Channel)
{
    internal bool IsWhole => SkuCode is not null && WarehouseName is not null && Channel is not null;

    internal SeriesKey ToKey() => new(SkuCode!, WarehouseName!, Channel!);
}

/// <summary>The series of a call, as far as they are looked at.</summary>
public sealed class KeyList() : BodyList<KeyBody?>(SeriesTakeOver.MaxSeries)
{
    internal string? FindProblem() =>
        IsTooLong ? $"A call takes at most {SeriesTakeOver.MaxSeries} series."
        : this.Any(key => key?.IsWhole != true) ? "A series is named by sku_code, warehouse_name and channel."
        : null;
}

/// <summary>What is to be taken over.</summary>
[RequestBody]
public sealed record TakeOverBody([property: Required] KeyList? Keys)
{
    internal string? FindProblem() => Keys is null ? "Name the series as the array 'keys'." : Keys.FindProblem();
}

/// <summary>What is to be done to which series.</summary>
[RequestBody]
public sealed record ActionBody(
    [property: Required] string? Action, decimal? Percent, int? Days, Guid? FromSessionId, Dictionary<string, string?>? Filter,
    KeyList? Keys, DateOnly? StartDate, DateOnly? EndDate, string? Note)
{
    internal SeriesSelection? ReadFilter(QueryText query)
    {
        if (Filter is null) return null;
        foreach (var name in Filter.Keys.Except(SeriesSelectionQuery.Names))
            query.Errors[$"filter.{name}"] = [$"'{name}' is no filter; there are {string.Join(", ", SeriesSelectionQuery.Names)}."];
        return SeriesSelectionQuery.Of(name => Filter.GetValueOrDefault(name)).ToSelection(query);
    }

    internal IEnumerable<(string Field, string Message)> FindProblems()
    {
        string[] names = [.. PlanAction.OfSeries.Select(kind => SnakeName.Of(kind))];
        if (Action is null || !names.Contains(Action)) yield return ("action", $"Write one of {string.Join(", ", names)}.");
        if (Keys is null && Filter is null) yield return ("keys", "Name the series by 'keys', or by 'filter', {} for all.");
        if (Keys?.FindProblem() is { } problem) yield return ("keys", problem);
        if (Action == "scale" && Percent is null or < 0 or > PlanAction.MaxPercent)
            yield return ("percent", $"Write a percentage from 0 to {PlanAction.MaxPercent}.");
        if (Action == "shift" && Days is null or 0 or > PlanAction.MaxShift or < -PlanAction.MaxShift)
            yield return ("days", $"Write a number of days from 1 to {PlanAction.MaxShift}, or negative for earlier.");
        if (Action == "copy_from" && FromSessionId is null) yield return ("from_session_id", "Name the session to copy from.");
        if (StartDate > EndDate) yield return ("start_date", "The first day is after the last one.");
        if (Note?.Length > ChangeSet.MaxNote) yield return ("note", $"A note is at most {ChangeSet.MaxNote} characters long.");
    }

    internal PlanActionOrder ToOrder(SeriesSelection? which, DateOnly from, DateOnly to) => new(
        new PlanAction(SnakeName.Parse<PlanActionKind>(Action!), from, to) { Percent = Percent ?? 100, Days = Days ?? 0 },
        Keys is null ? which : null)
    {
        Keys = [.. (Keys ?? []).Select(key => key!.ToKey())],
        FromSession = Action == "copy_from" ? FromSessionId : null,
        Note = Note,
    };
}

/// <summary>What an action would do, on the wire.</summary>
public sealed record PreviewBody(
    int Series, int ChangedSeries, int Cells, FiguresOfAction Before, FiguresOfAction After, IReadOnlyList<CellBody> Changed)
{
    internal static PreviewBody Of(ActionPreview preview) => new(
        preview.Series, preview.ChangedSeries, preview.Cells, FiguresOfAction.Of(preview.Before), FiguresOfAction.Of(preview.After),
        [
            .. preview.Told.Select(cell => new CellBody(cell.Series.SkuCode, cell.Series.WarehouseName, cell.Series.Channel, cell.Date,
                cell.Field.WireName(), cell.Before, cell.After)),
        ]);
}

/// <summary>Figures over the series that are meant.</summary>
public sealed record FiguresOfAction(decimal Production, decimal Sales, decimal Closing, int StockOut, int Shortage, int Over)
{
    internal static FiguresOfAction Of(ActionFigures figures) => new(
        figures.Production, figures.Sales, figures.Closing, figures.StockOuts, figures.Shortages, figures.Overs);
}
