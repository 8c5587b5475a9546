namespace PsiErp.Planning;

/// <summary>The last day on which an order still comes in time for the first day that a series runs short.</summary>
public static class LastOrderDay
{
    /// <summary>How far back a working day is looked for: a calendar may have none.</summary>
    private const int MostDaysOff = 366;

    /// <summary>
    /// What is ordered comes in on a working day, lead time working days later, and counts for the closing stock of that day: so it
    /// is as many working days before the last working day up to the first short one.
    /// </summary>
    /// <param name="summary">The summary of the series.</param>
    /// <param name="leadTimeDays">Working days from an order to the day it comes in.</param>
    /// <param name="isWorking">Whether somebody works on a day.</param>
    /// <returns>The day; null where the series never runs short, or nobody ever works.</returns>
    public static DateOnly? Of(SeriesSummary summary, int leadTimeDays, Func<DateOnly, bool> isWorking)
    {
        var (stockOut, shortage) = (summary.StockOutDate, summary.ShortageDate);
        var first = stockOut < shortage || shortage is null ? stockOut : shortage;
        if (first is not { } day) return null;
        for (var off = 0; ; day = day.AddDays(-1))
        {
            if (!isWorking(day))
            {
                if (++off > MostDaysOff) return null;
                continue;
            }
            off = 0;
            if (leadTimeDays-- <= 0) return day;
        }
    }
}
