using PsiErp.Files;

namespace PsiErp.Demo;

/// <summary>
/// One series of the demo: sales with a weekly rhythm, a delivery a week that aims at the standard stock, and what
/// <see cref="DemoStory"/> makes of it. The same number, and the same day of a demo that begins on the same weekday, always give the
/// same figures.
/// </summary>
internal sealed class DemoSeries(DemoSku sku, DemoPlace place, int number)
{
    private readonly DemoTurn _turn = DemoStory.Of(sku, place, number);
    private readonly decimal _perDay = Math.Max(1, sku.PerDay * place.Share / 100m);

    private decimal Lot => _perDay < 10 ? 1 : 5;

    private decimal Safety => Round(_perDay * 3);

    private decimal Standard => Round(_perDay * 10);

    /// <summary>What the source system says of the series on a morning: stock is counted up to then, and the rest is planned.</summary>
    /// <param name="today">The demo's day, which the story is told from.</param>
    /// <param name="morning">That day, or the one after it, on which a little has become otherwise.</param>
    /// <param name="first">The first day that the extract has.</param>
    /// <param name="days">How many it has.</param>
    public IEnumerable<WidePlanLine> Lines(DateOnly today, DateOnly morning, DateOnly first, int days)
    {
        var isTomorrow = morning > today;
        // Planned is what would be if nothing happened; by it production is ordered until somebody reacts
        var start = today.AddDays(-DemoExtract.DaysBefore);
        var planned = Round(_perDay * new Random(number).Next(9, 13));
        var stock = planned;
        for (var date = start; date < first.AddDays(days); date = date.AddDays(1))
        {
            var day = date.DayNumber - today.DayNumber;
            var usual = Usual(date, day);
            var ordered = Ordered(date, day >= DemoStory.Reaction && _turn.IsNoticed ? stock : planned);
            planned += ordered - usual;
            var (production, sales) = (Delivered(day, ordered), Sold(day, usual));
            if (isTomorrow) (production, sales) = (production + News(day), day == 0 ? Actual(sales) : sales);

            if (day == 0) stock = Round(stock * _turn.Count.Today);
            var (opening, closing) = (stock, stock + production - sales);
            if (day == DemoStory.Counted) closing = Round(closing * _turn.Count.Before);
            stock = closing;
            if (date >= first) yield return Line(date, morning, opening, production, sales, closing);
        }
    }

    /// <summary>The count of the demo's day is only in that morning's stock: what led to it is not in any flow.</summary>
    private WidePlanLine Line(
        DateOnly date, DateOnly morning, decimal opening, decimal production, decimal sales, decimal closing) => new()
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
            StockAtAnchor = date <= morning ? opening : null,
            InboundQty = production,
            OutboundQty = sales,
            StockClosing = date < morning ? closing : null,
            SafetyStock = _turn.IsNew || !sku.HasLevelsInPlan ? null : Safety,
            StdStock = _turn.IsNew || !sku.HasLevelsInPlan ? null : Standard,
        };

    private decimal Usual(DateOnly date, int day)
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
        return Round(_perDay * rhythm * By(day).Next(75, 126) / 100m);
    }

    /// <summary>Orders come in once a week, each series on its weekday.</summary>
    private decimal Ordered(DateOnly date, decimal stock) =>
        (int)date.DayOfWeek != 1 + number % 5 || _turn.IsNew ? 0
            : Math.Max(0, Math.Round((Standard + _perDay * 2 - stock) / Lot) * Lot);

    private decimal Delivered(int day, decimal ordered)
    {
        var (from, to, factor) = _turn.Deliveries;
        var delivered = day >= from && day <= to ? Math.Round(ordered * factor / Lot) * Lot : ordered;
        return delivered + (_turn.Extra is (var on, > 0 and var more) && on == day ? Round(_perDay * more) : 0);
    }

    private decimal Sold(int day, decimal usual)
    {
        if (_turn.IsNew) return 0;
        var (from, to, factor) = _turn.Sales;
        return day >= from && day <= to ? Round(usual * factor) : usual;
    }

    private decimal News(int day) => _turn.TomorrowsNews is (var on, > 0 and var more) && on == day ? Round(_perDay * more) : 0;

    /// <summary>What really was sold on the demo's day, by the chance of a day that no demo has.</summary>
    private decimal Actual(decimal planned) => Round(planned * By(10_000).Next(85, 116) / 100m);

    /// <summary>
    /// Chance of a day, counted from the demo's: only the weekday on which the demo begins makes its plans differ, so that the story can
    /// be tried on all of them. 104,701 is a factor by which it holds on each; by some others a second series runs out.
    /// </summary>
    private Random By(int day) => new(unchecked((number + 1) * 7919 + day * 104_701));

    private static decimal Round(decimal quantity) => Math.Round(quantity, MidpointRounding.AwayFromZero);
}
