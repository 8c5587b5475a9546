namespace PsiErp.Planning;

/// <summary>What can be done to many series at once.</summary>
public enum PlanActionKind
{
    /// <summary>Values times a percentage; sales, where none is named.</summary>
    Scale,

    /// <summary>Values a number of days later, or earlier; production, where none is named.</summary>
    Shift,

    /// <summary>As much more production as keeps stock at the safety level.</summary>
    FillToSafety,

    /// <summary>As much more production as keeps stock at the standard.</summary>
    FillToStandard,

    /// <summary>The values of another plan.</summary>
    CopyFrom,

    /// <summary>A quantity more or less in every column.</summary>
    Add,

    /// <summary>A quantity in every column.</summary>
    Set,

    /// <summary>A quantity over all days, by weekday as in the last weeks.</summary>
    Spread,

    /// <summary>What the same weekdays had in the last weeks, on average.</summary>
    Average,
}

/// <summary>
/// One thing done to the days of a series from one day to another. It answers with overrides; a value that is the imported one
/// needs none. What is asked for is planned in as small parts of a unit as the values that were there, and at least in whole ones.
/// </summary>
/// <param name="Kind">What is done.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
public sealed partial record PlanAction(PlanActionKind Kind, DateOnly From, DateOnly To)
{
    /// <summary>Those that are made for whole series; the others are about one value of them, see <see cref="Field"/>.</summary>
    public static readonly IReadOnlyList<PlanActionKind> OfSeries =
    [
        PlanActionKind.Scale, PlanActionKind.Shift, PlanActionKind.FillToSafety, PlanActionKind.FillToStandard, PlanActionKind.CopyFrom,
    ];

    /// <summary>Largest number of days that production is shifted by.</summary>
    public const int MaxShift = 366;

    /// <summary>Largest percentage that sales are scaled by.</summary>
    public const decimal MaxPercent = 10_000;

    /// <summary>Of a scaling, the percentage: 110 for a tenth more.</summary>
    public decimal Percent { get; init; } = 100;

    /// <summary>Of a shift, the days: negative for earlier.</summary>
    public int Days { get; init; }

    /// <summary>Carries it out on one series.</summary>
    /// <param name="imported">Its imported days, ascending.</param>
    /// <param name="edits">Its overrides, ascending.</param>
    /// <param name="other">Of a copy, the days of the same series in the other plan.</param>
    /// <param name="levels">By what the levels follow that are blank.</param>
    /// <param name="asOf">The last day whose stock figures are counted facts; null for none.</param>
    /// <param name="moves">What arrives and leaves, each day once.</param>
    /// <returns>The overrides of the days that are touched, as they are to be.</returns>
    public IReadOnlyCollection<DayEdit> On(
        ReadOnlySpan<BaseDay> imported, ReadOnlySpan<DayEdit> edits, ReadOnlySpan<PlanDay> other = default,
        LevelDays levels = default, DateOnly? asOf = null, ReadOnlySpan<DayMove> moves = default)
    {
        var result = new PlannedValues(imported, edits);
        var plan = PlanDay.Overlay(imported, edits, levels, moves);
        switch (Kind)
        {
            case PlanActionKind.Add or PlanActionKind.Set: Enter(plan, result); break;
            case PlanActionKind.Spread: SpreadOut(plan, result); break;
            case PlanActionKind.Average: Average(plan, result); break;
            case PlanActionKind.FillToSafety or PlanActionKind.FillToStandard when Terms is not null:
                Produce(plan, asOf, Terms, result);
                break;
            case PlanActionKind.Scale: Scale(plan, result); break;
            case PlanActionKind.Shift: Shift(plan, result); break;
            case PlanActionKind.FillToSafety or PlanActionKind.FillToStandard: Fill(plan, asOf, result); break;
            default: Copy(plan, other, result); break;
        }
        return result.Changed;
    }

    private bool Means(DateOnly date) => date >= From && date <= To;

