using System.Runtime.InteropServices;
using PsiErp.Data;
using PsiErp.Planning;

namespace PsiErp.Plan;

/// <summary>A series with what was imported, what planners changed, and what follows from both.</summary>
/// <param name="Series">The keys, names and stored summary; what the extract leaves blank is from the product master.</param>
/// <param name="Base">Imported days, ascending.</param>
/// <param name="Edits">Overrides, ascending.</param>
/// <param name="Days">All days, rolled forward; without days of supply unless they are filled in.</param>
public sealed record SeriesPlan(
    Series Series, IReadOnlyList<BaseDay> Base, IReadOnlyList<DayEdit> Edits, ProjectedDay[] Days)
{
    /// <summary>What the product master knows of the SKU; null where it does not.</summary>
    public Product? Product { get; init; }
}

/// <summary>The stored days of one series: imported values and overrides, each ascending.</summary>
/// <param name="Base">Imported days.</param>
/// <param name="Edits">Overrides.</param>
/// <param name="AsOf">The day up to which stock figures are counted facts; null for none.</param>
public sealed record SeriesDays(List<BaseDay> Base, List<DayEdit> Edits, DateOnly? AsOf = null)
{
    /// <summary>By what the levels follow that are blank; whoever knows the SKU sets it.</summary>
    public LevelDays Levels { get; init; }

    /// <summary>What arrives and leaves, each day once; null where nothing does.</summary>
    public List<DayMove>? Moves { get; set; }

    /// <summary>A series of which nothing is stored.</summary>
    public static SeriesDays None => new([], []);

    /// <summary>Rolls the days forward, without days of supply.</summary>
    public ProjectedDay[] Roll() => Projection.Roll(
        PlanDay.Overlay(CollectionsMarshal.AsSpan(Base), CollectionsMarshal.AsSpan(Edits), Levels, CollectionsMarshal.AsSpan(Moves)), AsOf);
}
