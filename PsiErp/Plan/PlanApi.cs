using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PsiErp.Security;
using PsiErp.Sessions;
using PsiErp.Web;

namespace PsiErp.Plan;

/// <summary>JSON routes that read plans: projected days, totals, series, export.</summary>
public static class PlanApi
{
    /// <summary>Registers the use cases.</summary>
    public static IServiceCollection AddPlan(this IServiceCollection services) => services
        .AddScoped<PlanReader>()
        .AddScoped<PlanExport>()
        .AddScoped<SessionTotals>()
        .AddScoped<AlertedSeries>().AddScoped<SeriesList>()
        .AddScoped<StockDay>()
        .AddScoped<KnownProducts>()
        .AddScoped<FigureOrder>().AddScoped<Worklist>().AddScoped<SkuWorklist>().AddScoped<WorklistViews>()
        .AddScoped<SeriesBlocks>().AddScoped<SeriesKeys>().AddScoped<SeriesLevels>()
        .AddScoped<SeriesSearch>()
        .AddScoped<WorklistFigures>()
        .AddScoped<WorklistTotals>()
        .AddScoped<WorklistExport>()
        .AddScoped<WorklistChoices>()
        .AddScoped<PlaceNames>()
        .AddScoped<PlanComparison>()
        .AddScoped<StockReport>()
        .AddScoped<PlanMatrix>()
        .AddScoped<SessionMemory>()
        .AddScoped<SkuPlans>()
        .AddScoped<WorkingDays>()
        .AddScoped<DayStories>()
        .AddScoped<GridMetrics>();

    /// <summary>Maps what <c>/api/psi</c> reads.</summary>
    public static void MapPlan(this IEndpointRouteBuilder routes)
    {
        var psi = routes.MapPsiGroup();
        psi.MapGet("/{session_id:guid}/daily", SeriesDailyAsync).WithSummary("Projected days by series")
            .WithDescription("What the source left blank is completed from the product of the SKU: its name and categories; "
                + "safety_stock and stdstock from average daily sales × its safety_stock_days and standard_stock_days. "
                + "Without such a product it is null.")
            .RequireRateLimiting(UserLimits.Answers)
            .Produces<SeriesDaily[]>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(429);
        psi.MapGet("/daily", DailyAsync).WithSummary("The session added up per day")
            .ProducesProblem(404).ProducesProblem(422);
        psi.MapGet("/{session_id:guid}/summary", SummaryAsync).WithSummary("Range and size of the data").ProducesProblem(404);
        psi.MapSeriesList();
        psi.MapFigures();
        psi.MapTotals();
        psi.MapCompare();
        psi.MapReport();
        psi.MapMatrix();
        psi.MapExport();
        routes.MapViews();
    }

    /// <summary>The group of the routes about the data of sessions, which other rooms add theirs to.</summary>
    internal static RouteGroupBuilder MapPsiGroup(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/psi").WithTags("PSI data").RequireAuthorization();

    private static async Task<IResult> SeriesDailyAsync(
        [SessionInPath] Guid sessionId,
        [AsParameters] SeriesQuery series,
        [FromQuery(Name = "start_date"), DayValue("First day")] string? startDate,
        [FromQuery(Name = "end_date"), DayValue("Last day")] string? endDate,
        PlanReader plans, CancellationToken ct)
    {
        var query = new QueryText();
        var (from, to) = (query.Date("start_date", startDate), query.Date("end_date", endDate));
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);
        if (await plans.FindBaseAsync(sessionId, ct) is not { } restsOn) return Problems.NotFound("planning session");
        var found = await plans.Series(sessionId, series.ToFilter()).ToListAsync(ct);

        var inRange = plans.ReadAsync(sessionId, found, ct, restsOn: restsOn)
            .Where(plan => plan.Days.Any(day => day.Date >= (from ?? day.Date) && day.Date <= (to ?? day.Date)));
        return new JsonArray<SeriesPlan>(inRange, (json, plan) => SeriesDaily.Write(json, plan, from, to));
    }

    private static async Task<Results<Ok<IReadOnlyList<DayTotal>>, ProblemHttpResult>> DailyAsync(
        [SessionInQuery("The planning session; left out, the leader")] Guid? sessionId,
        [FromQuery(Name = "start_date"), DayValue("First day")] string? startDate,
        [FromQuery(Name = "end_date"), DayValue("Last day")] string? endDate,
        [FromQuery(Name = "starting_inventory"), QuantityValue("Stock before the first day; left out, what the data says, else 0")]
        string? startingInventory,
        PlanningSessions sessions, SessionTotals totals, CancellationToken ct)
    {
        var query = new QueryText();
        var (from, to) = (query.Date("start_date", startDate), query.Date("end_date", endDate));
        var start = query.Quantity("starting_inventory", startingInventory);
        if (query.Errors.Count > 0) return Problems.Invalid(query.Errors);

        var session = sessionId is { } id ? await sessions.FindAsync(id, ct) : await sessions.LeaderAsync(ct);
        if (session is null) return Problems.NotFound(sessionId is null ? "leader session" : "planning session");
        return TypedResults.Ok(await totals.DailyAsync(session.Id, from, to, start, ct));
    }

    private static async Task<Results<Ok<SessionExtent>, ProblemHttpResult>> SummaryAsync(
        [SessionInPath] Guid sessionId,
        PlanningSessions sessions, SessionTotals totals, CancellationToken ct) =>
        await sessions.ExistsAsync(sessionId, ct)
            ? TypedResults.Ok(await totals.ExtentAsync(sessionId, ct))
            : Problems.NotFound("planning session");
}
