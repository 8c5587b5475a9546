using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PsiErp.Accounts;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Edits;

/// <summary>JSON routes that rank the SKUs of a plan.</summary>
internal static class RanksApi
{
    /// <summary>Maps <c>ranks</c>.</summary>
    public static void MapRanks(this IEndpointRouteBuilder psi)
    {
        const string What =
            "Within category_1 and category_2, what sells most comes first; a SKU's rank is told by the share of the sales up to and with "
            + "it, against /api/category-rank-parameters: A to the first threshold, B to the second, C the rest. rank_type FW or SS says "
            + "where A ends in that rank alone. Without dates all days count. unranked: SKUs without categories, thresholds or sales.";
        Job(psi.MapPost("/{session_id:guid}/ranks/preview", PreviewAsync))
            .WithSummary("Which ranks the sales of the SKUs would give them").WithDescription(What);
        Job(psi.MapGet("/{session_id:guid}/ranks/export", ExportAsync))
            .WithSummary("The SKUs that would get another rank as csv or xlsx").WithDescription(What)
            .Produces<Stream>(200, MediaTypeNames.Text.Csv, ListFile.Xlsx);
        Job(psi.MapPost("/{session_id:guid}/ranks/apply", ApplyAsync))
            .WithSummary("Give the SKUs these ranks, as one change set").WithDescription(What);
    }

    private static RouteHandlerBuilder Job(RouteHandlerBuilder route) => route.RequireRateLimiting(UserLimits.Jobs)
        .ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);

    private static async Task<Results<Ok<RankedBody>, ProblemHttpResult>> PreviewAsync(
        [SessionInPath] Guid sessionId, RankBody body, PlanningSessions sessions, SkuRanking ranking, CancellationToken ct)
    {
        if (body.FindProblems() is { Count: > 0 } errors) return Problems.Invalid(errors);
        if (await sessions.FindAsync(sessionId, ct) is null) return Problems.NotFound("planning session");
        return TypedResults.Ok(RankedBody.Of(await ranking.PreviewAsync(sessionId, body.ToBasis(), ct), null));
    }

    private static async Task<IResult> ExportAsync(
        [SessionInPath] Guid sessionId,
        [FromQuery(Name = "start_date"), DayValue("The first day whose sales count")] string? startDate,
        [FromQuery(Name = "end_date"), DayValue("The last one")] string? endDate,
        [Description("Whether the FW rank is meant; true when left out")] bool? fw,
        [Description("Whether the SS rank is; true when left out")] bool? ss,
        [WordValue("The kind of file", "csv", "xlsx")] string? format,
        PlanningSessions sessions, SkuRanking ranking, CancellationToken ct)
    {
        var query = new QueryText();
        var kind = query.Word("format", format, "csv", "xlsx");
        var body = new RankBody(query.Date("start_date", startDate), query.Date("end_date", endDate), fw, ss);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (body.FindProblems() is { Count: > 0 } errors) return Problems.Invalid(errors);
        if (await sessions.FindAsync(sessionId, ct) is not { } session) return Problems.NotFound("planning session");
        var ranked = await ranking.PreviewAsync(sessionId, body.ToBasis(), ct);
        return await ListFile.OfAsync(kind, session.Title, "-ranks", ranked.Changes.Select(RankedSkuBody.Of).ToAsyncEnumerable(), ct);
    }

    private static async Task<Results<Ok<RankedBody>, ProblemHttpResult>> ApplyAsync(
        [SessionInPath] Guid sessionId, RankBody body, SkuRanking ranking, Actor actor, CancellationToken ct)
    {
        if (body.FindProblems() is { Count: > 0 } errors) return Problems.Invalid(errors);
        return await ranking.ApplyAsync(sessionId, body.ToBasis(), actor, ct) is { } ranked
            ? TypedResults.Ok(RankedBody.Of(ranked.Result, ranked.Change?.Id))
            : Problems.NotFound("planning session");
    }
}

/// <summary>By what SKUs are to be ranked.</summary>
/// <param name="StartDate">The first day whose sales count; null for all from the first.</param>
/// <param name="EndDate">The last one; null for all to the last.</param>
/// <param name="Fw">Whether the FW rank is meant; true when left out.</param>
/// <param name="Ss">Whether the SS rank is; true when left out.</param>
[RequestBody]
public sealed record RankBody(DateOnly? StartDate, DateOnly? EndDate, bool? Fw, bool? Ss)
{
    internal Dictionary<string, string[]> FindProblems()
    {
        var errors = new Dictionary<string, string[]>();
        if (StartDate > EndDate) errors["start_date"] = ["The first day is after the last one."];
        if (Fw == false && Ss == false) errors["fw"] = ["At least one of fw and ss is to be ranked."];
        return errors;
    }

    internal RankBasis ToBasis() => new(StartDate, EndDate, Fw ?? true, Ss ?? true);
}

/// <summary>What ranking makes of a plan.</summary>
/// <param name="ChangeId">The change set that it is; null for a preview, and when nothing changed.</param>
/// <param name="Changes">The SKUs that get another rank.</param>
/// <param name="Same">How many keep theirs.</param>
/// <param name="Unranked">How many are left alone.</param>
public sealed record RankedBody(Guid? ChangeId, IReadOnlyList<RankedSkuBody> Changes, int Same, int Unranked)
{
    internal static RankedBody Of(SkuRankPreview ranked, Guid? changeId) =>
        new(changeId, [.. ranked.Changes.Select(RankedSkuBody.Of)], ranked.Same, ranked.Unranked);
}

/// <summary>A SKU that gets another rank.</summary>
/// <param name="SkuCode">The SKU.</param>
/// <param name="SkuName">What people call it.</param>
/// <param name="Category1">Its categories, within which it is ranked.</param>
/// <param name="Category2"><inheritdoc cref="Category1" path="/summary"/></param>
/// <param name="Sales">What it sells in the days that count.</param>
/// <param name="Share">The share of its categories' sales up to and with it, 0 to 1.</param>
/// <param name="FwRankBefore">Its FW rank as it was.</param>
/// <param name="FwRank">Its FW rank as it becomes.</param>
/// <param name="SsRankBefore">Its SS rank as it was.</param>
/// <param name="SsRank">Its SS rank as it becomes.</param>
public sealed record RankedSkuBody(
    string SkuCode, string? SkuName,
    [property: System.Text.Json.Serialization.JsonPropertyName("category_1")] string Category1,
    [property: System.Text.Json.Serialization.JsonPropertyName("category_2")] string Category2,
    decimal Sales, decimal Share, string? FwRankBefore, string? FwRank, string? SsRankBefore, string? SsRank)
{
    internal static RankedSkuBody Of(SkuRankChange sku) => new(
        sku.SkuCode, sku.SkuName, sku.Category1, sku.Category2, sku.Sales, Math.Round(sku.Share, 6), sku.FwBefore, sku.Fw, sku.SsBefore,
        sku.Ss);
}
