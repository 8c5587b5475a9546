
using PsiErp.Planning;

namespace PsiErp.Pages.Sessions;

/// <summary>The gravest thing that projected days call for, and the first day it does.</summary>
public readonly record struct FirstAlert(Alert Alert, DateOnly Date)
{
    /// <summary>
    /// Looks at the days from today on; at all of them when the plan lies in the past. Too much stock counts only
    /// where it is too much at once: a plan that builds up stock for later is none of today's worries.
    /// </summary>
    public static FirstAlert Of(ReadOnlySpan<ProjectedDay> days, DateOnly today)
    {
        var ahead = Ahead(days, today);
        var gravest = ahead.IsEmpty || ahead[0].Alert != Alert.Over ? default : new FirstAlert(Alert.Over, ahead[0].Date);
        foreach (ref readonly var day in ahead)
        {
            if (day.Alert == Alert.StockOut) return new FirstAlert(Alert.StockOut, day.Date);
            if (day.Alert == Alert.Shortage && gravest.Alert != Alert.Shortage) gravest = new FirstAlert(Alert.Shortage, day.Date);
        }
        return gravest;
    }

    /// <summary>The days from today on; all of them when the plan lies in the past.</summary>
    public static ReadOnlySpan<ProjectedDay> Ahead(ReadOnlySpan<ProjectedDay> days, DateOnly today)
    {
        var start = 0;
        while (start < days.Length && days[start].Date < today) start++;
        return start == days.Length ? days : days[start..];
    }
}
