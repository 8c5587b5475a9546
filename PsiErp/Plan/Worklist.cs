using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>A series as the worklist shows it.</summary>
/// <param name="Series">Keys, names and stored summary.</param>
/// <param name="StockAsOf">Closing stock of the day that the session's stock is told for; null before the series begins.</param>
/// <param name="LastEditedAt">When a planner last changed a day of it that is still changed.</param>
/// <param name="Product">What the product master knows of the SKU; null where it does not.</param>
/// <param name="Today">The day that lead times are counted from.</param>
public sealed record WorklistRow(Series Series, decimal? StockAsOf, DateTimeOffset? LastEditedAt, Product? Product, DateOnly Today)
{
    /// <summary>What one of the SKU is called, where the product master says so.</summary>
    public string? Unit => Product?.Unit;

    /// <summary>What the stock is worth; null where that is not known.</summary>
    public decimal? StockValue => Quantity.Worth(StockAsOf, Product?.UnitCost);

    /// <summary>The gravest thing that the series calls for.</summary>
    public FirstAlert Alert => FirstAlert.Of(Series.Summary);

    /// <summary>Everything that it calls for, the gravest first.</summary>
    public IReadOnlyList<AlertFigure> Alerts => AlertFigure.Of(Series.Summary, Today, Product?.LeadTimeDays);

    /// <summary>What the units of an alert are worth; null where that is not known.</summary>
    public decimal? ValueOf(AlertFigure alert) => Quantity.Worth(alert.Units, Product?.UnitCost);
}

/// <summary>Where a planner starts: the series that call for something, and how many there are.</summary>
public sealed class Worklist(
    SeriesList list, SeriesBlocks blocks, SeriesSearch search, WorklistFigures figures, FigureOrder byFigure, AlertedSeries alerted,
    StockDay stockDay, KnownProducts products, SessionMemory memory)
{
    /// <summary>Pages of more series are not kept in memory.</summary>
    private const int MaxKept = 500;

    /// <summary>Series completed at a time when all of them are meant.</summary>
    private const int ChunkSize = 500;

    /// <summary>
    /// The same series, asked for as simply as can be: where nothing is put off there is nothing to leave out, and all of a session
    /// is added up already; what few series have a text is looked for once.
    /// </summary>
    public async Task<SeriesSelection> SimplifyAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        if (which.Snoozed == Snoozed.Hide
            && !await memory.RecallAsync(session, typeof(AlertSnooze), () => alerted.HasPutOffAsync(session.Id, ct)))
        {
            which = which with { Snoozed = Snoozed.Show };
        }
        return string.IsNullOrWhiteSpace(which.Text) ? which
            : which with { Found = await search.FindAsync(session, which.Text, ct) };
    }

    /// <summary>How many series are meant.</summary>
    public async Task<int> CountAsync(PlanningSession session, SeriesSelection which, CancellationToken ct)
    {
        // Key figures count it along with others
        if (which.OnlyAlert is { } alert && (await figures.CountAsync(session, which.Whole, ct)).Of(alert) is { } counted) return counted;
        return await memory.RecallAsync(session, which, null, () => blocks.CountAsync(session, which, ct), ct);
    }

    /// <summary>A part of the series that are meant.</summary>
    /// <param name="session">The session.</param>
    /// <param name="which">Which series.</param>
    /// <param name="order">In which order.</param>
    /// <param name="offset">How many to leave out first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<WorklistRow>> PageAsync(
        PlanningSession session, SeriesSelection which, SeriesOrder order, int offset, int limit, CancellationToken ct)
    {
        return await ReadAsync(session, await NumbersAsync(session, which, order, offset, limit, ct), ct);
    }

    /// <summary>One series by its number, or null.</summary>
    public async Task<WorklistRow?> FindAsync(PlanningSession session, int seriesNo, CancellationToken ct) =>
        (await ReadAsync(session, [seriesNo], ct)).SingleOrDefault();

    /// <summary>All series that are meant, in an order.</summary>
    public async IAsyncEnumerable<WorklistRow> AllAsync(
        PlanningSession session, SeriesSelection which, SeriesOrder order, [EnumeratorCancellation] CancellationToken ct)
    {
        if (order.IsByFigure)
        {
            foreach (var chunk in (await byFigure.SortAsync(session, which, order, ct)).Select(one => one.SeriesNo).Chunk(ChunkSize))
            {
                foreach (var row in await ReadAsync(session, chunk, ct)) yield return row;
            }
            yield break;
        }
        var found = await Listed(list.Find(session.Id, which, order)).ToListAsync(ct);
        if (found.Count == 0) yield break;
        var day = (await stockDay.OfAsync(session, ct))!.Stock;
        foreach (var chunk in found.Chunk(ChunkSize))
        {
            foreach (var row in await CompleteAsync(chunk, day, ct)) yield return row;
        }
    }

    /// <summary>Which series a page has. Sorting by what no index sorts looks at every series, so it is done once.</summary>
    private Task<int[]> NumbersAsync(
        PlanningSession session, SeriesSelection which, SeriesOrder order, int offset, int limit, CancellationToken ct)
    {
        return limit > MaxKept ? FindAsync()
            : memory.RecallAsync(session, which, (order, offset, limit), FindAsync, ct, asksMasterData: order.AsksMasterData);

        async Task<int[]> FindAsync()
        {
            if (order.IsByFigure)
                return [.. (await byFigure.SortAsync(session, which, order, ct)).Skip(offset).Take(limit).Select(one => one.SeriesNo)];
            return await list.Find(session.Id, which, order).Skip(offset).Take(limit).Select(series => series.SeriesNo).ToArrayAsync(ct);
        }
    }

    /// <summary>Series by their numbers, in that order; those that are gone are left out.</summary>
    private async Task<IReadOnlyList<WorklistRow>> ReadAsync(PlanningSession session, int[] numbers, CancellationToken ct)
    {
        if (numbers.Length == 0) return [];
        var found = await Listed(list.Numbered(session.Id, numbers)).ToDictionaryAsync(row => row.Series.SeriesNo, ct);
        List<Found> rows = [.. numbers.Where(found.ContainsKey).Select(number => found[number])];
        return rows.Count == 0 ? [] : await CompleteAsync(rows, (await stockDay.OfAsync(session, ct))!.Stock, ct);
    }

    private static IQueryable<Found> Listed(IQueryable<Series> series) =>
        series.Select(one => new Found(one, one.Edits.Max(edit => (DateTimeOffset?)edit.UpdatedAt)));

    private async Task<IReadOnlyList<WorklistRow>> CompleteAsync(
        IReadOnlyList<Found> found, DateOnly day, CancellationToken ct)
    {
        var known = await products.OfAsync(found.Select(row => row.Series.SkuCode), ct);
        foreach (var row in found)
        {
            if (known.TryGetValue(row.Series.SkuCode, out var product)) row.Series.Complete(product);
        }
        return
        [
            .. found.Select(row => new WorklistRow(
                row.Series, PlanLine.LevelOn(day, row.Series.Summary.Line)?.Stock, row.LastEditedAt,
                known.GetValueOrDefault(row.Series.SkuCode), alerted.Today)),
        ];
    }

    /// <summary>A series and its youngest edit, as the database answers them.</summary>
    private sealed record Found(Series Series, DateTimeOffset? LastEditedAt);
}
