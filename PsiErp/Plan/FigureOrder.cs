using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Masters;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>A series by a figure.</summary>
/// <param name="SeriesNo">Its number.</param>
/// <param name="Key">Its keys, by which equals are sorted.</param>
/// <param name="Figure">The figure; null where there is none.</param>
internal readonly record struct SeriesFigure(int SeriesNo, SeriesKey Key, decimal? Figure);

/// <summary>
/// Sorts by figures that the database has no columns for: the stock of a day, what that is worth, and how long, how large and how dear
/// the gravest alert is. They are made of every series that is meant, a few bytes of each, which are kept where they are many.
/// </summary>
public sealed class FigureOrder(SeriesBlocks blocks, SeriesKeys keys, SeriesLevels levels, StockDay stockDay, MasterMemory masters)
{
    private const string Stock = "stock_as_of", StockValue = "stock_value", AlertDays = "alert_days", AlertUnits = "alert_units",
        AlertValue = "alert_value";

    /// <summary>The room that a figure takes in memory, in numbers.</summary>
    private const int NumbersOfAFigure = 3;

    /// <summary>What SKUs may be sorted by.</summary>
    public static string[] OfSkus { get; } = [Stock, StockValue];

    /// <summary>What series may be sorted by.</summary>
    public static string[] OfSeries { get; } = [.. OfSkus, AlertDays, AlertUnits, AlertValue];

    /// <summary>Whether unit costs, which are master data, decide the order, too.</summary>
    public static bool AsksMasterData(string column) => column is StockValue or AlertValue;

    /// <summary>
    /// The series in the order, sorted as far as one looks; those without the figure come last, either way round.
    /// </summary>
    /// <param name="session">Their session.</param>
    /// <param name="which">Which.</param>
    /// <param name="order">By one of <see cref="OfSeries"/>.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task<IEnumerable<SeriesFigure>> SortAsync(
        PlanningSession session, SeriesSelection which, SeriesOrder order, CancellationToken ct) =>
        Sort(await FiguresAsync(session, which, order.Column, ct), order.IsDescending);

    /// <summary>The SKUs of the series in the order of what these have together.</summary>
    /// <inheritdoc cref="SortAsync"/>
    internal async Task<IEnumerable<string>> SortSkusAsync(
        PlanningSession session, SeriesSelection which, SeriesOrder order, CancellationToken ct)
    {
        var skus = (await FiguresAsync(session, which, order.Column, ct)).GroupBy(one => one.Key.SkuCode).Select(sku => new SeriesFigure(
            0, new SeriesKey(sku.Key, "", ""), sku.Any(one => one.Figure is not null) ? sku.Sum(one => one.Figure) : null));
        return Sort(skus, order.IsDescending).Select(sku => sku.Key.SkuCode);
    }

    /// <summary>Where a SKU is among rows, of which each has one.</summary>
    internal static SkuPlace PlaceOf(string skuCode, IReadOnlyList<string> rows)
    {
        var skus = rows.Distinct().ToList();
        var at = skus.IndexOf(skuCode);
        return at < 0
            ? new SkuPlace(null, skus.FirstOrDefault(), 0, 0)
            : new SkuPlace(
                skus.ElementAtOrDefault(at - 1), skus.ElementAtOrDefault(at + 1), at + 1, rows.TakeWhile(row => row != skuCode).Count());
    }

    private async Task<IEnumerable<SeriesFigure>> FiguresAsync(
        PlanningSession session, SeriesSelection which, string column, CancellationToken ct)
    {
        var numbers = await blocks.NumbersAsync(session, which, ct);
        var keysOf = await keys.OfAsync(session, numbers, ct);
        var figureOf = column is Stock or StockValue
            ? await StocksAsync(session, numbers, column, ct)
            : await AlertsAsync(session, numbers, column, ct);
        // One that has come or gone since has no keys yet, or no longer
        return numbers.Where(number => keysOf[number].SkuCode is not null)
            .Select(number => new SeriesFigure(number, keysOf[number], figureOf(number)));
    }

    private async Task<Func<int, decimal?>> StocksAsync(
        PlanningSession session, IReadOnlyList<int> numbers, string column, CancellationToken ct)
    {
        if (await stockDay.OfAsync(session, ct) is not { Stock: var day }) return _ => null;
        var stocks = await levels.OfAsync(session, numbers, day, ct);
        return column == Stock ? number => stocks[number]?.Stock : number => stocks[number]?.Value;
    }

    private async Task<Func<int, decimal?>> AlertsAsync(
        PlanningSession session, IReadOnlyList<int> numbers, string column, CancellationToken ct)
    {
        var costs = AsksMasterData(column) ? await masters.StampAsync(ct) : null;
        var figures = await blocks.EachAsync(session, numbers, column, NumbersOfAFigure, ReadAsync, ct, costs);
        return number => figures[number];

        async IAsyncEnumerable<(int SeriesNo, decimal? Figure)> ReadAsync(IQueryable<Series> series)
        {
            var rows = levels.WithCosts(series).Select(one => new
            {
                one.Series.SeriesNo,
                one.UnitCost,
                Summary = new SeriesSummary
                {
                    LowestStock = one.Series.Summary.LowestStock,
                    StockOutDate = one.Series.Summary.StockOutDate,
                    StockOutDays = one.Series.Summary.StockOutDays,
                    ShortageDate = one.Series.Summary.ShortageDate,
                    ShortageDays = one.Series.Summary.ShortageDays,
                    ShortageQuantity = one.Series.Summary.ShortageQuantity,
                    OverDate = one.Series.Summary.OverDate,
                    OverDays = one.Series.Summary.OverDays,
                    OverQuantity = one.Series.Summary.OverQuantity,
                    SurplusDate = one.Series.Summary.SurplusDate,
                    SurplusOrders = one.Series.Summary.SurplusOrders,
                    SurplusQuantity = one.Series.Summary.SurplusQuantity,
                    CountDiffersDate = one.Series.Summary.CountDiffersDate,
                    CountDifference = one.Series.Summary.CountDifference,
                },
            });
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
            {
                // How long and how large an alert is does not depend on lead times
                if (AlertFigure.Of(row.Summary, DateOnly.MinValue, null) is [var gravest, ..])
                    yield return (row.SeriesNo, FigureOf(gravest, row.UnitCost));
            }
        }

        decimal? FigureOf(in AlertFigure alert, decimal? cost) => column switch
        {
            AlertDays => alert.Days > 0 ? alert.Days : null,
            AlertUnits => alert.Units,
            _ => Quantity.Worth(alert.Units, cost),
        };
    }

    private static IOrderedEnumerable<SeriesFigure> Sort(IEnumerable<SeriesFigure> figures, bool isDescending)
    {
        var known = figures.OrderBy(one => one.Figure is null);
        return (isDescending ? known.ThenByDescending(one => one.Figure) : known.ThenBy(one => one.Figure))
            .ThenBy(one => one.Key.SkuCode, StringComparer.Ordinal).ThenBy(one => one.Key.WarehouseName, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Channel, StringComparer.Ordinal);
    }
}
