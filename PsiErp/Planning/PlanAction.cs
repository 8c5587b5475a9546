namespace PsiErp.Planning;

/// <summary>What can be done to many series at once.</summary>
public enum PlanActionKind
{
    /// <summary>Sales times a percentage.</summary>
    Scale,

    /// <summary>Production a number of days later, or earlier.</summary>
    Shift,

    /// <summary>As much more production as keeps stock at the safety level.</summary>
    FillToSafety,

    /// <summary>As much more production as keeps stock at the standard.</summary>
    FillToStandard,

    /// <summary>The values of another plan.</summary>
    CopyFrom,
}

/// <summary>
/// One thing done to the days of a series from one day to another. It answers with overrides; a value that is the imported one
/// needs none. What is asked for is planned in as small parts of a unit as the values that were there, and at least in whole ones.
/// </summary>
/// <param name="Kind">What is done.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
public sealed record PlanAction(PlanActionKind Kind, DateOnly From, DateOnly To)
{
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
        var result = new Overrides(imported, edits);
        var plan = PlanDay.Overlay(imported, edits, levels, moves);
        switch (Kind)
        {
            case PlanActionKind.Scale: Scale(plan, result); break;
            case PlanActionKind.Shift: Shift(plan, result); break;
            case PlanActionKind.FillToSafety or PlanActionKind.FillToStandard: Fill(plan, asOf, result); break;
            default: Copy(plan, other, result); break;
        }
        return result.Changed;
    }

    private bool Means(DateOnly date) => date >= From && date <= To;

    private void Scale(ReadOnlySpan<PlanDay> plan, Overrides result)
    {
        var decimals = DecimalsOf(plan, EditField.OutboundQty);
        foreach (ref readonly var day in plan)
        {
            if (!Means(day.Date) || day.Sales == 0) continue;
            result.Set(day.Date, EditField.OutboundQty, Math.Round(day.Sales * Percent / 100, decimals, MidpointRounding.AwayFromZero));
        }
    }

    private void Shift(ReadOnlySpan<PlanDay> plan, Overrides result)
    {
        var production = new Dictionary<DateOnly, decimal>();
        foreach (ref readonly var day in plan) production[day.Date] = day.Production;
        foreach (ref readonly var day in plan)
        {
            if (!Means(day.Date) || day.Production == 0 || Days == 0) continue;
            production[day.Date] -= day.Production;
            var target = day.Date.AddDays(Days);
            production[target] = production.GetValueOrDefault(target) + day.Production;
        }
        foreach (ref readonly var day in plan)
        {
            // What stays keeps its override, also one that is the imported value
            if (production[day.Date] == day.Production) production.Remove(day.Date);
        }
        foreach (var (date, quantity) in production) result.Set(date, EditField.InboundQty, quantity);
    }

    /// <summary>Each day that would end under the level gets what is missing; the days after it then have that too.</summary>
    private void Fill(ReadOnlySpan<PlanDay> plan, DateOnly? asOf, Overrides result)
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

    private void Copy(ReadOnlySpan<PlanDay> plan, ReadOnlySpan<PlanDay> other, Overrides result)
    {
        var mine = new Dictionary<DateOnly, PlanDay>();
        foreach (ref readonly var day in plan) mine[day.Date] = day;
        foreach (ref readonly var day in other)
        {
            if (!Means(day.Date)) continue;
            foreach (var field in EditFields.All)
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
            if (day[field] is { } value) decimals = Math.Max(decimals, Quantity.Normalize(value).Scale);
        }
        return Math.Min(decimals, Quantity.Decimals);
    }

    private static decimal Up(decimal value, int decimals)
    {
        var unit = 1m;
        for (var i = 0; i < decimals; i++) unit /= 10;
        return Math.Ceiling(value / unit) * unit;
    }

    /// <summary>The overrides while they are changed.</summary>
    private sealed class Overrides
    {
        private readonly Dictionary<DateOnly, BaseDay> _imported = [];
        private readonly Dictionary<DateOnly, DayEdit> _edits = [];
        private readonly Dictionary<DateOnly, DayEdit> _changed = [];

        public Overrides(ReadOnlySpan<BaseDay> imported, ReadOnlySpan<DayEdit> edits)
        {
            foreach (ref readonly var day in imported) _imported[day.Date] = day;
            foreach (ref readonly var edit in edits) _edits[edit.Date] = edit;
        }

        public IReadOnlyCollection<DayEdit> Changed => _changed.Values;

        /// <summary>Plans a value; at most what a cell may hold.</summary>
        public void Set(DateOnly date, EditField field, decimal value)
        {
            var edit = _changed.TryGetValue(date, out var changed) ? changed : _edits.GetValueOrDefault(date, new DayEdit(date));
            var (isThere, before) = (_imported.TryGetValue(date, out var day), day[field]);
            var planned = Quantity.Normalize(Math.Clamp(value, 0, Quantity.Max));
            // A day without a row has zeros, and needs none
            var isImported = isThere ? (before ?? (field == EditField.SafetyStock ? null : 0)) == planned : planned == 0;
            _changed[date] = edit.With(field, isImported ? null : planned);
        }
    }
}
