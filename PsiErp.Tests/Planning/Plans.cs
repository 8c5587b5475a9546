using CsCheck;
using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

/// <summary>Plans for tests: made up ones, and random ones for properties.</summary>
internal static class Plans
{
    public static readonly DateOnly FirstDay = new(2026, 11, 23);

    /// <summary>Quantities with up to 6 decimals.</summary>
    public static readonly Gen<decimal> Units = Gen.Long[0, 5_000_000_000].Select(millionths => millionths / 1_000_000m);

    private static readonly Gen<decimal?> MaybeQuantity = Gen.Frequency((3, Units.Select(q => (decimal?)q)),
        (1, Gen.Const((decimal?)null)));

    /// <summary>Imported days, ascending, some days missing.</summary>
    public static readonly Gen<BaseDay[]> Imported =
        from gaps in Gen.Int[1, 3].Array[1, 60]
        from figures in Gen.Select(MaybeQuantity, MaybeQuantity, MaybeQuantity, MaybeQuantity, MaybeQuantity).Array[gaps.Length]
        from anchor in MaybeQuantity
        select gaps.Select((_, i) => new BaseDay(
            FirstDay.AddDays(gaps[..(i + 1)].Sum()),
            i == 0 ? anchor : figures[i].Item1,
            figures[i].Item2, figures[i].Item3, figures[i].Item1, figures[i].Item4, figures[i].Item5)).ToArray();

    /// <summary>A projected series.</summary>
    public static readonly Gen<ProjectedDay[]> Projected = Imported.Select(days => Project(days));

    /// <summary>A day with these flows.</summary>
    public static PlanDay Day(int day, decimal production = 0, decimal sales = 0, decimal? safety = null, decimal? anchor = null,
        decimal? standard = null, decimal move = 0) =>
        new(FirstDay.AddDays(day), anchor, production, sales, move, null, safety, standard);

    /// <summary>Overrides before, on, between and after the days of <see cref="Imported"/>.</summary>
    public static readonly Gen<DayEdit[]> Edits =
        from offsets in Gen.Int[-20, 200].Array[0, 12]
        from figures in Gen.Select(MaybeQuantity, MaybeQuantity, MaybeQuantity).Array[offsets.Length]
        select offsets.Zip(figures)
            .Select(edit => new DayEdit(FirstDay.AddDays(edit.First), edit.Second.Item1, edit.Second.Item2, edit.Second.Item3))
            .DistinctBy(edit => edit.Date).OrderBy(edit => edit.Date).ToArray();

    public static ProjectedDay[] Project(BaseDay[] days, params DayEdit[] edits) => Rolled(PlanDay.Overlay(days, edits).ToArray());

    /// <summary>The days rolled forward, with days of supply.</summary>
    public static ProjectedDay[] Rolled(params PlanDay[] days) => RolledAsOf(null, days);

    /// <summary>The days rolled forward from what was counted up to a day, with days of supply.</summary>
    public static ProjectedDay[] RolledAsOf(DateOnly? asOf, params PlanDay[] days)
    {
        var projected = Projection.Roll(days, asOf);
        DaysOfSupply.Fill(projected);
        return projected;
    }
}
