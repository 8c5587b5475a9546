namespace PsiErp.Planning;

/// <summary>What the source reported for a day, as imported. Quantities in units; null is "not known".</summary>
public readonly record struct BaseDay(
    DateOnly Date,
    decimal? Opening = null,
    decimal? Production = null,
    decimal? Sales = null,
    decimal? Reported = null,
    decimal? Safety = null,
    decimal? Standard = null)
{
    /// <summary>The imported value of a field that planners may override.</summary>
    public decimal? this[EditField field] => field switch
    {
        EditField.InboundQty => Production,
        EditField.OutboundQty => Sales,
        _ => Safety,
    };
}

/// <summary>A planner's override of a day. Null leaves the imported value in force.</summary>
public readonly record struct DayEdit(
    DateOnly Date, decimal? Production = null, decimal? Sales = null, decimal? Safety = null)
{
    /// <summary>Whether nothing is overridden.</summary>
    public bool IsEmpty => Production is null && Sales is null && Safety is null;

    /// <summary>The override of a field; null leaves its imported value in force.</summary>
    public decimal? this[EditField field] => field switch
    {
        EditField.InboundQty => Production,
        EditField.OutboundQty => Sales,
        _ => Safety,
    };

    /// <summary>The same day with another override of a field.</summary>
    public DayEdit With(EditField field, decimal? value) => field switch
    {
        EditField.InboundQty => this with { Production = value },
        EditField.OutboundQty => this with { Sales = value },
        _ => this with { Safety = value },
    };
}

/// <summary>What arrives in a series on a day, less what leaves it for other warehouses and channels.</summary>
/// <param name="Date">The day.</param>
/// <param name="Qty">Units: positive when more arrives than leaves.</param>
public readonly record struct DayMove(DateOnly Date, decimal Qty)
{
    /// <summary>What it is called outside.</summary>
    public const string WireName = "channel_move";
}

/// <summary>The effective figures of a day that the projection starts from: edit ?? base, blank flows as 0.</summary>
/// <param name="Date">The day.</param>
/// <param name="Anchor">Opening stock as the source reported it.</param>
/// <param name="Production">Units in.</param>
/// <param name="Sales">Units out.</param>
/// <param name="ChannelMove">Units that arrive from (+) or leave for (−) other channels.</param>
/// <param name="Reported">Closing stock as the source reported it.</param>
/// <param name="Safety">Level not to go under.</param>
/// <param name="Standard">Level to aim at.</param>
public readonly record struct PlanDay(
    DateOnly Date,
    decimal? Anchor,
    decimal Production,
    decimal Sales,
    decimal ChannelMove,
    decimal? Reported,
    decimal? Safety,
    decimal? Standard)
{
    /// <summary>Which of its levels follow from sales; see <see cref="LevelDays"/>.</summary>
    public DerivedLevels Derived { get; init; }

    /// <summary>Production − sales + channel move.</summary>
    public decimal NetFlow => Production - Sales + ChannelMove;

    /// <summary>The effective value of a field that planners may override.</summary>
    public decimal? this[EditField field] => field switch
    {
        EditField.InboundQty => Production,
        EditField.OutboundQty => Sales,
        _ => Safety,
    };

    /// <summary>A day with its override, if there is one, laid over what was imported.</summary>
    public static PlanDay Of(in BaseDay day, in DayEdit edit = default) => new(
        day.Date,
        day.Opening,
        edit.Production ?? day.Production ?? 0,
        edit.Sales ?? day.Sales ?? 0,
        0,
        day.Reported,
        edit.Safety ?? day.Safety,
        day.Standard);

    /// <summary>A day that only an edit or a move names: it exists, with zeros.</summary>
    public static PlanDay Of(in DayEdit edit) => Of(new BaseDay(edit.Date, Safety: 0), edit);

    /// <summary>The days of a series: imported ones and those that only an edit or a move names, in order.</summary>
    /// <param name="days">Imported days, ascending.</param>
    /// <param name="edits">Overrides, ascending.</param>
    /// <param name="levels">By what the levels follow that are blank.</param>
    /// <param name="moves">What arrives and leaves, each day once.</param>
    public static ReadOnlySpan<PlanDay> Overlay(
        ReadOnlySpan<BaseDay> days, ReadOnlySpan<DayEdit> edits, LevelDays levels = default, ReadOnlySpan<DayMove> moves = default)
    {
        var plan = new PlanDay[days.Length + edits.Length + moves.Length];
        var (count, next) = (0, 0);
        foreach (ref readonly var day in days)
        {
            while (next < edits.Length && edits[next].Date < day.Date) plan[count++] = Of(edits[next++]);
            plan[count++] = next < edits.Length && edits[next].Date == day.Date ? Of(day, edits[next++]) : Of(day);
        }
        while (next < edits.Length) plan[count++] = Of(edits[next++]);
        if (!moves.IsEmpty) count = Move(plan, count, moves);
        levels.Fill(plan.AsSpan(..count));
        return plan.AsSpan(..count);
    }

    /// <summary>Lays moves over the first days of an array, which has room for days that only they name.</summary>
    /// <returns>How many days there are then.</returns>
    private static int Move(PlanDay[] plan, int count, ReadOnlySpan<DayMove> moves)
    {
        var known = count;
        foreach (ref readonly var move in moves)
        {
            var place = Array.BinarySearch(plan, 0, known, new PlanDay { Date = move.Date }, ByDate);
            if (place < 0) plan[count++] = Of(new DayEdit(move.Date)) with { ChannelMove = move.Qty };
            else plan[place] = plan[place] with { ChannelMove = move.Qty };
        }
        if (count > known) Array.Sort(plan, 0, count, ByDate);
        return count;
    }

    private static readonly Comparer<PlanDay> ByDate = Comparer<PlanDay>.Create((a, b) => a.Date.CompareTo(b.Date));
}
