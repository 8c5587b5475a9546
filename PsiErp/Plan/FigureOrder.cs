using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>A series by a figure.</summary>
/// <param name="SeriesNo">Its number.</param>
/// <param name="Key">Its keys, by which equals are sorted.</param>
/// <param name="Figure">The figure; null where there is none.</param>
internal readonly record struct SeriesFigure(int SeriesNo, SeriesKey Key, decimal? Figure);

/// <summary>
/// Sorts by figures that the database has no columns for: the stock of a day, what that is worth, and how long, how large and how dear
/// the gravest alert is. They are made of every series that is meant, a few bytes of each, so that this takes as long as adding them up.
/// </summary>
public sealed class FigureOrder(StockDay stockDay, KnownProducts products)
{
    private const string Stock = "stock_as_of", StockValue = "stock_value", AlertDays = "alert_days", AlertUnits = "alert_units",
        AlertValue = "alert_value";

    /// <summary>What SKUs may be sorted by.</summary>
    public static string[] OfSkus { get; } = [Stock, StockValue];

    /// <summary>What series may be sorted by.</summary>
    public static string[] OfSeries { get; } = [.. OfSkus, AlertDays, AlertUnits, AlertValue];

    /// <summary>Whether unit costs, which are master data, decide the order, too.</summary>
    public static bool AsksMasterData(string column) => column is StockValue or AlertValue;

    /// <summary>The series in the order; those without the figure come last, either way round.</summary>
    /// <param name="session">Their session.</param>
    /// <param name="series">Which.</param>
    /// <param name="order">By one of <see cref="OfSeries"/>.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task<IReadOnlyList<SeriesFigure>> SortAsync(
        PlanningSession session, IQueryable<Series> series, SeriesOrder order, CancellationToken ct) =>
        [.. Sort(await FiguresAsync(session, series, order.Column, ct), order.IsDescending)];

    /// <summary>The SKUs of the series in the order of what these have together.</summary>
    /// <inheritdoc cref="SortAsync"/>
    internal async Task<IReadOnlyList<string>> SortSkusAsync(
        PlanningSession session, IQueryable<Series> series, SeriesOrder order, CancellationToken ct)
    {
        var skus = (await FiguresAsync(session, series, order.Column, ct)).GroupBy(one => one.Key.SkuCode).Select(sku => new SeriesFigure(
            0, new SeriesKey(sku.Key, "", ""), sku.Any(one => one.Figure is not null) ? sku.Sum(one => one.Figure) : null));
        return [.. Sort(skus, order.IsDescending).Select(sku => sku.Key.SkuCode)];
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

    private async Task<IReadOnlyList<SeriesFigure>> FiguresAsync(
        PlanningSession session, IQueryable<Series> series, string column, CancellationToken ct)
    {
        var costs = AsksMasterData(column) ? await products.CostsAsync(ct) : null;
        var figures = column is Stock or StockValue ? StocksAsync(session, series, ct) : AlertsAsync(series, column, ct);
        var found = new List<SeriesFigure>();
        await foreach (var one in figures)
        {
            decimal? worth = costs is null ? 1 : costs.TryGetValue(one.Key.SkuCode, out var cost) ? cost : null;
            found.Add(one with { Figure = one.Figure * worth });
        }
        return found;
    }

    private async IAsyncEnumerable<SeriesFigure> StocksAsync(
        PlanningSession session, IQueryable<Series> series, [EnumeratorCancellation] CancellationToken ct)
    {
        if (await stockDay.OfAsync(session, ct) is not { Stock: var day }) yield break;
        var rows = series.Select(s => new { s.SeriesNo, s.SkuCode, s.WarehouseName, s.Channel, s.Summary.Line }).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(ct))
        {
            var key = new SeriesKey(row.SkuCode, row.WarehouseName, row.Channel);
            yield return new SeriesFigure(row.SeriesNo, key, PlanLine.LevelOn(day, row.Line)?.Stock);
        }
    }

    private static async IAsyncEnumerable<SeriesFigure> AlertsAsync(
        IQueryable<Series> series, string column, [EnumeratorCancellation] CancellationToken ct)
    {
        var rows = series.Select(s => new
        {
            s.SeriesNo,
            s.SkuCode,
            s.WarehouseName,
            s.Channel,
            Summary = new SeriesSummary
            {
                LowestStock = s.Summary.LowestStock,
                StockOutDate = s.Summary.StockOutDate,
                StockOutDays = s.Summary.StockOutDays,
                ShortageDate = s.Summary.ShortageDate,
                ShortageDays = s.Summary.ShortageDays,
                ShortageQuantity = s.Summary.ShortageQuantity,
                OverDate = s.Summary.OverDate,
                OverDays = s.Summary.OverDays,
                OverQuantity = s.Summary.OverQuantity,
                SurplusDate = s.Summary.SurplusDate,
                SurplusOrders = s.Summary.SurplusOrders,
                SurplusQuantity = s.Summary.SurplusQuantity,
                CountDiffersDate = s.Summary.CountDiffersDate,
                CountDifference = s.Summary.CountDifference,
            },
        }).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(ct))
        {
            // How long and how large an alert is does not depend on lead times
            var gravest = AlertFigure.Of(row.Summary, DateOnly.MinValue, null) is [var first, ..] ? first : (AlertFigure?)null;
            var figure = column == AlertDays ? gravest is { Days: > 0 and var days } ? days : null : gravest?.Units;
            yield return new SeriesFigure(row.SeriesNo, new SeriesKey(row.SkuCode, row.WarehouseName, row.Channel), figure);
        }
    }

    private static IOrderedEnumerable<SeriesFigure> Sort(IEnumerable<SeriesFigure> figures, bool isDescending)
    {
        var known = figures.OrderBy(one => one.Figure is null);
        return (isDescending ? known.ThenByDescending(one => one.Figure) : known.ThenBy(one => one.Figure))
            .ThenBy(one => one.Key.SkuCode, StringComparer.Ordinal).ThenBy(one => one.Key.WarehouseName, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Channel, StringComparer.Ordinal);
    }
}
