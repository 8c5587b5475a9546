using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Masters;
using PsiErp.Planning;
using PsiErp.Sessions;

namespace PsiErp.Plan;

/// <summary>Series that run out, by when they do. Those that are out already count as well.</summary>
/// <param name="In7">Within seven days of the day that the session's stock is told for.</param>
/// <param name="In30">Within thirty days of it.</param>
/// <param name="All">At any time.</param>
public sealed record StockOutCounts(
    [property: JsonPropertyName("in_7")] int In7, [property: JsonPropertyName("in_30")] int In30, int All);

/// <summary>Series counted by the gravest thing that they call for, and their stock.</summary>
/// <param name="Series">How many there are.</param>
/// <param name="Skus">Of how many SKUs.</param>
/// <param name="StockOut">Those that run out.</param>
/// <param name="Shortage">Those that go under safety stock, but do not run out.</param>
/// <param name="Over">Those that have over 1.5 × standard, and never too little.</param>
/// <param name="Edited">Those that a planner has changed.</param>
/// <param name="SurplusOrder">Those with production that isn't needed.</param>
/// <param name="CountDiffers">Those whose later count is not what the plan says.</param>
/// <param name="Data">Those without sales or levels.</param>
public sealed record WorklistCounts(
    int Series, int Skus, StockOutCounts StockOut, int Shortage, int Over, int Edited, int SurplusOrder, int CountDiffers, int Data);

/// <summary>Stock of some series on the day that it is told for.</summary>
/// <param name="Stock">Closing stock.</param>
/// <param name="Standard">The level to aim at.</param>
/// <param name="StockValue">What the stock is worth, as far as the product master knows; null where it knows no cost of any.</param>
/// <param name="WithoutCost">
/// Where there is a value, the series that have begun and whose cost it does not know: their stock is not in it.
/// </param>
public sealed record StockLevel(decimal Stock, decimal Standard, decimal? StockValue, int WithoutCost);

