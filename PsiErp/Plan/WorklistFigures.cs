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
    int Series, int Skus, StockOutCounts StockOut, int Shortage, int Over, int Edited, int SurplusOrder, int CountDiffers, int Data)
{
    /// <summary>Series with an alert; null where that is not counted.</summary>
    public int? Of(SeriesAlert alert) => alert switch
    {
        SeriesAlert.StockOut => StockOut.All,
        SeriesAlert.Shortage => Shortage,
        SeriesAlert.Over => Over,
        SeriesAlert.Edited => Edited,
        SeriesAlert.SurplusOrder => SurplusOrder,
        SeriesAlert.CountDiffers => CountDiffers,
        SeriesAlert.Data => Data,
        _ => null,
    };
}

/// <summary>Key figures over series.</summary>
public sealed class WorklistFigures(
    PsiDb db, SeriesList list, SeriesBlocks blocks, SeriesKeys keys, SeriesLevels levels, AlertedSeries alerted, StockDay stockDay,
    KnownProducts products, SessionMemory memory, MasterMemory masters)
{
    private static readonly WorklistCounts Nothing = new(0, 0, new StockOutCounts(0, 0, 0), 0, 0, 0, 0, 0, 0);

    /// <summary>The first day that is no longer within so many days of another.</summary>
    public static DateOnly After(DateOnly day, int days) => day.AddDays(days + 1);

    /// <summary>Counts the series that are meant.</summary>
    public async Task<WorklistCounts> CountAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        if (await stockDay.OfAsync(session, ct) is not { Stock: var day }) return Nothing;
        return await memory.RecallAsync(session, which, day, () => CountAllAsync(session, which, day, ct), ct);
    }

    /// <summary>Counts the series that are meant and run out within their product's lead time.</summary>
    public Task<int> PotentialAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        var asked = which.Whole with { Alerts = SeriesAlerts.Of([SeriesAlert.Potential]) };
        return memory.RecallAsync(session, asked, null, FindAsync, ct);

        async Task<int> FindAsync() => await db.Products.AnyAsync(product => product.LeadTimeDays != null, ct)
            ? await blocks.CountAsync(session, asked, ct)
            : 0;
    }

    /// <summary>Counts the series that are meant and call for something graver than before the last import.</summary>
    public Task<int> NewAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        var asked = which.Whole with { IsNew = true };
        return memory.RecallAsync(session, asked, null, FindAsync, ct);

        // Before the database has looked at what the first import brought, it would compare each series with each
        async Task<int> FindAsync() => await alerted.CanBeNewAsync(session.Id, ct) ? await blocks.CountAsync(session, asked, ct) : 0;
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
        if (await stockDay.OfAsync(session, ct) is not { Stock: var day } days) return StockLevel.None;
        var hasCosts = await HasCostsAsync(ct);
        return await memory.RecallAsync(
            session, which, day,
            () => which == SeriesSelection.All && !hasCosts ? AllAsync(session.Id, days, ct) : AddUpAsync(session, which, day, ct), ct,
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

    private async Task<StockLevel> AddUpAsync(PlanningSession session, SeriesSelection which, DateOnly day, CancellationToken ct)
    {
        var numbers = await blocks.NumbersAsync(session, which, ct);
        var stocks = await levels.OfAsync(session, numbers, day, ct);
        return StockLevel.Of(numbers.Select(number => stocks[number]));
    }

    private async Task<WorklistCounts> CountAllAsync(PlanningSession session, SeriesSelection which, DateOnly day, CancellationToken ct)
    {
        var counts = await blocks.RecallAsync(
            session, which, null, BlockCounts.Numbers, series => Count(series, day).ToDictionaryAsync(block => block.Block, ct), ct, day);
        var all = counts.Values.Aggregate(new BlockCounts(), (sum, block) => sum.Plus(block));
        var skus = which == SeriesSelection.All
            ? await db.Skus.CountAsync(sku => sku.SessionId == session.Id, ct)
            : await keys.CountSkusAsync(session, which, ct);
        var edited = await list.Find(session.Id, which).CountAsync(series => series.Edits.Any(), ct);
        return new WorklistCounts(
            all.Series, skus, new StockOutCounts(all.In7, all.In30, all.StockOut), all.Shortage, all.Over, edited, all.SurplusOrder,
            all.CountDiffers, all.Data);
    }

    private static IQueryable<BlockCounts> Count(IQueryable<Series> series, DateOnly day)
    {
        var (in7, in30) = (After(day, 7).DayNumber, After(day, 30).DayNumber);
        var (shortage, over) = (FirstAlert.UrgencyFrom(Alert.Shortage), FirstAlert.UrgencyFrom(Alert.Over));
        return series.GroupBy(s => s.SeriesNo / SeriesSum.BlockSize).Select(all => new BlockCounts
        {
            Block = all.Key,
            Series = all.Count(),
            In7 = all.Count(s => s.Summary.Urgency < in7),
            In30 = all.Count(s => s.Summary.Urgency < in30),
            StockOut = all.Count(s => s.Summary.Urgency < shortage),
            Shortage = all.Count(s => s.Summary.Urgency >= shortage && s.Summary.Urgency < over),
            Over = all.Count(s => s.Summary.Urgency >= over && s.Summary.Urgency < FirstAlert.NotUrgent),
            SurplusOrder = all.Count(s => s.Summary.SurplusDate != null),
            CountDiffers = all.Count(s => s.Summary.CountDiffersDate != null),
            Data = all.Count(s => s.Summary.Gaps != DataGaps.None),
        });
    }

    /// <summary>What the database counts of a block of series.</summary>
    private readonly record struct BlockCounts
    {
        public const int Numbers = 6;

        public int Block { get; init; }
        public int Series { get; init; }
        public int In7 { get; init; }
        public int In30 { get; init; }
        public int StockOut { get; init; }
        public int Shortage { get; init; }
        public int Over { get; init; }
        public int SurplusOrder { get; init; }
        public int CountDiffers { get; init; }
        public int Data { get; init; }

        public BlockCounts Plus(BlockCounts other) => new()
        {
            Series = Series + other.Series,
            In7 = In7 + other.In7,
            In30 = In30 + other.In30,
            StockOut = StockOut + other.StockOut,
            Shortage = Shortage + other.Shortage,
            Over = Over + other.Over,
            SurplusOrder = SurplusOrder + other.SurplusOrder,
            CountDiffers = CountDiffers + other.CountDiffers,
            Data = Data + other.Data,
        };
    }
}
