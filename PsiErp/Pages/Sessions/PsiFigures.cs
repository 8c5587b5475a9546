using PsiErp.Data;
using PsiErp.Plan;
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>The key figures of a SKU, from today on; over the whole plan when it lies in the past. Alerts are those of the lists.</summary>
/// <param name="Start">The day that they begin with.</param>
/// <param name="IsToday">Whether that is today.</param>
/// <param name="OnHand">Stock before that day.</param>
/// <param name="Supply">How long the closing stock of that day lasts.</param>
/// <param name="Lowest">The lowest closing stock, and its day.</param>
/// <param name="LowestDate"><inheritdoc cref="Lowest"/></param>
/// <param name="Alert">The gravest alert of a series, and the first day it is met.</param>
/// <param name="AlertSeries">What the series is called that is first to meet it; blank where none is.</param>
/// <param name="Days">How many days the sums are of.</param>
/// <param name="Production">Units that come in.</param>
/// <param name="Sales">Units that go out.</param>
/// <param name="Decimals">Decimals that quantities are shown with at most; null for the usual ones.</param>
public sealed record PsiFigures(
    DateOnly Start,
    bool IsToday,
    decimal OnHand,
    Coverage Supply,
    decimal Lowest,
    DateOnly LowestDate,
    FirstAlert Alert,
    string AlertSeries,
    int Days,
    decimal Production,
    decimal Sales,
    int? Decimals)
{
    /// <summary>The figures of a plan and its total.</summary>
    public static PsiFigures Of(SkuPlan plan, ProjectedDay[] total, Places places, DateOnly today)
    {
        var days = Ahead(total, today);
        var (lowest, production, sales) = (days[0], 0m, 0m);
        foreach (ref readonly var day in days)
        {
            if (day.Closing < lowest.Closing) lowest = day;
            production += day.Production;
            sales += day.Sales;
        }
        var (alert, series) = Gravest(plan);
        return new PsiFigures(
            days[0].Date, days[0].Date == today, days[0].Opening, days[0].Supply ?? default, lowest.Closing, lowest.Date,
            alert, series is null ? "" : GroupName.Of(series.WarehouseName, places.ChannelOf(series.Channel)),
            days.Length, production, sales, plan.Product?.Decimals);
    }

    /// <summary>The days from today on; all of them when the plan lies in the past.</summary>
    private static ReadOnlySpan<ProjectedDay> Ahead(ReadOnlySpan<ProjectedDay> days, DateOnly today)
    {
        var start = 0;
        while (start < days.Length && days[start].Date < today) start++;
        return start == days.Length ? days : days[start..];
    }

    private static (FirstAlert Alert, Series? Series) Gravest(SkuPlan plan)
    {
        var alerts = plan.Series.Select(series => (Alert: FirstAlert.Of(series.Series.Summary), series.Series))
            .Where(series => series.Alert.Alert is Planning.Alert.StockOut or Planning.Alert.Shortage);
        var gravest = alerts.OrderBy(series => series.Alert.Alert).ThenBy(series => series.Alert.Date).FirstOrDefault();
        return (gravest.Alert, gravest.Series);
    }
}
