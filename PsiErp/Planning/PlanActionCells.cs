namespace PsiErp.Planning;

/// <content>What is done to one value of a series, as planners do it to selected cells.</content>
public sealed partial record PlanAction
{
    /// <summary>Most weeks that are looked back to.</summary>
    public const int MaxWeeks = 52;

    /// <summary>The value that is meant; null for the usual one of the action, of a copy for all.</summary>
    public EditField? Field { get; init; }

    /// <summary>Of an addition, a value that is set, or a total that is spread: the units. Of an addition it may be negative.</summary>
    public decimal Quantity { get; init; }

    /// <summary>Of what goes by the last weeks: how many, before the first day.</summary>
    public int Weeks { get; init; } = 4;

    /// <summary>The width of the columns that a quantity is added to or set in; see <see cref="Planning.Spread"/>.</summary>
    public Bucket Bucket { get; init; }

    /// <summary>Whether somebody works on a day: a total goes to such days where there is no pattern to go by.</summary>
    public Func<DateOnly, bool> IsWorking { get; init; } = _ => true;

    /// <summary>Decimals of the product; null to go by the values that are there.</summary>
    public int? Decimals { get; init; }

    /// <summary>
    /// Of a filling, how the SKU is produced: not before its lead time, in whole lots, on working days. Null for what is missing on the
    /// day itself.
    /// </summary>
    public ProductionTerms? Terms { get; init; }

    /// <summary>Adds to, or sets, what each column shows; that of a week or month is spread over its days. None goes under zero.</summary>
    private void Enter(ReadOnlySpan<PlanDay> plan, PlannedValues result)
    {
        var field = Field ?? EditField.InboundQty;
        foreach (var column in Meant(plan).GroupBy(day => Buckets.StartOf(day.Date, Bucket)))
        {
            PlanDay[] days = [.. column];
            var had = Array.ConvertAll(days, day => day[field] ?? 0);
            var isAdded = Kind == PlanActionKind.Add;
            if (field == EditField.SafetyStock)
            {
                for (var i = 0; i < days.Length; i++) result.Set(days[i].Date, field, isAdded ? had[i] + Quantity : Quantity);
                continue;
            }
            Share(Math.Max(0, isAdded ? had.Sum() + Quantity : Quantity), days, had, field, DecimalsFor(plan, field), result);
        }
    }

    /// <summary>A total over all days: in proportion to what their weekdays had, or evenly where they had nothing.</summary>
    private void SpreadOut(ReadOnlySpan<PlanDay> plan, PlannedValues result)
    {
        var field = Field ?? EditField.OutboundQty;
        var means = WeekdaysBefore(plan, field);
        var days = Meant(plan);
        var weights = Array.ConvertAll(days, day => means.GetValueOrDefault(day.Date.DayOfWeek));
        Share(Quantity, days, weights, field, DecimalsFor(plan, field), result);
    }

    /// <summary>A weekday that the weeks before have no day of stays as it is.</summary>
    private void Average(ReadOnlySpan<PlanDay> plan, PlannedValues result)
    {
        var field = Field ?? EditField.OutboundQty;
        var means = WeekdaysBefore(plan, field);
        var decimals = Decimals ?? DecimalsOf(plan, field);
        foreach (var day in Meant(plan))
        {
            if (means.TryGetValue(day.Date.DayOfWeek, out var mean))
                result.Set(day.Date, field, Math.Round(mean, decimals, MidpointRounding.AwayFromZero));
        }
    }

    /// <summary>
    /// Production in whole lots that keeps the level, on the last working day before each need; see <see cref="ProductionProposals"/>.
    /// </summary>
    private void Produce(ReadOnlySpan<PlanDay> plan, DateOnly? asOf, ProductionTerms terms, PlannedValues result)
    {
        var days = Projection.Roll(plan, asOf);
        if (Kind == PlanActionKind.FillToStandard)
        {
            for (var i = 0; i < days.Length; i++) days[i] = days[i] with { Safety = days[i].Standard ?? days[i].Safety };
        }
        var path = new StockPath(days, From, To);
        var planned = new Dictionary<DateOnly, decimal>();
        foreach (ref readonly var day in plan) planned[day.Date] = day.Production;
        foreach (var made in ProductionProposals.For(place: 0, path, terms))
        {
            var date = path.DayOf(made.Day);
            planned[date] = planned.GetValueOrDefault(date) + made.Quantity;
            result.Set(date, EditField.InboundQty, planned[date]);
        }
    }

    private void Share(
        decimal total, PlanDay[] days, decimal[] weights, EditField field, int decimals, PlannedValues result)
    {
        var shares = Planning.Spread.Over(total, weights, Array.ConvertAll(days, day => IsWorking(day.Date)), decimals);
        for (var i = 0; i < days.Length; i++) result.Set(days[i].Date, field, shares[i]);
    }

    private PlanDay[] Meant(ReadOnlySpan<PlanDay> plan)
    {
        var days = new List<PlanDay>();
        foreach (ref readonly var day in plan)
        {
            if (Means(day.Date)) days.Add(day);
        }
        return [.. days];
    }

    /// <summary>What each weekday had on average in the weeks before the first day.</summary>
    private Dictionary<DayOfWeek, decimal> WeekdaysBefore(ReadOnlySpan<PlanDay> plan, EditField field)
    {
        var sums = new Dictionary<DayOfWeek, (decimal Sum, int Days)>();
        foreach (ref readonly var day in plan)
        {
            if (day.Date >= From || day.Date < From.AddDays(-7 * Weeks)) continue;
            var (sum, days) = sums.GetValueOrDefault(day.Date.DayOfWeek);
            sums[day.Date.DayOfWeek] = (sum + (day[field] ?? 0), days + 1);
        }
        return sums.ToDictionary(weekday => weekday.Key, weekday => weekday.Value.Sum / weekday.Value.Days);
    }

    /// <summary>No share is coarser than the quantity that was asked for.</summary>
    private int DecimalsFor(ReadOnlySpan<PlanDay> plan, EditField field) =>
        Math.Max(Decimals ?? DecimalsOf(plan, field), Planning.Quantity.Normalize(Quantity).Scale);
}
