namespace PsiErp.Planning;

/// <summary>Adds series up per day.</summary>
public static class Totals
{
    /// <summary>
    /// Flows and stocks add up per day. A series carries its last closing stock, safety and standard on over days that
    /// it lacks, and counts from its first day on. Days of supply are those of the sum.
    /// </summary>
    public static ProjectedDay[] Sum(IReadOnlyList<IReadOnlyList<ProjectedDay>> series)
    {
        DateOnly[] dates = [.. series.SelectMany(days => days.Select(day => day.Date)).Distinct().Order()];
        var sum = new ProjectedDay[dates.Length];
        for (var i = 0; i < dates.Length; i++)
            sum[i] = new ProjectedDay { Date = dates[i], Opening = 0, Closing = 0, Production = 0, Sales = 0, ChannelMove = 0 };

        foreach (var days in series) AddTo(sum, days);
        DaysOfSupply.Fill(sum);
        return sum;
    }

    private static void AddTo(ProjectedDay[] sum, IReadOnlyList<ProjectedDay> days)
    {
        var next = 0;
        for (var i = 0; i < sum.Length; i++)
        {
            if (next < days.Count && days[next].Date == sum[i].Date) sum[i] = Add(sum[i], days[next++]);
            else if (next > 0) sum[i] = Add(sum[i], Idle(days[next - 1]));
        }
    }

    private static ProjectedDay Idle(in ProjectedDay last) => last with
    {
        Opening = last.Closing,
        Production = 0,
        Sales = 0,
        ChannelMove = 0,
        Adjustment = 0,
        IsFact = false,
        Anchor = null,
        Reported = null,
    };

    private static ProjectedDay Add(in ProjectedDay sum, in ProjectedDay day) => sum with
    {
        Opening = sum.Opening + day.Opening,
        Closing = sum.Closing + day.Closing,
        Production = sum.Production + day.Production,
        Sales = sum.Sales + day.Sales,
        ChannelMove = sum.ChannelMove + day.ChannelMove,
        Adjustment = sum.Adjustment + day.Adjustment,
        IsFact = sum.IsFact || day.IsFact,
        Anchor = Add(sum.Anchor, day.Anchor),
        Reported = Add(sum.Reported, day.Reported),
        Safety = Add(sum.Safety, day.Safety),
        Standard = Add(sum.Standard, day.Standard),
    };

    private static decimal? Add(decimal? sum, decimal? value) => value is null ? sum : (sum ?? 0) + value;
}
