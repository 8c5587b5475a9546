using PsiErp.Files;

namespace PsiErp.Demo;

/// <summary>
/// One series of the demo: sales with a weekly rhythm, a delivery a week that aims at the standard stock, and now and
/// then a supplier who lets it down. The same number always gives the same figures.
/// </summary>
internal sealed class DemoSeries(DemoSku sku, DemoPlace place, int number)
{
    private readonly Random _random = new(20261123 + number);
    private readonly decimal _perDay = Math.Max(1, sku.PerDay * place.Share / 100m);

    /// <summary>How the supplier behaves: most deliver; some stop, deliver short, or too much.</summary>
    private readonly Supplier _supplier = (number * 7 % 24) switch
    {
        0 => Supplier.Stops,
        3 or 11 or 17 => Supplier.DeliversShort,
        20 => Supplier.DeliversTooMuch,
        _ => Supplier.Delivers,
    };

    private enum Supplier
    {
        Delivers,
        Stops,
        DeliversShort,
        DeliversTooMuch,
    }

    private decimal Safety => Round(_perDay * 3);

    private decimal Standard => Round(_perDay * 10);

    /// <summary>The days of the series.</summary>
    public IEnumerable<WidePlanLine> Lines(DateOnly start, int days)
    {
        var stock = Round(_perDay * _random.Next(9, 14));
        for (var day = 0; day < days; day++)
        {
            var date = start.AddDays(day);
            var (opening, production, sales) = (stock, ProductionOn(date, day, stock), SalesOn(date));
            stock += production - sales;
            yield return Line(date, opening, production, sales, stock);
        }
    }

    private decimal SalesOn(DateOnly date)
    {
        var rhythm = (place.Channel, date.DayOfWeek) switch
        {
            ("卸", DayOfWeek.Saturday or DayOfWeek.Sunday) => 0m,
            ("卸", DayOfWeek.Monday) => 1.9m,
            ("卸", _) => 1.25m,
            ("retail", DayOfWeek.Saturday or DayOfWeek.Sunday) => 1.5m,
            ("retail", _) => 0.8m,
            (_, DayOfWeek.Sunday) => 1.3m,
            _ => 0.95m,
        };
        return Round(_perDay * rhythm * _random.Next(75, 126) / 100m);
    }

    /// <summary>Deliveries come once a week, each series on its weekday, in lots of five.</summary>
    private decimal ProductionOn(DateOnly date, int day, decimal stock)
    {
        if ((int)date.DayOfWeek != 1 + number % 5) return 0;
        var wanted = Standard + _perDay * 5 - stock;
        var delivered = _supplier switch
        {
            Supplier.Stops when day is > 40 and < 64 => 0,
            Supplier.DeliversShort => wanted * 0.55m,
            Supplier.DeliversTooMuch => wanted + _perDay * 12,
            _ => wanted,
        };
        return Math.Max(0, Math.Round(delivered / 5) * 5);
    }

    private WidePlanLine Line(DateOnly date, decimal opening, decimal production, decimal sales, decimal closing) => new()
    {
        SkuCode = sku.Code,
        SkuName = sku.Name,
        Category1 = sku.Category1,
        Category2 = sku.Category2,
        Category3 = sku.Category3,
        FwRank = sku.Rank,
        SsRank = sku.Rank,
        WarehouseName = place.Warehouse,
        Channel = place.Channel,
        Date = date,
        StockAtAnchor = opening,
        InboundQty = production,
        OutboundQty = sales,
        NetFlow = production - sales,
        StockClosing = closing,
        SafetyStock = Safety,
        MovableStock = closing - Safety,
        StdStock = Standard,
        Gap = opening - Standard,
    };

    private static decimal Round(decimal quantity) => Math.Round(quantity, MidpointRounding.AwayFromZero);
}
