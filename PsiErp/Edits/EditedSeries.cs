using System.Runtime.InteropServices;
using PsiErp.Accounts;
using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Edits;

/// <summary>One series while edits are applied to it: its imported days and moves, and its overrides by day.</summary>
internal sealed class EditedSeries(Series series, SeriesDays stored, LevelDays levels, DateOnly? asOf)
{
    private readonly SortedDictionary<DateOnly, Edit> _rows = new(series.Edits.ToDictionary(row => row.Date));

    public Series Series => series;

    /// <summary>Days whose override changed.</summary>
    public HashSet<DateOnly> ChangedDates { get; } = [];

    /// <summary>Whether nothing is left of the series.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>The stored override of a day, or null.</summary>
    public Edit? RowOf(DateOnly date) => _rows.GetValueOrDefault(date);

    /// <summary>The override of a day; empty when there is none.</summary>
    public DayEdit EditOf(DateOnly date) => RowOf(date)?.ToDayEdit() ?? new DayEdit(date);

    /// <summary>What holds on a day: edit ?? base; zero on a day that does not exist yet.</summary>
    public decimal? EffectiveOf(DateOnly date, EditField field)
    {
        var edit = EditOf(date);
        if (field == EditField.SafetyStock && levels.Safety is not null) return DerivedOf(date) ?? PlanDay.Of(edit).Safety;
        return (BaseOf(date) is { } imported ? PlanDay.Of(imported, edit) : PlanDay.Of(edit))[field];
    }

    /// <summary>The safety stock of a day where it may follow from sales; null on a day that does not exist yet.</summary>
    private decimal? DerivedOf(DateOnly date)
    {
        foreach (ref readonly var day in Plan())
        {
            if (day.Date == date) return day.Safety;
        }
        return null;
    }

    private ReadOnlySpan<PlanDay> Plan()
    {
        DayEdit[] edits = [.. _rows.Values.Select(row => row.ToDayEdit())];
        return PlanDay.Overlay(CollectionsMarshal.AsSpan(stored.Base), edits, levels, CollectionsMarshal.AsSpan(stored.Moves));
    }

    /// <summary>What was imported for a day, or null.</summary>
    public BaseDay? BaseOf(DateOnly date) =>
        stored.Base.BinarySearch(new BaseDay(date), ByDate) is >= 0 and var place ? stored.Base[place] : null;

    /// <summary>Notes the override of a day; <see cref="Summarize"/> removes those that are empty in the end.</summary>
    public void Set(PsiDb db, in DayEdit edit, Actor actor, DateTimeOffset now)
    {
        ChangedDates.Add(edit.Date);
        if (!_rows.TryGetValue(edit.Date, out var row))
        {
            row = NewRow(edit.Date, actor, now);
            db.Edits.Add(row);
            _rows[edit.Date] = row;
        }
        row.Set(edit, actor.Id, now);
    }

    /// <summary>Recomputes the stored summary; empty overrides and a series without any day are removed.</summary>
    public void Summarize(PsiDb db)
    {
        foreach (var row in ChangedDates.Select(date => _rows[date]).Where(row => row.ToDayEdit().IsEmpty))
        {
            db.Edits.Remove(row);
            _rows.Remove(row.Date);
        }
        var plan = Plan();
        if (IsRemoved = plan.IsEmpty) db.Series.Remove(series);
        else series.Summary = SeriesSummary.Of(Projection.Roll(plan, asOf));
    }

    private static readonly Comparer<BaseDay> ByDate = Comparer<BaseDay>.Create((a, b) => a.Date.CompareTo(b.Date));

    private Edit NewRow(DateOnly date, Actor actor, DateTimeOffset now) => new()
    {
        SessionId = series.SessionId,
        SeriesNo = series.SeriesNo,
        Date = date,
        CreatedAt = now,
        UpdatedAt = now,
        CreatedBy = actor.Id,
        UpdatedBy = actor.Id,
    };
}
