namespace PsiErp.Planning;

/// <summary>
/// The gravest thing that a plan calls for over its horizon, and the first day it does: a stock-out before stock under
/// safety before too much stock. Lists know it from the stored summary, the grid from the days: it is the same.
/// </summary>
public readonly record struct FirstAlert(Alert Alert, DateOnly Date)
{
    /// <summary>Alerts are this far apart in <see cref="Urgency"/>; days are numbered below it.</summary>
    private const int Rank = 1_000_000;

    /// <summary>The urgency of nothing: after everything else.</summary>
    public const int NotUrgent = 3 * Rank;

    /// <summary>Less is sooner to be looked at: stock-outs by their day, then shortages, then what is over.</summary>
    public int Urgency => Alert == Alert.None ? NotUrgent : UrgencyFrom(Alert) + Date.DayNumber;

    /// <summary>Where the urgencies of an alert begin; they end where those of the next one do.</summary>
    public static int UrgencyFrom(Alert alert) => alert switch
    {
        Alert.StockOut => 0,
        Alert.Shortage => Rank,
        Alert.Over => 2 * Rank,
        _ => NotUrgent,
    };

    /// <summary>What a series or a total calls for.</summary>
    public static FirstAlert Of(SeriesSummary summary) => Of(summary.StockOutDate, summary.ShortageDate, summary.OverDate);

    /// <summary>What a day calls for.</summary>
    public static FirstAlert Of(in ProjectedDay day) => new(day.Alert, day.Date);

    /// <summary>The graver of this and another one; of equals this.</summary>
    public FirstAlert Or(FirstAlert other) =>
        other.Alert == Alert.None || (Alert != Alert.None && Alert <= other.Alert) ? this : other;

    /// <summary>What follows from the first days of each.</summary>
    /// <param name="stockOut">The first day with closing stock under 0.</param>
    /// <param name="shortage">The first day with closing stock under safety stock.</param>
    /// <param name="over">The first day with closing stock over 1.5 × standard.</param>
    public static FirstAlert Of(DateOnly? stockOut, DateOnly? shortage, DateOnly? over) =>
        stockOut is { } outOn ? new FirstAlert(Alert.StockOut, outOn)
        : shortage is { } shortOn ? new FirstAlert(Alert.Shortage, shortOn)
        : over is { } overOn ? new FirstAlert(Alert.Over, overOn)
        : default;
}