/// <summary>Key figures over series.</summary>
public sealed class WorklistFigures(
    PsiDb db, SeriesList list, StockDay stockDay, KnownProducts products, SessionMemory memory, MasterMemory masters)
{
    private static readonly WorklistCounts Nothing = new(0, 0, new StockOutCounts(0, 0, 0), 0, 0, 0, 0, 0, 0);

    /// <summary>The first day that is no longer within so many days of another.</summary>
    public static DateOnly After(DateOnly day, int days) => day.AddDays(days + 1);

    /// <summary>Counts the series that are meant.</summary>
    public async Task<WorklistCounts> CountAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        if (await stockDay.OfAsync(session, ct) is not { Stock: var day }) return Nothing;
        return await memory.RecallAsync(session, which, day, () => CountAsync(session.Id, which, day, ct), ct);
    }

    /// <summary>Counts the series that are meant and run out within their product's lead time.</summary>
    public Task<int> PotentialAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        var asked = which.Whole with { Alerts = SeriesAlerts.Of([SeriesAlert.Potential]) };
        return memory.RecallAsync(session, asked, null, FindAsync, ct);

        async Task<int> FindAsync() => await db.Products.AnyAsync(product => product.LeadTimeDays != null, ct)
            ? await list.Find(session.Id, asked).CountAsync(ct)
            : 0;
    }

    /// <summary>Counts the series that are meant and call for something graver than before the last import.</summary>
    public Task<int> NewAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        var asked = which.Whole with { IsNew = true };
        return memory.RecallAsync(session, asked, null, () => list.Find(session.Id, asked).CountAsync(ct), ct);
    }

    /// <summary>Counts the series that are meant and whose alert is put off.</summary>
    public Task<int> SnoozedAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        var asked = which.Whole with { Snoozed = Snoozed.Only };
        return memory.RecallAsync(session, asked, null, () => list.Find(session.Id, asked).CountAsync(ct), ct);
    }

    /// <summary>What the stock of the series that are meant is worth; null where no cost is known at all.</summary>
    public async Task<StockLevel?> ValueAsync(PlanningSession session, SeriesSelection which, CancellationToken ct) =>
        await HasCostsAsync(ct) ? await StockAsync(session, which, ct) : null;

    /// <summary>Adds up the stock of the series that are meant, and what it is worth.</summary>
    public async Task<StockLevel> StockAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        if (await stockDay.OfAsync(session, ct) is not { Stock: var day } days) return new StockLevel(0, 0, null, 0);
        var hasCosts = await HasCostsAsync(ct);
        return await memory.RecallAsync(
            session, which, day,
            () => which == SeriesSelection.All && !hasCosts ? AllAsync(session.Id, days, ct) : AddUpAsync(session.Id, which, day, ct), ct,
            asksMasterData: hasCosts);
    }

    private Task<bool> HasCostsAsync(CancellationToken ct) => masters.RecallAsync("costs", () => products.HasCostsAsync(ct), ct);

    private async Task<StockLevel> AllAsync(Guid sessionId, SessionDays days, CancellationToken ct)
    {
        var totals = new LineTotals(days.First.DayNumber, days.Last.DayNumber);
        await SeriesSums.AddAsync(db, sessionId, totals, ct);
        var (stock, standard) = totals.LevelOn(days.Stock.DayNumber);
        return new StockLevel(stock, standard, null, 0);
    }

    private async Task<StockLevel> AddUpAsync(Guid sessionId, SeriesSelection which, DateOnly day, CancellationToken ct)
    {
        var costs = await products.CostsAsync(ct);
        var (stock, standard, value, withoutCost) = (0m, 0m, (decimal?)null, 0);
        var stored = list.Stored(sessionId, which).Select(series => new { series.SkuCode, series.Summary.Line });
        await foreach (var series in stored.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (PlanLine.LevelOn(day, series.Line) is not { } level) continue;
            stock += level.Stock;
            standard += level.Standard;
            if (costs.TryGetValue(series.SkuCode, out var cost)) value = (value ?? 0) + Math.Round(level.Stock * cost, Quantity.Decimals);
            else withoutCost++;
        }
        return new StockLevel(stock, standard, value, withoutCost);
    }

    private async Task<WorklistCounts> CountAsync(Guid sessionId, SeriesSelection which, DateOnly day, CancellationToken ct)
    {
        var series = list.Find(sessionId, which);
        var (in7, in30) = (After(day, 7).DayNumber, After(day, 30).DayNumber);
        var (shortage, over) = (FirstAlert.UrgencyFrom(Alert.Shortage), FirstAlert.UrgencyFrom(Alert.Over));
        var counts = await series.GroupBy(_ => 1).Select(all => new
        {
            Series = all.Count(),
            In7 = all.Count(s => s.Summary.Urgency < in7),
            In30 = all.Count(s => s.Summary.Urgency < in30),
            StockOut = all.Count(s => s.Summary.Urgency < shortage),
            Shortage = all.Count(s => s.Summary.Urgency >= shortage && s.Summary.Urgency < over),
            Over = all.Count(s => s.Summary.Urgency >= over && s.Summary.Urgency < FirstAlert.NotUrgent),
            SurplusOrder = all.Count(s => s.Summary.SurplusDate != null),
            CountDiffers = all.Count(s => s.Summary.CountDiffersDate != null),
            Data = all.Count(s => s.Summary.Gaps != DataGaps.None),
        }).SingleOrDefaultAsync(ct);
        if (counts is null) return Nothing;

        var skus = which == SeriesSelection.All
            ? await db.Skus.CountAsync(sku => sku.SessionId == sessionId, ct)
            : await series.Select(s => s.SkuCode).Distinct().CountAsync(ct);
        var edited = await series.CountAsync(s => s.Edits.Any(), ct);
        return new WorklistCounts(
            counts.Series, skus, new StockOutCounts(counts.In7, counts.In30, counts.StockOut), counts.Shortage, counts.Over, edited,
            counts.SurplusOrder, counts.CountDiffers, counts.Data);
    }
}
