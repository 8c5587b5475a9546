namespace PsiErp.Planning;

/// <summary>Days of supply: how many following days' sales a closing stock covers.</summary>
public static class DaysOfSupply
{
    /// <summary>
    /// Sets <see cref="ProjectedDay.Supply"/> of every day: whole days covered plus the fraction of the day on which
    /// stock gives out, to 6 decimals; beyond the horizon, the days that remain and <c>Beyond</c>. Stock under zero
    /// covers nothing. Negative sales (returns) do not refill stock.
    /// </summary>
    public static void Fill(Span<ProjectedDay> days)
    {
        var soldUpTo = new decimal[days.Length + 1];
        for (var i = 0; i < days.Length; i++) soldUpTo[i + 1] = soldUpTo[i] + Math.Max(0, days[i].Sales);
        for (var i = 0; i < days.Length; i++) days[i] = days[i] with { Supply = Of(days[i].Closing, i, soldUpTo) };
    }

    /// <summary>Days of supply of the first day's closing stock alone; see <see cref="Fill"/>.</summary>
    public static Coverage OfFirst(ReadOnlySpan<ProjectedDay> days)
    {
        var stock = days[0].Closing;
        if (stock < 0) return new Coverage(0, false);
        for (var covered = 0; covered < days.Length - 1; covered++)
        {
            var sales = Math.Max(0, days[covered + 1].Sales);
            if (sales > stock) return new Coverage(Math.Round(covered + stock / sales, Quantity.Decimals), false);
            stock -= sales;
        }
        return new Coverage(days.Length - 1, true);
    }

    private static Coverage Of(decimal closing, int day, decimal[] soldUpTo)
    {
        if (closing < 0) return new Coverage(0, false);
        var lasts = soldUpTo[day + 1] + closing;
        var covered = LastAtMost(soldUpTo, lasts, day + 1);
        if (covered == soldUpTo.Length - 1) return new Coverage(covered - day - 1, true);

        var ofNextDay = (lasts - soldUpTo[covered]) / (soldUpTo[covered + 1] - soldUpTo[covered]);
        return new Coverage(Math.Round(covered - day - 1 + ofNextDay, Quantity.Decimals), false);
    }

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
