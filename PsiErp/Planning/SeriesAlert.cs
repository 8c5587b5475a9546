namespace PsiErp.Planning;

/// <summary>What a series may be listed for.</summary>
public enum SeriesAlert
{
    /// <summary>It runs out of stock.</summary>
    StockOut,

    /// <summary>It runs out within the lead time of its product: what is ordered today comes too late.</summary>
    Potential,

    /// <summary>It goes under safety stock, but does not run out.</summary>
    Shortage,

    /// <summary>It has over one and a half times its standard, and never too little.</summary>
    Over,

    /// <summary>Production is planned that isn't needed.</summary>
    SurplusOrder,

    /// <summary>A later count is not what the plan says.</summary>
    CountDiffers,

    /// <summary>Sales or levels are missing.</summary>
    Data,

    /// <summary>A planner has changed a day of it.</summary>
    Edited,

    /// <summary>Its stock is never out, short or over.</summary>
    None,
}

/// <summary>An alert of a series, and how large it is.</summary>
/// <param name="Alert">Which.</param>
/// <param name="First">The first day of it; null where it is about no day.</param>
/// <param name="Days">On how many days; of surplus orders, how many there are.</param>
/// <param name="Units">
/// How large it is at its worst: units under 0, under safety stock, over 1.5 × standard; planned and not needed; counted more (+) or
/// less (−) than the plan says. Null where it is about no stock.
/// </param>
public readonly record struct AlertFigure(SeriesAlert Alert, DateOnly? First, int Days, decimal? Units)
{
    /// <summary>Everything that a series calls for, the gravest first.</summary>
    /// <param name="summary">Its summary.</param>
    /// <param name="today">The day that lead times are counted from.</param>
    /// <param name="leadTimeDays">Days from an order of its product to its arrival; null where they are not known.</param>
    public static IReadOnlyList<AlertFigure> Of(SeriesSummary summary, DateOnly today, int? leadTimeDays)
    {
        var found = new List<AlertFigure>();
        if (summary.StockOutDate is { } stockOut)
        {
            if (leadTimeDays is { } lead && stockOut <= today.AddDays(lead))
                found.Add(new(SeriesAlert.Potential, stockOut, summary.StockOutDays, -summary.LowestStock));
            found.Add(new(SeriesAlert.StockOut, stockOut, summary.StockOutDays, -summary.LowestStock));
        }
        else if (summary.ShortageDate is { } shortage)
        {
            found.Add(new(SeriesAlert.Shortage, shortage, summary.ShortageDays, summary.ShortageQuantity));
        }
        else if (summary.OverDate is { } over)
        {
            found.Add(new(SeriesAlert.Over, over, summary.OverDays, summary.OverQuantity));
        }
        if (summary.SurplusDate is { } surplus)
            found.Add(new(SeriesAlert.SurplusOrder, surplus, summary.SurplusOrders, summary.SurplusQuantity));
        if (summary.CountDiffersDate is { } counted)
            found.Add(new(SeriesAlert.CountDiffers, counted, 1, summary.CountDifference));
        if (summary.Gaps != DataGaps.None) found.Add(new(SeriesAlert.Data, null, 0, null));
        return found;
    }
}
