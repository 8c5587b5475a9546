using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>What the row of a SKU is made of: of each of its series only that, since a page has thousands of them.</summary>
public sealed record SeriesOfSku
{
    public required string SkuCode { get; init; }

    /// <summary>What the extract calls the SKU.</summary>
    public string? SkuName { get; init; }

    /// <inheritdoc cref="SeriesSummary.Urgency"/>
    public required int Urgency { get; init; }

    public DateOnly? StockOutDate { get; init; }
    public DateOnly? ShortageDate { get; init; }
    public DateOnly? OverDate { get; init; }
    public required decimal TotalProduction { get; init; }
    public required decimal TotalSales { get; init; }
    public required decimal Closing { get; init; }
    public required decimal LowestStock { get; init; }
    public DateOnly? LowestDate { get; init; }
    public required decimal DaysOfSupply { get; init; }
    public required bool DaysOfSupplyBeyond { get; init; }

    /// <summary>Its days as a <see cref="PlanLine"/>.</summary>
    public byte[]? Line { get; init; }

    /// <summary>Closing stock of the day that the session's stock is told for; null before the series begins.</summary>
    public decimal? StockAsOf { get; set; }

    /// <summary>The gravest thing that it calls for.</summary>
    public FirstAlert Alert => FirstAlert.Of(StockOutDate, ShortageDate, OverDate);
}

/// <summary>The series of a SKU that are meant, as the worklist shows them in one row.</summary>
/// <param name="SkuCode">The SKU.</param>
/// <param name="Product">What the product master knows of it; null where it does not.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Rows">Its series, the most urgent first.</param>
public sealed record SkuRow(string SkuCode, Product? Product, string? Name, IReadOnlyList<SeriesOfSku> Rows)
{
    /// <summary>The gravest thing that any of its series calls for, and the soonest of those.</summary>
    public FirstAlert Alert => Rows[0].Alert;

    /// <summary>How many of its series have an alert as their gravest.</summary>
    public int Count(Alert alert) => Rows.Count(row => row.Alert.Alert == alert);

    public decimal TotalProduction => Rows.Sum(row => row.TotalProduction);
    public decimal TotalSales => Rows.Sum(row => row.TotalSales);
    public decimal Closing => Rows.Sum(row => row.Closing);

    /// <summary>Stock of all of them on the day that it is told for; null before any begins.</summary>
    public decimal? StockAsOf => Rows.Any(row => row.StockAsOf is not null) ? Rows.Sum(row => row.StockAsOf ?? 0) : null;

    /// <summary>What that stock is worth; null where that is not known.</summary>
    public decimal? StockValue => StockAsOf is not null && Product?.UnitCost is { } cost
        ? Rows.Sum(row => Quantity.Worth(row.StockAsOf, cost) ?? 0)
        : null;

    /// <summary>The lowest stock of any of its series, which the others can't make up for.</summary>
    public decimal LowestStock => Rows.Min(row => row.LowestStock);

    /// <summary>The day of it.</summary>
    public DateOnly? LowestDate => Rows.MinBy(row => row.LowestStock)!.LowestDate;

    /// <summary>The fewest days of supply of any of its series.</summary>
    public Coverage Supply => Rows.Select(row => new Coverage(row.DaysOfSupply, row.DaysOfSupplyBeyond))
        .MinBy(supply => supply.Days);
}

