namespace PsiErp.Planning;

/// <summary>Production that is planned and isn't needed.</summary>
/// <param name="First">The day of the first such order; null where there is none.</param>
/// <param name="Orders">Days whose production isn't needed.</param>
/// <param name="Quantity">Their production in units.</param>
public readonly record struct SurplusOrders(DateOnly? First, int Orders, decimal Quantity)
{
    /// <summary>
    /// A day's production is surplus when it can be left out as a whole, and closing stock still is at least the level to hold on
    /// every day from then on to the end of the horizon: standard stock, or safety stock where that is more. The latest orders are
    /// left out first, so that the answer is the most that can be left out together with the least harm. Without any level nothing
    /// can be said; what was produced up to the as-of date or is in a count can't be left out.
    /// </summary>
    /// <param name="days">All days of one series, ascending.</param>
    public static SurplusOrders Of(ReadOnlySpan<ProjectedDay> days)
    {
        if (!HasLevel(days)) return default;
        var (found, spare, first) = (default(SurplusOrders), decimal.MaxValue, FirstAfterCount(days));
        for (var i = days.Length - 1; i >= first && !days[i].IsFact; i--)
        {
            ref readonly var day = ref days[i];
            spare = Math.Min(spare, day.Closing - LevelOf(day));
            if (day.Production <= 0 || day.Production > spare) continue;
            spare -= day.Production;
            found = new SurplusOrders(day.Date, found.Orders + 1, found.Quantity + day.Production);
        }
        return found;
    }

    private static decimal LevelOf(in ProjectedDay day) => Math.Max(day.Standard ?? 0, day.Safety ?? 0);

    private static bool HasLevel(ReadOnlySpan<ProjectedDay> days)
    {
        foreach (ref readonly var day in days)
        {
            if (!day.IsFact && LevelOf(day) > 0) return true;
        }
        return false;
    }

    /// <summary>Production before the day that the chain hangs on is in the count.</summary>
    private static int FirstAfterCount(ReadOnlySpan<ProjectedDay> days)
    {
        var reported = -1;
        for (var i = 0; i < days.Length; i++)
        {
            if (days[i].Anchor is not null) return i;
            if (reported < 0 && days[i].Reported is not null) reported = i;
        }
        return reported + 1;
    }
}
