namespace PsiErp.Planning;

/// <summary>Days of supply: how many following days' sales a closing stock covers.</summary>
public static class DaysOfSupply
{
    /// <summary>
    /// Sets <see cref="ProjectedDay.Supply"/> of every day: calendar days covered plus the fraction of the day on which
    /// stock gives out, to 6 decimals; beyond the horizon, the days that remain and <c>Beyond</c>. A day without a row sells
    /// nothing, but is a day. Stock under zero covers nothing. Negative sales (returns) do not refill stock.
    /// </summary>
    public static void Fill(Span<ProjectedDay> days)
    {
        var soldUpTo = new decimal[days.Length + 1];
        for (var i = 0; i < days.Length; i++) soldUpTo[i + 1] = soldUpTo[i] + Math.Max(0, days[i].Sales);
        for (var i = 0; i < days.Length; i++) days[i] = days[i] with { Supply = Of(days, i, soldUpTo) };
    }

    /// <summary>Days of supply of the first day's closing stock alone; see <see cref="Fill"/>.</summary>
    public static Coverage OfFirst(ReadOnlySpan<ProjectedDay> days)
    {
        var stock = days[0].Closing;
        if (stock < 0) return new Coverage(0, false);
        foreach (ref readonly var day in days[1..])
        {
            var sales = Math.Max(0, day.Sales);
            if (sales > stock) return Until(days[0], day, stock / sales);
            stock -= sales;
        }
        return new Coverage(Between(days[0], days[^1]), true);
    }

    private static Coverage Of(ReadOnlySpan<ProjectedDay> days, int day, decimal[] soldUpTo)
    {
        var closing = days[day].Closing;
        if (closing < 0) return new Coverage(0, false);
        var lasts = soldUpTo[day + 1] + closing;
        var covered = LastAtMost(soldUpTo, lasts, day + 1);
        return covered == days.Length
            ? new Coverage(Between(days[day], days[^1]), true)
            : Until(days[day], days[covered], (lasts - soldUpTo[covered]) / (soldUpTo[covered + 1] - soldUpTo[covered]));
    }

    /// <summary>Stock that lasts until a later day, and covers a part of what that one sells.</summary>
    private static Coverage Until(in ProjectedDay from, in ProjectedDay last, decimal ofLast) =>
        new(Math.Round(Between(from, last) - 1 + ofLast, Quantity.Decimals), false);

    private static int Between(in ProjectedDay from, in ProjectedDay to) => to.Date.DayNumber - from.Date.DayNumber;

    /// <summary>The last index whose running total is at most <paramref name="limit"/>; running totals never fall.</summary>
    private static int LastAtMost(decimal[] runningTotals, decimal limit, int from)
    {
        var (low, high) = (from, runningTotals.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (runningTotals[middle] <= limit) low = middle;
            else high = middle - 1;
        }
        return low;
    }
}
