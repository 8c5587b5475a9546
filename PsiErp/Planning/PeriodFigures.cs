namespace PsiErp.Planning;

/// <summary>A series from one day to another. Quantities in units.</summary>
/// <param name="Opening">Stock before the first day's flows.</param>
/// <param name="Production">Units in, of all days.</param>
/// <param name="Sales">Units out, of all days.</param>
/// <param name="Closing">Stock after the last day's flows.</param>
/// <param name="Standard">The level to aim at on the first day; null without one.</param>
public readonly record struct PeriodFigures(decimal Opening, decimal Production, decimal Sales, decimal Closing, decimal? Standard)
{
    /// <summary>
    /// The figures of a projected series. On a day that it has no row for, its stock and standard are those of the last day before it;
    /// before its first day they are what it begins with.
    /// </summary>
    /// <param name="days">All its days, ascending.</param>
    /// <param name="start">The first day.</param>
    /// <param name="end">The last day; not before the first.</param>
    public static PeriodFigures Of(ReadOnlySpan<ProjectedDay> days, DateOnly start, DateOnly end)
    {
        if (days.IsEmpty) return default;
        var (opening, standard) = (days[0].Opening, days[0].Standard);
        var (production, sales, closing) = (0m, 0m, opening);
        foreach (ref readonly var day in days)
        {
            if (day.Date > end) break;
            if (day.Date <= start) standard = day.Standard;
            if (day.Date < start) opening = day.Closing;
            else
            {
                if (day.Date == start) opening = day.Opening;
                production += day.Production;
                sales += day.Sales;
            }
            closing = day.Closing;
        }
        return new PeriodFigures(opening, production, sales, closing, standard);
    }
}
