namespace PsiErp.Planning;

/// <summary>Levels of a day that follow from sales, because the source reported none.</summary>
[Flags]
public enum DerivedLevels : byte
{
    None = 0,
    Safety = 1,
    Standard = 2,
}

/// <summary>
/// Levels in days of sales, as products have them. Where the source left a level of a day blank, and no planner has set it, it is the
/// average daily sales of the series times these days.
/// </summary>
/// <param name="Safety">Days of sales not to go under; null for no such level.</param>
/// <param name="Standard">Days of sales to aim at; null for no such level.</param>
public readonly record struct LevelDays(decimal? Safety, decimal? Standard)
{
    /// <summary>Whether no level follows from sales.</summary>
    public bool IsNone => Safety is null && Standard is null;

    /// <summary>
    /// Average sales a day of a series, to 6 decimals: the sum of its positive sales ÷ the calendar days from its first to its last
    /// day. A day without a row sells nothing, but is a day; returns (negative sales) do not make less stock needed.
    /// </summary>
    /// <param name="days">The days of one series, ascending.</param>
    public static decimal AverageSales(ReadOnlySpan<PlanDay> days)
    {
        if (days.IsEmpty) return 0;
        var sold = 0m;
        foreach (ref readonly var day in days) sold += Math.Max(0, day.Sales);
        return Math.Round(sold / (days[^1].Date.DayNumber - days[0].Date.DayNumber + 1), Quantity.Decimals);
    }

    /// <summary>Sets the levels that are blank.</summary>
    /// <param name="days">The days of one series, ascending, with what planners have set.</param>
    public void Fill(Span<PlanDay> days)
    {
        if (IsNone) return;
        var average = AverageSales(days);
        var (safety, standard) = (Level(average, Safety), Level(average, Standard));
        foreach (ref var day in days)
        {
            var derived = (day.Safety is null && safety is not null ? DerivedLevels.Safety : 0)
                | (day.Standard is null && standard is not null ? DerivedLevels.Standard : 0);
            if (derived != 0) day = day with { Safety = day.Safety ?? safety, Standard = day.Standard ?? standard, Derived = derived };
        }
    }

    private static decimal? Level(decimal average, decimal? days) =>
        days is { } known ? Math.Min(Quantity.Max, Quantity.Normalize(Math.Round(average * known, Quantity.Decimals))) : null;
}
