namespace PsiErp.Planning;

/// <summary>Rolls the stock of a series forward.</summary>
public static class Projection
{
    /// <summary>
    /// Counted stock is fact: the chain hangs on the first day that reports an opening, wherever it stands; where none does, on
    /// the first that reports a closing; else it starts from 0. From there opening(dᵢ) = closing(dᵢ₋₁) and closing = opening +
    /// production − sales + channel move; days before it are rolled backwards. Later counts do not break the chain.
    /// Up to the as-of date counted stock wins on each day, and what the flows do not explain is the day's adjustment.
    /// </summary>
    /// <param name="days">The days of one series, ascending, each once.</param>
    /// <param name="asOf">The last day whose stock figures are counted facts; null for none.</param>
    /// <returns>The same days, without days of supply: those look ahead from every day, and cost the most.</returns>
    public static ProjectedDay[] Roll(ReadOnlySpan<PlanDay> days, DateOnly? asOf = null)
    {
        var projected = new ProjectedDay[days.Length];
        var stock = OpeningOf(days);
        for (var i = 0; i < projected.Length; i++)
        {
            ref readonly var day = ref days[i];
            var isFact = day.Date <= asOf;
            var opening = isFact && day.Anchor is { } counted ? counted : stock;
            var closing = isFact && day.Reported is { } reported ? reported : opening + day.NetFlow;
            projected[i] = new ProjectedDay
            {
                Date = day.Date,
                IsFact = isFact,
                Opening = opening,
                Closing = closing,
                // Of the first day there is no stock before it to compare with
                Adjustment = isFact ? closing - (i == 0 ? opening : stock) - day.NetFlow : 0,
                Production = day.Production,
                Sales = day.Sales,
                ChannelMove = day.ChannelMove,
                Anchor = day.Anchor,
                Reported = day.Reported,
                Safety = day.Safety,
                Standard = day.Standard,
                Derived = day.Derived,
            };
            stock = closing;
        }
        return projected;
    }

    /// <summary>Stock before the first day: what was counted, less what had flowed by then.</summary>
    private static decimal OpeningOf(ReadOnlySpan<PlanDay> days)
    {
        var flowed = 0m;
        decimal? byClosing = null;
        foreach (ref readonly var day in days)
        {
            if (day.Anchor is { } opening) return opening - flowed;
            flowed += day.NetFlow;
            if (byClosing is null && day.Reported is { } closing) byClosing = closing - flowed;
        }
        return byClosing ?? 0;
    }
}
