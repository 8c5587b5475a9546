using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>A block of rows of the grid: a series, or a total.</summary>
public sealed class PsiGroup
{
    private readonly Dictionary<DateOnly, DayEdit> _edits;
    private readonly Dictionary<DateOnly, BaseDay> _base;

    /// <summary>A total.</summary>
    public PsiGroup(string id, ProjectedDay[] days, PsiWindow window)
        : this(id, days, window, FirstAlert.Of(SeriesSummary.Of(days)), [], [])
    {
    }

    private PsiGroup(
        string id, ProjectedDay[] days, PsiWindow window, FirstAlert alert, IEnumerable<DayEdit> edits, IEnumerable<BaseDay> imported)
    {
        Id = id;
        Days = window.Gather(days);
        Alert = alert;
        _edits = edits.ToDictionary(edit => edit.Date);
        _base = _edits.Count == 0 ? [] : imported.ToDictionary(day => day.Date);
    }

    /// <summary>The element's id; stays the same while the plan changes.</summary>
    public string Id { get; }

    /// <summary>The series, or null for a total.</summary>
    public Series? Series { get; private init; }

    /// <summary>The warehouse that a total is of, or null for the total of everything.</summary>
    public string? Warehouse { get; init; }

    /// <summary>What is in the columns, ascending; columns may be missing.</summary>
    public ProjectedDay[] Days { get; }

    /// <summary>What there is to worry about.</summary>
    public FirstAlert Alert { get; }

    /// <summary>The rows of a series.</summary>
    public static PsiGroup Of(SeriesPlan plan, PsiWindow window)
    {
        var isByDay = window.Bucket == Bucket.Day;
        var alert = FirstAlert.Of(plan.Series.Summary);
        return new PsiGroup($"s{plan.Series.SeriesNo}", plan.Days, window, alert, isByDay ? plan.Edits : [], plan.Base)
        {
            Series = plan.Series,
        };
    }

    /// <summary>Whether a planner changed the value, and what was imported then.</summary>
    public bool IsEdited(DateOnly date, EditField field, out decimal? imported)
    {
        imported = null;
        if (!_edits.TryGetValue(date, out var edit)) return false;

        imported = _base.GetValueOrDefault(date)[field];
        return edit[field] is not null;
    }
}
