using System.Globalization;

namespace PsiErp.Planning;

/// <summary>Width of a column of the plan.</summary>
public enum Bucket
{
    Day,

    /// <summary>ISO 8601 week, Monday to Sunday.</summary>
    Week,
    Month,
}

/// <summary>Gathers days into weeks or months.</summary>
public static class Buckets
{
    /// <summary>The first day of the bucket that a day falls into.</summary>
    public static DateOnly StartOf(DateOnly date, Bucket bucket) => bucket switch
    {
        Bucket.Week => DateOnly.FromDateTime(ISOWeek.ToDateTime(
            ISOWeek.GetYear(date.ToDateTime(default)), ISOWeek.GetWeekOfYear(date.ToDateTime(default)), DayOfWeek.Monday)),
        Bucket.Month => new DateOnly(date.Year, date.Month, 1),
        _ => date,
    };

    /// <summary>The narrowest columns that a chart of so many days still shows apart.</summary>
    /// <param name="days">From the first day to the last.</param>
    public static Bucket OfChart(int days) => days switch
    {
        <= 120 => Bucket.Day,
        <= 730 => Bucket.Week,
        _ => Bucket.Month,
    };

    /// <summary>The last day of the bucket that a day falls into.</summary>
    public static DateOnly EndOf(DateOnly date, Bucket bucket) => bucket switch
    {
        Bucket.Week => StartOf(date, bucket).AddDays(6),
        Bucket.Month => new DateOnly(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month)),
        _ => date,
    };

    /// <summary>
    /// Flows and adjustments add up; opening is the first day's, closing and so movable the last day's, safety, standard, reported
    /// stock and days of supply the last day's. A bucket calls for what its gravest day does.
    /// </summary>
    /// <param name="days">The projected days of a series or a total, ascending.</param>
    /// <param name="bucket">The width of the columns.</param>
    public static ProjectedDay[] Gather(IReadOnlyList<ProjectedDay> days, Bucket bucket)
    {
        if (bucket == Bucket.Day) return [.. days];
        var gathered = new List<ProjectedDay>();
        foreach (var day in days)
        {
            var start = StartOf(day.Date, bucket);
            if (gathered.Count > 0 && gathered[^1].Date == start) gathered[^1] = Join(gathered[^1], day);
            else gathered.Add(day with { Date = start, Worst = FirstAlert.Of(day) });
        }
        return [.. gathered];
    }

    private static ProjectedDay Join(in ProjectedDay first, in ProjectedDay next) => next with
    {
        Date = first.Date,
        Opening = first.Opening,
        Anchor = first.Anchor,
        Production = first.Production + next.Production,
        Sales = first.Sales + next.Sales,
        ChannelMove = first.ChannelMove + next.ChannelMove,
        Adjustment = first.Adjustment + next.Adjustment,
        Worst = first.Worst!.Value.Or(FirstAlert.Of(next)),
    };
}
