namespace PsiErp.Planning;

/// <summary>
/// Figures of a series that its plan is compared with, by the first day of each column. Columns without any are left out.
/// </summary>
public static class ComparedFigures
{
    /// <summary>A year as planners compare it: fifty-two weeks, so that weekdays meet.</summary>
    private const int Year = 364;

    /// <summary>Units sold on the same weekdays a year before, as the plan has them.</summary>
    /// <param name="days">All days of the series.</param>
    /// <param name="from">The first day of the columns.</param>
    /// <param name="to">The last one.</param>
    /// <param name="bucket">The width of a column.</param>
    public static Dictionary<DateOnly, decimal> LastYearsSales(
        ReadOnlySpan<ProjectedDay> days, DateOnly from, DateOnly to, Bucket bucket)
    {
        var sales = new Dictionary<DateOnly, decimal?>();
        foreach (ref readonly var day in days) sales[day.Date.AddDays(Year)] = day.Sales;
        return Gather(days, sales, from, to, bucket, isFlow: true);
    }

    /// <summary>Units that were imported. Flows add up; a level is that of the column's last day.</summary>
    /// <param name="days">All days of the series.</param>
    /// <param name="imported">Those of them that were imported.</param>
    /// <param name="field">Which value.</param>
    /// <param name="from">The first day of the columns.</param>
    /// <param name="to">The last one.</param>
    /// <param name="bucket">The width of a column.</param>
    public static Dictionary<DateOnly, decimal> Imported(
        ReadOnlySpan<ProjectedDay> days, IEnumerable<BaseDay> imported, EditField field, DateOnly from, DateOnly to, Bucket bucket) =>
        Gather(days, imported.ToDictionary(day => day.Date, day => day[field]), from, to, bucket, field != EditField.SafetyStock);

    /// <summary>What several series have together.</summary>
    public static Dictionary<DateOnly, decimal> Sum(IEnumerable<IReadOnlyDictionary<DateOnly, decimal>> series) =>
        series.SelectMany(one => one).GroupBy(figure => figure.Key).ToDictionary(day => day.Key, day => day.Sum(figure => figure.Value));

    private static Dictionary<DateOnly, decimal> Gather(
        ReadOnlySpan<ProjectedDay> days, Dictionary<DateOnly, decimal?> values, DateOnly from, DateOnly to, Bucket bucket, bool isFlow)
    {
        var figures = new Dictionary<DateOnly, decimal>();
        foreach (ref readonly var day in days)
        {
            if (day.Date < from || day.Date > to || values.GetValueOrDefault(day.Date) is not { } value) continue;
            var column = Buckets.StartOf(day.Date, bucket);
            figures[column] = isFlow ? figures.GetValueOrDefault(column) + value : value;
        }
        return figures;
    }
}