    private void Scale(ReadOnlySpan<PlanDay> plan, PlannedValues result)
    {
        var field = Field ?? EditField.OutboundQty;
        var decimals = DecimalsOf(plan, field);
        foreach (ref readonly var day in plan)
        {
            if (!Means(day.Date) || day[field] is not { } value || value == 0) continue;
            result.Set(day.Date, field, Math.Round(value * Percent / 100, decimals, MidpointRounding.AwayFromZero));
        }
    }

    private void Shift(ReadOnlySpan<PlanDay> plan, PlannedValues result)
    {
        var field = Field ?? EditField.InboundQty;
        var shifted = new Dictionary<DateOnly, decimal>();
        foreach (ref readonly var day in plan) shifted[day.Date] = day[field] ?? 0;
        foreach (ref readonly var day in plan)
        {
            if (!Means(day.Date) || Days == 0 || day[field] is not { } value || value == 0) continue;
            shifted[day.Date] -= value;
            var target = day.Date.AddDays(Days);
            shifted[target] = shifted.GetValueOrDefault(target) + value;
        }
        foreach (ref readonly var day in plan)
        {
            // What stays keeps its override, also one that is the imported value
            if (shifted[day.Date] == (day[field] ?? 0)) shifted.Remove(day.Date);
        }
        foreach (var (date, quantity) in shifted) result.Set(date, field, quantity);
    }

    /// <summary>Each day that would end under the level gets what is missing; the days after it then have that too.</summary>
    private void Fill(ReadOnlySpan<PlanDay> plan, DateOnly? asOf, PlannedValues result)
    {
        var decimals = DecimalsOf(plan, EditField.InboundQty);
        var added = 0m;
        // Counted stock is fact: production before the day that the chain hangs on is in the count
        var (projected, first) = (Projection.Roll(plan, asOf), FirstAfterCount(plan));
        for (var i = first; i < projected.Length; i++)
        {
            ref readonly var day = ref projected[i];
            var level = Kind == PlanActionKind.FillToSafety ? day.Safety : day.Standard;
            if (day.IsFact || !Means(day.Date) || level is null || day.Closing + added >= level) continue;
            var missing = Up(level.Value - day.Closing - added, decimals);
            added += missing;
            result.Set(day.Date, EditField.InboundQty, day.Production + missing);
        }
    }

    private void Copy(ReadOnlySpan<PlanDay> plan, ReadOnlySpan<PlanDay> other, PlannedValues result)
    {
        var mine = new Dictionary<DateOnly, PlanDay>();
        foreach (ref readonly var day in plan) mine[day.Date] = day;
        foreach (ref readonly var day in other)
        {
            if (!Means(day.Date)) continue;
            foreach (var field in EditFields.All.Where(one => Field is null || one == Field))
            {
                var (held, wanted) = (mine.TryGetValue(day.Date, out var own) ? own[field] : 0, day[field]);
                if (held != wanted && wanted is { } value) result.Set(day.Date, field, value);
            }
        }
    }

    private static int FirstAfterCount(ReadOnlySpan<PlanDay> plan)
    {
        var reported = -1;
        for (var i = 0; i < plan.Length; i++)
        {
            if (plan[i].Anchor is not null) return i;
            if (reported < 0 && plan[i].Reported is not null) reported = i;
        }
        return reported + 1;
    }

    private static int DecimalsOf(ReadOnlySpan<PlanDay> plan, EditField field)
    {
        var decimals = 0;
        foreach (ref readonly var day in plan)
        {
            if (day[field] is { } value) decimals = Math.Max(decimals, Planning.Quantity.Normalize(value).Scale);
        }
        return Math.Min(decimals, Planning.Quantity.Decimals);
    }

    private static decimal Up(decimal value, int decimals)
    {
        var unit = 1m;
        for (var i = 0; i < decimals; i++) unit /= 10;
        return Math.Ceiling(value / unit) * unit;
    }
}
