using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Edits;

/// <summary>A value of an override before and after a change.</summary>
internal readonly record struct ChangedValue(DateOnly Date, EditField Field, decimal? Before, decimal? After);

/// <summary>What arrives in a series on a day less what leaves it, before and after a change.</summary>
internal readonly record struct ChangedMove(DateOnly Date, decimal Before, decimal After);

/// <summary>What a change makes of one series.</summary>
/// <param name="Series">The series.</param>
/// <param name="Days">The overrides of days that have some and change, as they are afterwards; empty ones go.</param>
/// <param name="Cells">The values that change.</param>
/// <param name="Summary">What lists show of the series afterwards; null when nothing is left of it.</param>
internal sealed record ChangedSeries(
    NumberedSeries Series, IReadOnlyList<DayEdit> Days, IReadOnlyList<ChangedValue> Cells, SeriesSummary? Summary)
{
    /// <summary>The overrides of days that have had none.</summary>
    public IReadOnlyList<DayEdit> NewDays { get; init; } = [];

    /// <summary>The days whose moves change.</summary>
    public IReadOnlyList<ChangedMove> Moves { get; init; } = [];

    /// <summary>How much of it changes.</summary>
    public int CellCount => Cells.Count + Moves.Count;

    /// <summary>Lays new overrides over a series and projects it anew.</summary>
    /// <param name="series">The series.</param>
    /// <param name="stored">Its days as they are.</param>
    /// <param name="edits">Overrides as they are to be, each day once; those that are so already change nothing.</param>
    /// <returns>Null when nothing changes.</returns>
    public static ChangedSeries? Of(NumberedSeries series, SeriesDays stored, IEnumerable<DayEdit> edits)
    {
        var overrides = new SortedDictionary<DateOnly, DayEdit>(stored.Edits.ToDictionary(edit => edit.Date));
        var (days, newDays, cells) = (new List<DayEdit>(), new List<DayEdit>(), new List<ChangedValue>());
        foreach (var after in edits)
        {
            var isNew = !overrides.TryGetValue(after.Date, out var before);
            if (isNew) before = new DayEdit(after.Date);
            if (before == after) continue;
            (isNew ? newDays : days).Add(after);
            foreach (var field in EditFields.All)
            {
                if (before[field] != after[field]) cells.Add(new ChangedValue(after.Date, field, before[field], after[field]));
            }
            if (after.IsEmpty) overrides.Remove(after.Date);
            else overrides[after.Date] = after;
        }
        if (days.Count + newDays.Count == 0) return null;

        var plan = (stored with { Edits = [.. overrides.Values] }).Roll();
        return new ChangedSeries(series, days, cells, plan.Length == 0 ? null : SeriesSummary.Of(plan)) { NewDays = newDays };
    }

    /// <summary>Projects a series anew whose moves have changed.</summary>
    /// <param name="series">The series.</param>
    /// <param name="stored">Its days with its moves as they are now.</param>
    /// <param name="more">By how much more arrives now than before, each day once.</param>
    public static ChangedSeries Moved(NumberedSeries series, SeriesDays stored, IEnumerable<DayMove> more)
    {
        var moves = (stored.Moves ?? []).ToDictionary(move => move.Date, move => move.Qty);
        var plan = stored.Roll();
        return new ChangedSeries(series, [], [], plan.Length == 0 ? null : SeriesSummary.Of(plan))
        {
            Moves =
            [
                .. from day in more
                   where day.Qty != 0
                   orderby day.Date
                   let after = moves.GetValueOrDefault(day.Date)
                   select new ChangedMove(day.Date, after - day.Qty, after),
            ],
        };
    }
}