/// <summary>The worklist by SKU. Which SKUs a page has, and in which order, the database finds.</summary>
public sealed class SkuWorklist(
    PsiDb db, SeriesList list, SeriesKeys keys, FigureOrder byFigure, StockDay stockDay, KnownProducts products, SessionMemory memory)
{
    /// <summary>Pages of more SKUs are not kept in memory.</summary>
    private const int MaxKept = 500;

    /// <summary>The room that a series of a row takes in memory, in numbers.</summary>
    private const int NumbersOfSeries = 64;

    /// <summary>SKUs completed at a time when all of them are meant.</summary>
    private const int ChunkSize = 200;

    private delegate RowOrder<Sums> Sorting(bool isDescending);

    private static readonly Dictionary<string, Sorting> Sorts = new()
    {
        [SeriesOrder.Alert] = By(sku => sku.Urgency),
        ["sku_code"] = By(sku => sku.SkuCode),
        ["sku_name"] = descending => Order(sku => sku.Name, descending, hasBlanks: true),
        ["series"] = By(sku => sku.Series),
        ["lowest_stock"] = By(sku => sku.Lowest),
        ["days_of_supply"] = By(sku => sku.Supply),
        ["total_inbound"] = By(sku => sku.Production),
        ["total_outbound"] = By(sku => sku.Sales),
        ["closing"] = By(sku => sku.Closing),
    };

    /// <summary>What SKUs may be sorted by.</summary>
    public static string[] Columns { get; } = [.. Sorts.Keys, .. FigureOrder.OfSkus];

    /// <summary>How many SKUs have series that are meant.</summary>
    public Task<int> CountAsync(PlanningSession session, SeriesSelection which, CancellationToken ct) => memory.RecallAsync(
        session, which, "skus", () => keys.CountSkusAsync(session, which, ct), ct);

    /// <summary>A part of the SKUs, each with those of its series that are meant.</summary>
    public Task<IReadOnlyList<SkuRow>> PageAsync(
        PlanningSession session, SeriesSelection which, SeriesOrder order, int offset, int limit, CancellationToken ct)
    {
        return limit > MaxKept ? FindAsync() : memory.RecallAsync(
            session, which, ("skus", order, offset, limit), FindAsync, ct, rows => rows.Sum(row => row.Rows.Count) * NumbersOfSeries,
            asksMasterData: true);

        async Task<IReadOnlyList<SkuRow>> FindAsync() => await CompleteAsync(session, which, order.IsByFigure
            ? [.. (await byFigure.SortSkusAsync(session, which, order, ct)).Skip(offset).Take(limit)]
            : await Ordered(session.Id, which, order).Skip(offset).Take(limit).Select(sku => sku.SkuCode).ToArrayAsync(ct), ct);
    }

    /// <summary>All SKUs that have series that are meant, in an order.</summary>
    public async IAsyncEnumerable<SkuRow> AllAsync(
        PlanningSession session, SeriesSelection which, SeriesOrder order, [EnumeratorCancellation] CancellationToken ct)
    {
        var codes = order.IsByFigure
            ? await byFigure.SortSkusAsync(session, which, order, ct)
            : await Ordered(session.Id, which, order).Select(sku => sku.SkuCode).ToListAsync(ct);
        foreach (var chunk in codes.Chunk(ChunkSize))
        {
            foreach (var row in await CompleteAsync(session, which, chunk, ct)) yield return row;
        }
    }

    /// <summary>Where a SKU is in the worklist, whose rows are SKUs or series.</summary>
    public Task<SkuPlace> PlaceAsync(
        PlanningSession session, SeriesSelection which, SeriesOrder order, bool isBySku, string skuCode, CancellationToken ct)
    {
        return memory.RecallAsync(
            session, which, ("place", order, isBySku, skuCode), FindAsync, ct, asksMasterData: order.AsksMasterData);

        async Task<SkuPlace> FindAsync() => order.IsByFigure
            ? FigureOrder.PlaceOf(skuCode, [.. await SortAsync(session, which, order, isBySku, ct)])
            : isBySku ? await Sorts[order.Column](order.IsDescending).FindAsync(Summed(session.Id, which), skuCode, ct)
            : await order.Rows(db.Products).FindAsync(list.Find(session.Id, which), skuCode, ct);
    }

    /// <summary>The first SKUs of the worklist among some.</summary>
    /// <param name="session">The session.</param>
    /// <param name="which">Which series the list has.</param>
    /// <param name="order">In which order.</param>
    /// <param name="isBySku">Whether its rows are SKUs rather than series.</param>
    /// <param name="among">The SKUs that are meant; null for all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<string>> FirstAsync(
        PlanningSession session, SeriesSelection which, SeriesOrder order, bool isBySku, IQueryable<string>? among, int limit,
        CancellationToken ct)
    {
        if (order.IsByFigure)
        {
            var sorted = await SortAsync(session, which, order, isBySku, ct);
            var some = among is null ? null : await among.Distinct().ToHashSetAsync(ct);
            return [.. sorted.Where(sku => some?.Contains(sku) != false).Distinct().Take(limit)];
        }
        var series = list.Find(session.Id, which);
        if (among is not null) series = series.Where(one => among.Contains(one.SkuCode));
        var codes = isBySku
            ? Sorts[order.Column](order.IsDescending).Skus(Summed(series))
            : order.Rows(db.Products).Skus(series);
        return await codes.Take(limit).ToListAsync(ct);
    }

    /// <summary>The SKU of every row, in the order of a figure.</summary>
    private async Task<IEnumerable<string>> SortAsync(
        PlanningSession session, SeriesSelection which, SeriesOrder order, bool isBySku, CancellationToken ct) => isBySku
        ? await byFigure.SortSkusAsync(session, which, order, ct)
        : (await byFigure.SortAsync(session, which, order, ct)).Select(one => one.Key.SkuCode);

    private IQueryable<Sums> Ordered(Guid sessionId, SeriesSelection which, SeriesOrder order) =>
        Sorts[order.Column](order.IsDescending).Sort(Summed(sessionId, which));

    private IQueryable<Sums> Summed(Guid sessionId, SeriesSelection which) => Summed(list.Stored(sessionId, which));

    private static IQueryable<Sums> Summed(IQueryable<Series> series) =>
        series.GroupBy(one => one.SkuCode).Select(sku => new Sums
        {
            SkuCode = sku.Key,
            Name = sku.Min(s => s.SkuName),
            Series = sku.Count(),
            Urgency = sku.Min(s => s.Summary.Urgency),
            Lowest = sku.Min(s => s.Summary.LowestStock),
            Supply = sku.Min(s => s.Summary.DaysOfSupply),
            Production = sku.Sum(s => s.Summary.TotalProduction),
            Sales = sku.Sum(s => s.Summary.TotalSales),
            Closing = sku.Sum(s => s.Summary.Closing),
        });

    private async Task<IReadOnlyList<SkuRow>> CompleteAsync(
        PlanningSession session, SeriesSelection which, string[] codes, CancellationToken ct)
    {
        if (codes.Length == 0 || await stockDay.OfAsync(session, ct) is not { Stock: var day }) return [];
        var series = PlanReader.ByKey(list.Find(session.Id, which).Where(one => codes.Contains(one.SkuCode)));
        var rows = (await Listed(series).ToListAsync(ct)).ToLookup(row => row.SkuCode);
        var known = await products.OfAsync(codes, ct);
        return [.. codes.Where(rows.Contains).Select(code => RowOf(code, known.GetValueOrDefault(code), rows[code], day))];
    }

    private static SkuRow RowOf(string code, Product? product, IEnumerable<SeriesOfSku> series, DateOnly day)
    {
        var rows = series.OrderBy(one => one.Urgency).ToList();
        foreach (var row in rows) row.StockAsOf = PlanLine.LevelOn(day, row.Line)?.Stock;
        // Where the extract of a series has no name, what the product is called
        var name = series.Select(one => one.SkuName ?? product?.Name).FirstOrDefault(name => name is not null);
        return new SkuRow(code, product, name, rows);
    }

    private static IQueryable<SeriesOfSku> Listed(IQueryable<Series> series) => series.Select(one => new SeriesOfSku
    {
        SkuCode = one.SkuCode,
        SkuName = one.SkuName,
        Urgency = one.Summary.Urgency,
        StockOutDate = one.Summary.StockOutDate,
        ShortageDate = one.Summary.ShortageDate,
        OverDate = one.Summary.OverDate,
        TotalProduction = one.Summary.TotalProduction,
        TotalSales = one.Summary.TotalSales,
        Closing = one.Summary.Closing,
        LowestStock = one.Summary.LowestStock,
        LowestDate = one.Summary.LowestDate,
        DaysOfSupply = one.Summary.DaysOfSupply,
        DaysOfSupplyBeyond = one.Summary.DaysOfSupplyBeyond,
        Line = one.Summary.Line,
    });

    private static Sorting By<T>(Expression<Func<Sums, T>> column) => descending => Order(column, descending, hasBlanks: false);

    private static RowOrder<Sums, T> Order<T>(Expression<Func<Sums, T>> column, bool descending, bool hasBlanks) =>
        new(column, descending, hasBlanks, sku => sku.SkuCode);

    /// <summary>A SKU as the database sorts it.</summary>
    private sealed class Sums
    {
        public required string SkuCode { get; init; }
        public string? Name { get; init; }
        public int Series { get; init; }
        public int Urgency { get; init; }
        public decimal Lowest { get; init; }
        public decimal Supply { get; init; }
        public decimal Production { get; init; }
        public decimal Sales { get; init; }
        public decimal Closing { get; init; }
    }
}
